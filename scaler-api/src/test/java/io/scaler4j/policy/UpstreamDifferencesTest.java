package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where this library differs from KEDA and the HPA on purpose, each with the upstream issue that shows why. */
class UpstreamDifferencesTest extends DecisionFixture {

    @Test
    @DisplayName(
            "keda#1850, keda#2244: a failure below the threshold of a fallback of 0 holds, and never scales to zero")
    void aFallbackOfZeroThatIsNotEngagedHolds() {
        var timeline = startingAt(4, policy(0, 10).cooldown(ofMinutes(1)));
        var failing = Measurement.of("lag", averageValue(50), DOWN)
                .fallback(Fallback.replicas(0).afterFailures(3));
        timeline.sees(200);
        for (int failures = 1; failures <= 3; failures++) {
            assertThat(timeline.after(ofMinutes(10)).sees(failing).to()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("KEDA's loop: a partial failure while active ages the cooldown; here active is active")
    void aPartialFailureWhileActiveRefreshesTheCooldown() {
        var timeline = startingAt(4, policy(0, 10).cooldown(ofMinutes(5)));
        var failing = Measurement.of("rate", averageValue(50), DOWN);
        timeline.after(ofMinutes(60)).sees(Measurement.of("lag", averageValue(50), Reading.of(200)), failing);
        assertThat(timeline.state().lastActiveAt()).contains(Timeline.START.plus(ofMinutes(60)));
    }

    @Test
    @DisplayName("keda#7239: an engaged fallback of 0 does not activate an idle target")
    void anEngagedFallbackOfZeroDoesNotWake() {
        var failing = Measurement.of("lag", averageValue(50), DOWN)
                .fallback(Fallback.replicas(0).afterFailures(0));
        assertThat(startingAt(0, policy(0, 10)).sees(failing).to()).isZero();
    }

    @Test
    @DisplayName(
            "keda#5371, keda#5666: an engaged fallback proposes exactly its replicas, past tolerance and ready pods")
    void anEngagedFallbackProposesExactlyItsReplicas() {
        var failing = Measurement.of("rate", value(20), DOWN)
                .fallback(Fallback.replicas(21).afterFailures(0));
        var someReady = new Replicas(20, 20, 7);
        var decision = policy(1, 100)
                .build()
                .decide(ScalingState.initial(), Observation.of(Timeline.START, someReady, failing));
        assertThat(decision.to()).isEqualTo(21);
    }

    @Test
    @DisplayName("keda#7195, keda#4992: a formula that fails is a failure and holds, not an inactive trigger")
    void whatCannotBeComputedIsAFailure() throws InterruptedException {
        var autoscaler = Autoscaler.builder("composite")
                .target(ScaleTarget.of(() -> 4, count -> {}))
                .policy(policy(0, 10).initialCooldown(ofSeconds(0)).build())
                .trigger(Trigger.of(
                        "composite",
                        request -> {
                            throw new ArithmeticException("division by zero");
                        },
                        averageValue(50)))
                .build();
        try (autoscaler) {
            Decision decision = autoscaler.evaluate();
            assertThat(decision.to()).isEqualTo(4);
            assertThat(decision.explanation().binding().reason()).isEqualTo(Reason.FAILED_READING);
        }
    }

    @Test
    @DisplayName("KEDA's loop: raising to the minimum ignores paused-scale-out; here the pause is respected")
    void raisingToTheMinimumRespectsPausedScaleOut() {
        var timeline = startingAt(1, policy(5, 10)).under(Control.none().pauseScaleOut());
        assertThat(timeline.sees(0).to()).isEqualTo(1);
    }

    @Test
    @DisplayName("keda#6053, keda#2918, keda#6168: one read and one failure counted per trigger and turn, one interval")
    void oneReadAndOneFailurePerTurn() throws InterruptedException {
        var reads = new AtomicInteger();
        try (var autoscaler = Autoscaler.builder("orders")
                .target(ScaleTarget.of(() -> 4, count -> {}))
                .policy(policy(0, 10).build())
                .trigger(Trigger.of(
                                "lag",
                                request -> {
                                    reads.incrementAndGet();
                                    return DOWN;
                                },
                                averageValue(50))
                        .fallback(Fallback.replicas(7).afterFailures(3)))
                .build()) {
            for (int turn = 1; turn <= 3; turn++) {
                assertThat(autoscaler.evaluate().to()).isEqualTo(4);
                assertThat(reads).hasValue(turn);
            }
            assertThat(autoscaler.evaluate().to()).as("the fourth failure").isEqualTo(7);
        }
    }

    @Test
    @DisplayName("keda#5008: an inactive target is not scaled to zero at first sight")
    void firstSightCountsAsActivity() {
        assertThat(startingAt(8, policy(0, 10)).sees(0).to()).isEqualTo(8);
    }

    @Test
    @DisplayName("keda#2314: an idle count above zero is kept, below any minimum")
    void anIdleCountAboveZeroIsKept() {
        var timeline = startingAt(6, policy(5, 10).idleReplicas(2).cooldown(ofMinutes(1)));
        timeline.sees(300);
        assertThat(timeline.after(ofMinutes(2)).sees(0).to()).isEqualTo(2);
        assertThat(timeline.after(ofMinutes(2)).sees(0).to())
                .as("no minimum fights it")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("keda#4403: from zero in proportion, not always to 1")
    void fromZeroInProportion() {
        assertThat(startingAt(0, policy(0, 10)).sees(200).to()).isEqualTo(4);
    }

    @Test
    @DisplayName("keda#7770: from N to 0 under window and rates, on request")
    void gradualDeactivationKeepsToTheRates() {
        var timeline = startingAt(
                8,
                policy(0, 10)
                        .cooldown(ofSeconds(10))
                        .deactivation(DeactivationMode.GRADUAL)
                        .scaleDown(rules().stabilizationWindow(ofSeconds(0))
                                .replicas(3, ofSeconds(60))
                                .build()));
        timeline.sees(400);
        assertThat(timeline.after(ofSeconds(60)).sees(0).to()).isEqualTo(5);
        assertThat(timeline.after(ofSeconds(60)).sees(0).to()).isEqualTo(2);
        assertThat(timeline.after(ofSeconds(60)).sees(0).to()).isZero();
    }

    @Test
    @DisplayName("keda#2908, keda#4483: with replica limits the last replica is reached, and none too many")
    void theLastReplicaIsReachedAndNoneTooMany() {
        var manyMessages =
                Reading.value(100_000).limits(ReplicaLimits.atMost(64)).build();
        assertThat(startingAt(63, policy(1, 100)).sees(manyMessages).to()).isEqualTo(64);
        var fewOnFourPartitions =
                Reading.value(245).limits(ReplicaLimits.atMost(4)).build();
        assertThat(startingAt(4, policy(1, 100)).sees(fewOnFourPartitions).to()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    @DisplayName("keda#7475, keda#7441, keda#7880, nomad-autoscaler#562: no number is a failure, and never scales")
    void noNumberNeverScales(double number) {
        var timeline = startingAt(6, policy(0, 10).initialCooldown(ofSeconds(0)));
        assertThat(timeline.after(ofMinutes(60)).sees(number).to()).isEqualTo(6);
        assertThat(startingAt(0, policy(0, 10)).sees(number).to()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {1e18, 9.3e15, Double.MAX_VALUE})
    @DisplayName("keda#8036, keda#7657: what does not fit saturates at the maximum instead of wrapping")
    void hugeNumbersSaturate(double number) {
        assertThat(startingAt(6, policy(1, 10)).sees(number).to()).isEqualTo(10);
        assertThat(startingAt(6, policy(1, 10))
                        .sees(Measurement.of("rate", value(0.001), Reading.of(number)))
                        .to())
                .isEqualTo(10);
    }

    @Test
    @DisplayName("keda#7742: a negative total acts as 0, not as the largest number there is")
    void negativeTotalsActAsZero() {
        var timeline = startingAt(
                6,
                policy(1, 10)
                        .scaleDown(rules().stabilizationWindow(ofSeconds(0)).build()));
        assertThat(timeline.sees(-5).to()).isEqualTo(1);
    }

    @Test
    @DisplayName("datadog-agent#39638: history is a value that survives a restart")
    void historySurvivesARestart() {
        var timeline = startingAt(10, policy(1, 20));
        timeline.sees(500);
        timeline.after(ofSeconds(200)).restored().sees(100);
        assertThat(timeline.count()).as("within the window of 300 s").isEqualTo(10);
        assertThat(timeline.after(ofSeconds(110)).restored().sees(100).to())
                .as("after it")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("kubernetes#96671, kubernetes#98174: windows look at recommendations, not at what was done")
    void windowsLookAtRecommendations() {
        var timeline = startingAt(2, policy(1, 6));
        timeline.sees(100);
        timeline.after(ofSeconds(15)).sees(1000);
        timeline.after(ofSeconds(15)).sees(100);
        assertThat(timeline.count())
                .as("the recommendation of 20, beyond the maximum, holds")
                .isEqualTo(6);
        assertThat(timeline.after(ofSeconds(290)).sees(100).to()).isEqualTo(2);
    }

    @Test
    @DisplayName("keda#3065: an empty answer is a failure unless chosen otherwise, and not 0")
    void anEmptyAnswerIsNotZero() {
        var timeline = startingAt(6, policy(0, 10).initialCooldown(ofSeconds(0)));
        var empty = Reading.failure(Kind.EMPTY, "the query has no result");
        assertThat(timeline.after(ofMinutes(60)).sees(empty).to()).isEqualTo(6);
    }

    @Test
    @DisplayName("keda#5486: with a tolerance of 0 a trigger leads to its count exactly, as schedules need")
    void aScheduleIsExact() {
        var schedule =
                Measurement.of("office hours", averageValue(1), Reading.of(21)).tolerance(Tolerance.of(0));
        assertThat(startingAt(20, policy(1, 100)).sees(schedule).to()).isEqualTo(21);
    }

    @Test
    @DisplayName("kubernetes#138505: a surge of the reported count changes no recommendation")
    void aSurgeChangesNoProposal() {
        var target = averageValue(100);
        assertThat(ScalingPolicy.desiredReplicas(1000, target, new Replicas(10, 11, 10), 1, 1000))
                .isEqualTo(10);
        assertThat(ScalingPolicy.desiredReplicas(10_800, target, new Replicas(100, 110, 100), 1, 1000))
                .isEqualTo(100);
        assertThat(ScalingPolicy.desiredReplicas(650, target, new Replicas(10, 6, 6), 1, 1000))
                .isEqualTo(7);
    }

    @Test
    @DisplayName(
            "a direction's tolerance is a quantity, as in the HPA: 3 of 10 is within 0.7, 43 % of 100 % within 0.57")
    void aDirectionsToleranceIsAQuantity() {
        var thirty = startingAt(10, toleratingDown(0.7));
        assertThat(thirty.sees(150).to()).isEqualTo(10);
        assertThat(startingAt(10, toleratingDown(0.57)).sees(215).to()).isEqualTo(10);
        assertThat(startingAt(10, toleratingDown(0.5)).sees(150).to()).isEqualTo(3);
    }

    private static ScalingPolicy.Builder toleratingDown(double tolerance) {
        return policy(1, 20)
                .scaleDown(rules().stabilizationWindow(ofSeconds(0))
                        .tolerance(tolerance)
                        .build());
    }
}
