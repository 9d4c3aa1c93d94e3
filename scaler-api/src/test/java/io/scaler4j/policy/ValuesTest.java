package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values are equal if all they hold is: they are recorded, compared and replayed. */
class ValuesTest extends DecisionFixture {

    private static final Measurement LAG = Measurement.of("lag", averageValue(50), Reading.of(100));
    private static final Observation SEEN = Observation.of(Timeline.START, Replicas.of(3), LAG);

    @Test
    void measurementsDifferInEveryPart() {
        assertAllDiffer(
                LAG,
                Measurement.of("rate", averageValue(50), Reading.of(100)),
                Measurement.of("lag", value(50), Reading.of(100)),
                LAG.with(Reading.of(101)),
                LAG.activatesAbove(1),
                LAG.tolerance(Tolerance.of(0.2)),
                LAG.abstains(),
                LAG.fallback(Fallback.replicas(1)));
        assertThat(Measurement.of("lag", averageValue(50), Reading.of(100))).isEqualTo(LAG);
        assertThat(LAG.fallback(Fallback.replicas(1)).fallback()).contains(Fallback.replicas(1));
        assertThat(LAG.tolerance(Tolerance.of(0.2)).tolerance()).contains(Tolerance.of(0.2));
        assertThat(LAG).hasToString("lag 100 of 50 per replica");
    }

    @Test
    void aTargetThatTheSourceNamesCountsInPlaceOfTheMetrics() {
        Reading named = Reading.value(100).target(value(20)).build();

        Measurement measured = LAG.activatesAbove(7).with(named);

        assertThat(measured.target()).isEqualTo(value(20));
        assertThat(measured.metric()).isEqualTo(LAG.activatesAbove(7).metric().target(value(20)));
        assertThat(measured.activationThreshold()).isEqualTo(7);
        assertThat(measured).hasToString("lag 100 of 20 in total");
        assertThat(measured.with(Reading.of(3)).target())
                .as("of the source, until it names another")
                .isEqualTo(value(20));
        assertThat(Measurement.of(LAG.metric().target(MetricTarget.utilization(80)), Reading.of(1))
                        .isAbstaining())
                .as("as every metric of a utilization")
                .isTrue();
    }

    @Test
    void aDecisionScalesOnTheTargetThatTheSourceNames() {
        Measurement measured =
                LAG.with(Reading.value(100).target(averageValue(10)).build());
        ScalingPolicy policy = ScalingPolicy.builder().replicas(1, 100).build();

        Decision decision =
                policy.decide(ScalingState.initial(), Observation.of(Timeline.START, Replicas.of(10), measured));

        assertThat(decision.to())
                .as("100 at 10 per replica; 50 per replica would be 2")
                .isEqualTo(10);
    }

    @Test
    void observationsDifferInEveryPart() {
        assertAllDiffer(
                SEEN,
                Observation.of(Timeline.START.plusSeconds(1), Replicas.of(3), LAG),
                Observation.of(Timeline.START, Replicas.of(4), LAG),
                Observation.of(Timeline.START, Replicas.of(3), LAG, LAG),
                SEEN.every(ofSeconds(16)),
                SEEN.with(ReplicaBounds.atLeast(1)),
                SEEN.with(Control.none().pause()));
        assertThat(SEEN.every(ofSeconds(15)).with(ReplicaBounds.none()).with(Control.none()))
                .isEqualTo(SEEN);
    }

    @Test
    void controlsDifferInEveryPart() {
        Control none = Control.none();
        assertAllDiffer(
                none,
                none.pause(),
                none.pauseAt(0),
                none.pauseAt(3),
                none.pauseScaleIn(),
                none.pauseScaleOut(),
                none.forceActivation(true));
        assertThat(none.pauseAt(3).pauseScaleIn().forceActivation(true).resume())
                .isEqualTo(none.forceActivation(true));
    }

    @Test
    void fallbacksDifferInEveryPart() {
        var three = Fallback.replicas(3);
        assertAllDiffer(
                three,
                Fallback.replicas(4),
                three.behavior(FallbackBehavior.CURRENT_REPLICAS),
                three.afterFailures(5),
                three.afterFailingFor(ofSeconds(30)));
        assertThat(three.behavior(FallbackBehavior.STATIC).afterFailures(3)).isEqualTo(three);
    }

    @Test
    void fallbacksTellWhatTheyWereMadeOf() {
        var counting =
                Fallback.replicas(4).behavior(FallbackBehavior.CURRENT_REPLICAS).afterFailures(5);
        assertThat(counting.replicas()).isEqualTo(4);
        assertThat(counting.behavior()).isEqualTo(FallbackBehavior.CURRENT_REPLICAS);
        assertThat(counting.failureThreshold()).isEqualTo(5);
        assertThat(counting.failingFor()).isEmpty();
        assertThat(counting.afterFailingFor(ofSeconds(30)).failingFor()).contains(ofSeconds(30));
    }

    @Test
    void decisionsDifferInWhatWasSeenAndInWhatIsRemembered() {
        var policy = policy(1, 20).build();
        Decision decision = policy.decide(ScalingState.initial(), SEEN);
        ScalingState grown = policy.decide(
                        ScalingState.initial(),
                        Observation.of(Timeline.START, Replicas.of(3), LAG.with(Reading.of(400))))
                .next(true);
        assertAllDiffer(
                decision,
                policy.decide(grown, SEEN),
                policy.decide(ScalingState.initial(), SEEN.with(Control.none().pause())),
                policy.decide(
                        ScalingState.initial(), Observation.of(Timeline.START.plusSeconds(1), Replicas.of(3), LAG)),
                policy.decide(ScalingState.initial(), Observation.of(Timeline.START, Replicas.of(2), LAG)));
        assertThat(policy.decide(ScalingState.initial(), SEEN)).isEqualTo(decision);
    }

    /** Each from each, and each is itself. */
    private static void assertAllDiffer(Object... values) {
        for (Object one : values) {
            assertThat(List.of(values)).filteredOn(one::equals).containsExactly(one);
            assertThat(one).isNotEqualTo("something else").hasSameHashCodeAs(one);
        }
        assertThat(Arrays.stream(values).map(Object::hashCode).distinct())
                .as("hash codes")
                .hasSizeGreaterThan(values.length / 2);
    }
}
