package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.QueueResult;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The closed loop: replicas work a queue off, which decides on replicas. */
class WorkloadTest {

    private static final Load ONE_PER_SECOND = Load.constant(1);

    @ParameterizedTest(name = "{0} replicas, utilization {1}")
    @CsvSource({"1, 0.5", "1, 0.8", "2, 0.7", "4, 0.8", "10, 0.9"})
    void agreesWithErlangC(int replicas, double utilization) {
        double perSecond = 50;
        Duration service = Duration.ofNanos((long) (utilization * replicas / perSecond * 1e9));
        var workload = Workload.queue(Load.constant(perSecond), service)
                .withPoissonArrivals(20_260_105)
                .withExponentialService(7);

        QueueResult result = queue(fixed(replicas), workload, ofHours(10));

        double waitingSeconds =
                erlangC(replicas, utilization * replicas) * service.toNanos() / 1e9 / (replicas * (1 - utilization));
        assertThat(result.meanDelay().toNanos() / 1e9 / waitingSeconds)
                .as(
                        "mean waiting time over that of Erlang C, %s s, after %d messages",
                        waitingSeconds, result.arrived())
                .isCloseTo(1, within(0.02));
        assertThat(result.utilization()).isCloseTo(utilization, within(0.02 * utilization));
    }

    /** The probability that a message has to wait. */
    private static double erlangC(int replicas, double load) {
        double term = 1;
        double sum = 0;
        for (int k = 0; k < replicas; k++) {
            sum += term;
            term *= load / (k + 1);
        }
        double last = term * replicas / (replicas - load);
        return last / (sum + last);
    }

    @Test
    void noMessageIsLostOrMade() {
        var policy = ScalingPolicy.builder()
                .replicas(0, 30)
                .cooldown(ofMinutes(1))
                .scaleDown(ScalingRules.builder().stabilizationWindow(ZERO).build())
                .build();
        var workload = Workload.queue(Load.bursts(0, 40, ofMinutes(7), ofMinutes(2)), ofMillis(300))
                .withPoissonArrivals(3)
                .withExponentialService(4)
                .metricDelay(ofSeconds(20));

        Run run = Simulation.of(policy)
                .startingAt(0)
                .workload("lag", averageValue(20), workload)
                .readyAfter(ofSeconds(10))
                .lasting(ofHours(6).plusSeconds(3));

        QueueResult result = run.queue().orElseThrow();
        assertThat(result.arrived()).isEqualTo(result.done() + result.waiting() + result.underWay());
        assertThat(result.arrived()).isBetween(200_000L, 300_000L);
        assertThat(run.changes()).hasSizeGreaterThan(100);
    }

    @Test
    void messagesAreWorkedOnInTheirOrderOneAtATimeByEachReplica() {
        Workload workload = Workload.queue(ONE_PER_SECOND.then(ofSeconds(5), 0), ofMillis(1_500));

        QueueResult alone = queue(fixed(1), workload, ofMinutes(1));
        QueueResult two = queue(fixed(2), workload, ofMinutes(1));

        assertThat(alone.arrived()).isEqualTo(4);
        assertThat(alone.done()).isEqualTo(4);
        assertThat(alone.delay(0.25)).isEqualTo(ZERO);
        assertThat(alone.delay(0.5)).isEqualTo(ofMillis(500));
        assertThat(alone.delay(1)).isEqualTo(ofMillis(1_500));
        assertThat(alone.meanDelay()).isEqualTo(ofMillis(750));
        assertThat(two.delay(1)).isEqualTo(ZERO);
    }

    @Test
    void noMoreReplicasWorkThanThereArePartitions() {
        Workload workload = Workload.queue(Load.constant(10), ofMillis(1_000));

        QueueResult free = queue(fixed(20), workload, ofMinutes(10));
        QueueResult bound = queue(fixed(20), workload.partitions(4), ofMinutes(10));

        assertThat(free.delay(1)).isEqualTo(ZERO);
        assertThat(bound.done()).isCloseTo(4 * 600L, within(10L));
    }

