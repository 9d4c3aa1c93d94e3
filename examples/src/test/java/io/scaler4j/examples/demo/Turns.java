package io.scaler4j.examples.demo;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Turns as an autoscaler would have made them on a target that obeys at once: one a second, with given readings. */
final class Turns {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private Turns() {}

    static List<Turn> of(ScalingPolicy policy, Reading... readings) {
        var turns = new ArrayList<Turn>();
        ScalingState state = ScalingState.initial();
        int replicas = 0;
        for (int second = 0; second < readings.length; second++) {
            Observation observation = Observation.of(
                    START.plusSeconds(second),
                    Replicas.of(replicas),
                    Measurement.of("lag", averageValue(ScaledRun.LAG_THRESHOLD), readings[second]));
            Decision decision = policy.decide(state, observation);
            turns.add(new Turn(second, observation, decision, decision.changes()));
            state = decision.next(decision.changes());
            replicas = decision.to();
        }
        return turns;
    }

    /** Silence, a trickle, a burst, a tail of 20 s, silence of 10 s. */
    static List<Turn> upAndDown(ScalingPolicy policy) {
        IntStream burst = IntStream.of(0, 0, 3, 20, 60, 90, 90, 90, 40);
        IntStream tail = IntStream.range(0, 20).map(second -> 1);
        IntStream silence = IntStream.range(0, 10).map(second -> 0);
        return of(policy, lags(IntStream.concat(burst, IntStream.concat(tail, silence))));
    }

    static Reading[] lags(IntStream messages) {
        return messages.mapToObj(Reading::of).toArray(Reading[]::new);
    }
}
