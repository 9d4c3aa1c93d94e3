package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trigger asks for once it has failed for too long. */
class FallbackTest extends DecisionFixture {

    private static final Reading NOT_YET = Reading.failure(Kind.NOT_YET, "the first of two samples");

    @Test
    void failuresHoldTheCountUntilThereAreMoreThanTheThreshold() {
        var timeline = startingAt(4, policy(1, 20));
        var failing = failing(Fallback.replicas(7).afterFailures(2));
        for (int failures = 1; failures <= 2; failures++) {
            assertThat(timeline.after(ofSeconds(15)).sees(failing).to()).isEqualTo(4);
        }
        var decision = timeline.after(ofSeconds(15)).sees(failing);
        assertThat(decision.to()).isEqualTo(7);
        Recommendation recommendation = decision.explanation().recommendations().get(0);
        assertThat(recommendation.reason()).isEqualTo(Reason.FALLBACK);
        assertThat(recommendation.isFailed()).isTrue();
        assertThat(recommendation.fallbackMilli()).hasValue(350_000);
        assertThat(recommendation)
                .hasToString(
                        "lag failed 3 times: UNAVAILABLE broker is down; its fallback asks for 7, as a value of 350"
                                + " would");
    }

    @Test
    void aSuccessEndsTheRunAndTheNextFailureBeginsAtOne() {
        var timeline = startingAt(4, policy(1, 20));
        var fallback = Fallback.replicas(7).afterFailures(1);
        timeline.sees(failing(fallback));
        timeline.sees(lag(fallback, Reading.of(200)));
        assertThat(timeline.sees(failing(fallback)).to()).as("one failure").isEqualTo(4);
        assertThat(timeline.sees(failing(fallback)).to()).as("two failures").isEqualTo(7);
        assertThat(timeline.sees(lag(fallback, Reading.of(350)))
                        .explanation()
                        .recommendations()
                        .get(0)
                        .isFailed())
                .isFalse();
    }

    @Test
    void aPartialAnswerIsASuccess() {
        var timeline = startingAt(4, policy(1, 20));
        var fallback = Fallback.replicas(7).afterFailures(1);
        timeline.sees(failing(fallback));
        timeline.sees(lag(fallback, Reading.value(200).lowerBound().build()));
        assertThat(timeline.sees(failing(fallback)).to()).isEqualTo(4);
    }

    @Test
    void notYetNeitherCountsNorEndsARun() {
        var timeline = startingAt(4, policy(1, 20));
        var fallback = Fallback.replicas(7).afterFailures(1);
        timeline.sees(failing(fallback));
        timeline.sees(lag(fallback, NOT_YET));
        timeline.sees(lag(fallback, NOT_YET));
        assertThat(timeline.count()).isEqualTo(4);
        assertThat(timeline.sees(failing(fallback)).to()).isEqualTo(7);
        assertThat(timeline.after(ofMinutes(10)).sees(lag(fallback, NOT_YET)).to())
                .as("the run is still there")
                .isEqualTo(7);
    }

    @Test
    void timeInWhichNobodyReadDoesNotMakeARunLonger() {
        var timeline = startingAt(8, policy(1, 20)).every(ofSeconds(15));
        var fallback = Fallback.replicas(2).afterFailingFor(ofMinutes(10));
        timeline.sees(failing(fallback));
        timeline.after(ofMinutes(480));
        assertThat(timeline.sees(failing(fallback))
                        .explanation()
                        .recommendations()
                        .get(0)
                        .isUsable())
                .as("after a gap of 8 h")
                .isFalse();
        for (int i = 0; i < 100; i++) {
            timeline.after(ofSeconds(15)).sees(lag(fallback, NOT_YET));
        }
        assertThat(timeline.after(ofSeconds(15))
                        .sees(failing(fallback))
                        .explanation()
                        .recommendations()
                        .get(0)
                        .isUsable())
                .as("after 25 min in which there was nothing to read")
                .isFalse();
    }

    @Test
    void aDurationEngagesStrictlyAfterIt() {
        var timeline = startingAt(4, policy(1, 20));
        var failing = failing(Fallback.replicas(7).afterFailingFor(ofMinutes(2)));
        timeline.sees(failing);
        assertThat(timeline.after(ofMinutes(2)).sees(failing).to()).isEqualTo(4);
        assertThat(timeline.after(ofSeconds(1)).sees(failing).to()).isEqualTo(7);
    }

    @ParameterizedTest(name = "{0} with 10 replicas at a count of {1}: {2}")
    @CsvSource({
        "STATIC, 4, 10",
        "STATIC, 14, 10",
        "CURRENT_REPLICAS, 4, 4",
        "CURRENT_REPLICAS, 14, 14",
        "CURRENT_REPLICAS_IF_HIGHER, 4, 10",
        "CURRENT_REPLICAS_IF_HIGHER, 14, 14",
        "CURRENT_REPLICAS_IF_LOWER, 4, 4",
        "CURRENT_REPLICAS_IF_LOWER, 14, 10"
    })
    void theBehaviorChoosesBetweenTheCountAndTheReplicas(FallbackBehavior behavior, int count, int recommended) {
        var decision = startingAt(count, policy(1, 20))
                .sees(failing(Fallback.replicas(10).behavior(behavior).afterFailures(0)));
        assertThat(decision.explanation().recommendations().get(0).replicas()).hasValue(recommended);
    }