    @Test
    void theMetricMayBeOld() {
        Workload workload = Workload.queue(Load.constant(1), ofHours(10)).metricDelay(ofSeconds(30));
        Run run = Simulation.of(fixed(1))
                .workload("lag", averageValue(50), workload)
                .lasting(ofMinutes(2));

        assertThat(run.turns())
                .extracting(turn -> turn.observation()
                        .orElseThrow()
                        .measurements()
                        .get(0)
                        .reading()
                        .toString())
                .containsExactly("0", "0", "0", "15", "30", "45", "60", "75");
    }

    @Test
    void aColdStartLetsTheQueueGrow() {
        var policy = ScalingPolicy.builder().replicas(0, 20).build();
        Workload crowd = Workload.queue(Load.constant(0).then(ofMinutes(5), 20), ofMillis(100));

        Run warm = Simulation.of(policy)
                .startingAt(0)
                .workload("lag", averageValue(20), crowd)
                .lasting(ofMinutes(20));
        Run cold = Simulation.of(policy)
                .startingAt(0)
                .workload("lag", averageValue(20), crowd)
                .readyAfter(ofSeconds(60))
                .lasting(ofMinutes(20));

        assertThat(warm).neverExceedsDelay(ofSeconds(16));
        assertThat(cold.queue().orElseThrow().delay(1)).isGreaterThan(ofSeconds(60));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(cold).neverExceedsDelay(ofSeconds(60)))
                .withMessageContaining("expected no message to wait for longer than PT1M:")
                .withMessageContaining("arrived");
    }

    @Test
    void coldReplicasAndShortDrainsMakeMessagesWait() {
        var policy = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleDown(ScalingRules.builder().stabilizationWindow(ZERO).build())
                .build();
        Workload bursts = Workload.queue(Load.bursts(0, 20, ofMinutes(4), ofMinutes(2)), ofSeconds(1));

        QueueResult ideal = bursts(policy, bursts);
        QueueResult cold = bursts(policy, bursts.warmUp(ofSeconds(40), 4));
        QueueResult killed = bursts(policy, bursts.shutdownDrain(ZERO));

        assertThat(cold.meanDelay())
                .isGreaterThan(ideal.meanDelay().multipliedBy(3).dividedBy(2));
        assertThat(killed.repeated()).isGreaterThan(10);
        assertThat(killed.done()).isEqualTo(ideal.done());
    }

    private static QueueResult bursts(ScalingPolicy policy, Workload workload) {
        return Simulation.of(policy)
                .workload("lag", averageValue(10), workload)
                .lasting(ofHours(2))
                .queue()
                .orElseThrow();
    }

    @Test
    void refusesWhatMakesNoWorkload() {
        Workload workload = Workload.queue(ONE_PER_SECOND, ofSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workload.queue(ONE_PER_SECOND, ZERO))
                .withMessageContaining("service time must be more than 0 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workload.partitions(0))
                .withMessage("a queue needs at least 1 partition, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workload.metricDelay(ofSeconds(-1)))
                .withMessageContaining("was PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workload.warmUp(ofSeconds(-1), 2))
                .withMessage("the time to warm up must be at least 0 s, was PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workload.warmUp(ofSeconds(1), 0.5))
                .withMessage("replicas that are not warm must need a factor of at least 1 as long, was 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workload.shutdownDrain(ofSeconds(-1)))
                .withMessage("the time to drain must be at least 0 s, was PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(fixed(1))
                        .workload("a", averageValue(1), workload)
                        .workload("b", averageValue(1), workload))
                .withMessage("a run has one workload; \"a\" is there already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(fixed(1), workload, ofMinutes(1)).delay(0))
                .withMessageContaining("was 0.0");
    }

    private static ScalingPolicy fixed(int replicas) {
        return ScalingPolicy.builder().replicas(replicas, replicas).build();
    }

    /** Whatever the policy's count, it is there from the beginning. */
    private static QueueResult queue(ScalingPolicy policy, Workload workload, Duration length) {
        int replicas = Simulation.of(policy)
                .workload("lag", averageValue(1), workload)
                .lasting(ofSeconds(1))
                .replicasAt(ZERO);
        return Simulation.of(policy)
                .startingAt(replicas)
                .workload("lag", averageValue(1), workload)
                .keepingLast(1)
                .lasting(length)
                .queue()
                .orElseThrow();
    }
}
