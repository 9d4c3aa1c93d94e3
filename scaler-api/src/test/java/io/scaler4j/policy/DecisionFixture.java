package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;

/** The words in which the tests of decisions speak. */
abstract class DecisionFixture {

    static final Reading DOWN = Reading.failure(Kind.UNAVAILABLE, "broker is down");

    static Timeline startingAt(int replicas, ScalingPolicy.Builder policy) {
        return new Timeline(policy.build(), replicas);
    }

    static ScalingPolicy.Builder policy(int min, int max) {
        return ScalingPolicy.builder().replicas(min, max);
    }

    static ScalingRules.Builder rules() {
        return ScalingRules.builder();
    }

    static void assertSteps(Decision decision, String... steps) {
        assertThat(decision.explanation().steps()).extracting(Step::toString).containsExactly(steps);
        assertThat(decision.explanation().steps().get(0).from()).isEqualTo(decision.from());
    }
}