    @Test
    void itAsksExactlyWithoutRatioAndTolerance() {
        var failing = Measurement.of("rate", value(50), DOWN)
                .fallback(Fallback.replicas(21).afterFailures(0));
        assertThat(startingAt(20, policy(1, 100)).sees(failing).to())
                .as("5 % more is within the tolerance of a reading")
                .isEqualTo(21);
    }

    @Test
    void itMayAskForFewerAndIsHeldByTheWindowLikeAReading() {
        var timeline = startingAt(8, policy(1, 20));
        timeline.sees(failing(Fallback.replicas(3)));
        var decision = timeline.sees(failing(Fallback.replicas(3).afterFailures(0)));
        assertSteps(
                decision,
                "RECOMMEND 8 -> 3 lag failed 2 times: UNAVAILABLE broker is down; its fallback asks for 3, as a value of 150"
                        + " would",
                "STABILIZE 3 -> 8 highest of the last 300 s",
                "RATE_LIMIT 8 -> 8 no change wanted");
    }

    @Test
    void itWakesASleepingTargetOnlyIfItWantsMoreThanZero() {
        assertThat(startingAt(0, policy(0, 20))
                        .sees(failing(Fallback.replicas(6).afterFailures(0)))
                        .to())
                .as("6, of which 1 + 4 at once")
                .isEqualTo(5);
        assertSteps(
                startingAt(0, policy(0, 20)).sees(failing(Fallback.replicas(0).afterFailures(0))),
                "ACTIVATE 0 -> 0 no trigger is active");
    }

    @Test
    void aFallbackOfZeroLetsTheTargetSleepAfterTheCooldown() {
        var timeline = startingAt(4, policy(0, 20).cooldown(ofMinutes(1)));
        var failing = failing(Fallback.replicas(0).afterFailures(0));
        timeline.sees(failing);
        assertThat(timeline.after(ofMinutes(2)).sees(failing).to()).isZero();
    }

    @Test
    void otherTriggersTakePartBesideIt() {
        var failing = failing(Fallback.replicas(7).afterFailures(0));
        var rate = Measurement.of("rate", averageValue(10), Reading.of(90));
        assertThat(startingAt(6, policy(1, 20)).sees(failing, rate).to()).isEqualTo(9);
    }

    @Test
    void anAbstainingTriggersFallbackRecommendsAndDoesNotActivate() {
        var failing = failing(Fallback.replicas(7).afterFailures(0)).abstains();
        var quiet = Measurement.of("rate", averageValue(10), Reading.of(0));
        assertThat(startingAt(0, policy(0, 20)).sees(failing, quiet).to()).isZero();
        assertThat(startingAt(4, policy(1, 20)).sees(failing, quiet).to()).isEqualTo(7);
    }

    @Test
    void triggersThatDisappearAreForgotten() {
        var timeline = startingAt(4, policy(1, 20));
        var fallback = Fallback.replicas(7).afterFailures(1);
        timeline.sees(failing(fallback));
        timeline.sees(Measurement.of("rate", averageValue(10), Reading.of(40)));
        assertThat(timeline.sees(failing(fallback)).to()).as("one failure").isEqualTo(4);
    }

    @Test
    void kedasNumberIsTheTargetTimesTheReplicasAndForATotalSharedByTheReadyOnes() {
        assertThat(served(averageValue(10), 14, 5)).hasValue(140_000);
        assertThat(served(value(1), 10, 3)).as("cut, not rounded").hasValue(3_333);
        assertThat(served(value(1), 10, 0)).as("nobody to share it").isEmpty();
        assertThat(served(utilization(50), 10, 5)).isEmpty();
        assertThat(served(averageValue(9e15), 10, 1)).as("saturates").hasValue(Long.MAX_VALUE);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Fallback.replicas(-1)).hasMessage("fallback replicas must be at least 0, were -1");
        assertThatThrownBy(() -> Fallback.replicas(1).afterFailures(-1))
                .hasMessage("fallback failure threshold must be at least 0, was -1");
        assertThatThrownBy(() -> Fallback.replicas(1).afterFailingFor(ofSeconds(-1)))
                .hasMessage("the time before a fallback engages must be at least 0 s, was -1 s");
    }

    @Test
    void itDescribesItself() {
        assertThat(Fallback.replicas(10)).hasToString("fallback STATIC 10 after more than 3 failures");
        assertThat(Fallback.replicas(10)
                        .behavior(FallbackBehavior.CURRENT_REPLICAS)
                        .afterFailingFor(ofMinutes(1)))
                .hasToString("fallback CURRENT_REPLICAS after more than 60 s of failures");
    }

    private static OptionalLong served(MetricTarget target, int recommended, int ready) {
        return Fallback.servedMilli(target, recommended, ready);
    }

    private static Measurement failing(Fallback fallback) {
        return lag(fallback, DOWN);
    }

    private static Measurement lag(Fallback fallback, Reading reading) {
        return Measurement.of("lag", averageValue(50), reading).fallback(fallback);
    }
}
