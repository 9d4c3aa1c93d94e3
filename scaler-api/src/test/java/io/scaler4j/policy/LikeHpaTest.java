package io.scaler4j.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Resource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HPA's own rule, in which the metrics alone decide, also at 0. */
class LikeHpaTest extends DecisionFixture {

    private static final ScalingRules AT_ONCE =
            ScalingRules.builder().stabilizationWindow(ofSeconds(0)).build();

    private static ScalingPolicy.Builder hpa(int min, int max) {
        return ScalingPolicy.likeHpa().replicas(min, max);
    }

    @Test
    void itsMinimumIsOneAndItsRulesAreThoseWithoutABehavior() {
        Timeline timeline = startingAt(1, ScalingPolicy.likeHpa());
        assertSteps(
                timeline.sees(10_000),
                "RECOMMEND 1 -> 200 lag 10000 of 50 per replica",
                "STABILIZE 200 -> 200 the windows agree",
                "RATE_LIMIT 200 -> 4 allowed: twice the count, or 4");
        assertThat(timeline.after(ofMinutes(6)).sees(0).to()).isEqualTo(1);
    }

    @Test
    void theMetricsScaleToZeroAndBackWithoutActivationAndCooldown() {
        Timeline timeline = startingAt(3, hpa(0, 20).scaleDown(AT_ONCE));
        assertSteps(
                timeline.sees(0),
                "RECOMMEND 3 -> 0 lag 0 of 50 per replica",
                "STABILIZE 0 -> 0 the windows agree",
                "RATE_LIMIT 0 -> 0 allowed: 100 % per 15 s");
        assertSteps(
                timeline.after(ofSeconds(15)).sees(120),
                "RECOMMEND 0 -> 3 lag 120 of 50 per replica",
                "STABILIZE 3 -> 3 the windows agree",
                "RATE_LIMIT 3 -> 3 allowed: 4 per 15 s or 100 % per 15 s");
    }

    @Test
    void theWindowOfScalingDownComesBeforeZero() {
        Timeline timeline = startingAt(3, hpa(0, 20));
        assertThat(timeline.sees(0).to()).isEqualTo(3);
        assertThat(timeline.after(ofSeconds(301)).sees(0).to()).isZero();
    }

    @Test
    void whetherATriggerIsActivePlaysNoRole() {
        Timeline timeline = startingAt(2, hpa(0, 20).scaleDown(AT_ONCE));
        timeline.sees(0);
        var calm = Measurement.of("lag", MetricTarget.averageValue(50), Reading.of(60))
                .activatesAbove(1000);
        assertThat(timeline.sees(calm).to()).isEqualTo(2);
    }

    @Test
    void aZeroOfSomeoneElseIsLeftAloneAlsoAfterARestart() {
        Timeline timeline = startingAt(0, hpa(0, 20));
        assertSteps(timeline.sees(500), "ACTIVATE 0 -> 0 someone else set it to 0, which is left alone");
        assertThat(timeline.restored().sees(500).to()).isZero();
        assertThat(timeline.isSetTo(1).sees(200).to()).isEqualTo(4);
    }

    @Test
    void aZeroOfItsOwnIsRememberedUntilTheNextWriteAsTheConditionScaledToZeroIs() {
        Timeline timeline = startingAt(2, hpa(0, 20).scaleDown(AT_ONCE));
        timeline.sees(0);
        assertThat(timeline.isSetTo(3).sees(150).changes()).isFalse();
        assertThat(timeline.isSetTo(0).sees(150).to()).isEqualTo(3);
        assertThat(timeline.isSetTo(0).sees(150).to()).isZero(); // the write to 3 ended it
    }

    @Test
    void aMinimumThatIsRaisedLiftsAZeroOfItsOwn() {
        Timeline timeline = startingAt(2, hpa(0, 20).scaleDown(AT_ONCE));
        timeline.sees(0);
        Decision raised = hpa(3, 20)
                .build()
                .decide(
                        timeline.state(),
                        Observation.of(
                                Timeline.START.plusSeconds(15),
                                Replicas.of(0),
                                Measurement.of("lag", MetricTarget.averageValue(50), Reading.of(10))));
        assertThat(raised.to()).isEqualTo(3);
    }

    @Test
    void atZeroAFailingMetricHoldsAndSamplesOfNoReplicaRecommendNothing() {
        Timeline timeline = startingAt(2, hpa(0, 20).scaleDown(AT_ONCE));
        timeline.sees(0);
        assertSteps(timeline.sees(DOWN), "RECOMMEND 0 -> 0 lag failed: UNAVAILABLE broker is down, holding");
        var cpu = Measurement.of("cpu", MetricTarget.utilization(80), Reading.samples(Resource.CPU, List.of()));
        var lag = Measurement.of("lag", MetricTarget.averageValue(50), Reading.of(100));
        assertThat(timeline.sees(cpu, lag).to()).isEqualTo(2);
    }

    @Test
    void aScheduledMinimumLiftsAZeroOfItsOwnAndAForcedActivationKeepsOne() {
        Timeline timeline = startingAt(2, hpa(0, 20).scaleDown(AT_ONCE));
        timeline.sees(0);
        assertThat(timeline.under(Control.none().forceActivation(true)).sees(0).to())
                .isEqualTo(1);
        timeline.under(Control.none()).sees(0);
        assertSteps(timeline.within(ReplicaBounds.atLeast(4)).sees(0), "SCHEDULE 0 -> 4 scheduled minimum of 4");
    }

    @Test
    void whatWouldHaveBeenWithoutAConstraintIsToldAtZeroToo() {
        Timeline timeline = startingAt(2, hpa(0, 20).scaleDown(AT_ONCE));
        timeline.sees(0);
        assertThat(timeline.sees(500).explanation().binding())
                .isEqualTo(new Explanation.Binding(Stage.RATE_LIMIT, Reason.RATE, 10));
        Timeline manual = startingAt(0, hpa(0, 20));
        assertThat(manual.sees(100).explanation().binding())
                .isEqualTo(new Explanation.Binding(Stage.ACTIVATE, Reason.MANUAL_ZERO, 2));
    }

    static List<UnaryOperator<ScalingPolicy.Builder>> optionsOfActivation() {
        return List.of(
                policy -> policy.cooldown(ofMinutes(1)),
                policy -> policy.initialCooldown(ofMinutes(5)),
                policy -> policy.idleReplicas(0),
                policy -> policy.deactivation(DeactivationMode.GRADUAL));
    }

    @ParameterizedTest
    @MethodSource("optionsOfActivation")
    void optionsOfActivationAreRefused(UnaryOperator<ScalingPolicy.Builder> option) {
        var policy = option.apply(hpa(0, 20));
        assertThatThrownBy(policy::build)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("activation NONE leaves every count to the metrics");
        assertThat(option.apply(ScalingPolicy.builder().replicas(0, 20)).build())
                .isNotNull();
    }

    @Test
    void withAMinimumOfZeroATriggerIsNeededThatCanBeReadThere() {
        assertThat(hpa(0, 20).build().canBeIdle()).isTrue();
        assertThat(hpa(0, 20).build().isIdle(0)).isTrue();
        assertThat(hpa(1, 20).build().canBeIdle()).isFalse();
    }

    @Test
    void policiesWithTheSameOptionsAreEqual() {
        assertThat(hpa(0, 20).build())
                .isEqualTo(hpa(0, 20).build())
                .hasSameHashCodeAs(hpa(0, 20).build());
        assertThat(hpa(0, 20).build()).isNotEqualTo(hpa(0, 21).build());
    }
}
