package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.CpuLoad;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Workload;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test of a policy does not pass because nothing was ever decided. */
class VacuousRunTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static Run failing(Trigger trigger) {
        return Simulation.of(POLICY).trigger(trigger).lasting(ofMinutes(10));
    }

    private static Run failing() {
        Reading down = Reading.failure(Kind.UNAVAILABLE, "queue is down");
        return failing(Trigger.of("lag", request -> down, averageValue(50)));
    }

    @Test
    void everyAssertionFailsOnARunWithoutAReading() {
        List<Consumer<RunAssert>> assertions = List.of(
                RunAssert::neverScalesUp,
                RunAssert::neverScalesDown,
                RunAssert::hasNoFlapping,
                RunAssert::hasNoFailedReads,
                run -> run.staysWithin(1, 20),
                run -> run.wentThrough(1),
                run -> run.holdsFor(ofMinutes(5)),
                run -> run.settlesAt(1),
                run -> run.settlesAt(1).within(ofMinutes(1)),
                run -> run.reachesZeroWithin(ofMinutes(1)),
                run -> run.hasNoFlappingWithin(ofMinutes(1)),
                run -> run.neverExceedsDelay(ofMinutes(1)));
        for (Consumer<RunAssert> assertion : assertions) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertion.accept(assertThat(failing())))
                    .withMessage("expected a run that decides, but none of its 40 turns has a reading to decide on, so"
                            + " it says nothing of the policy; let the source answer at least once:\n"
                            + "    lag failed: UNAVAILABLE queue is down");
        }
    }

    @Test
    void aRunOfNothingButGapsHasNoReadingEither() {
        var run = Simulation.of(POLICY)
                .trigger("lag", averageValue(50), Load.constant(100))
                .gap(ZERO, ofMinutes(20))
                .lasting(ofMinutes(10));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(run).neverScalesUp())
                .withMessageContaining("none of its 0 turns")
                .withMessageEndingWith("nothing was read");
    }

    @Test
    void oneReadingIsEnoughAndSoIsAFallback() {
        var recovered = Simulation.of(POLICY)
                .trigger("lag", averageValue(50), Load.constant(50).failing(ZERO, ofMinutes(9)))
                .lasting(ofMinutes(10));
        assertThat(recovered).neverScalesUp().settlesAt(1);
        Reading down = Reading.failure(Kind.UNAVAILABLE, "queue is down");
        assertThat(failing(Trigger.of("lag", request -> down, averageValue(50)).fallback(Fallback.replicas(4))))
                .settlesAt(4);
    }

    @Test
    void failedReadsAreFoundAndOnesThatHaveNothingToMeasureYetAreNone() {
        var partly = Simulation.of(POLICY)
                .trigger("lag", averageValue(50), Load.constant(50).failing(ofMinutes(2), ofMinutes(3)))
                .lasting(ofMinutes(10));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(partly).hasNoFailedReads())
                .withMessageContaining(
                        "expected a run without a failed read, but at 0:02:00 lag failed: UNAVAILABLE the load was");
        Load warmsUp =
                elapsed -> elapsed.isZero() ? Reading.failure(Kind.NOT_YET, "first of two samples") : Reading.of(50);
        assertThat(Simulation.of(POLICY)
                        .trigger("rate", averageValue(50), warmsUp)
                        .lasting(ofMinutes(10)))
                .hasNoFailedReads();
    }

    @Test
    void aReadingThatDoesNotFitIsAFailedRead() {
        Load bare = elapsed ->
                Reading.samples(Resource.CPU, List.of(ReplicaSample.builder("a").build()));
        var run = Simulation.of(POLICY)
                .trigger("cpu", averageValue(50), bare)
                .trigger("lag", averageValue(50), Load.constant(50))
                .lasting(ofMinutes(1));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(run).hasNoFailedReads())
                .withMessageContaining(
                        "at 0:00:00 cpu failed: none of 1 replicas has a usable sample: 1 without a sample:");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aUtilizationOfPlainValuesIsRefusedAtOnce(boolean withThreshold) {
        var simulation = Simulation.of(POLICY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    if (withThreshold) {
                        simulation.trigger("cpu", utilization(70), 5, Load.constant(90));
                    } else {
                        simulation.trigger("cpu", utilization(70), Load.constant(90));
                    }
                })
                .withMessage("trigger \"cpu\" wants a utilization of 70 %, which needs a sample of each replica, but it"
                        + " reads plain values; use cpu(..) for processor time that depends on the replicas,"
                        + " averageValue(..) or value(..) for a plain number, or trigger(Trigger) with a scaler that"
                        + " reads samples");
    }

    @Test
    void otherReadingsThatFitNoTargetAreRefusedToo() {
        var simulation = Simulation.of(POLICY);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        simulation.workload("lag", utilization(70), Workload.queue(Load.constant(1), ofSeconds(1))))
                .withMessageContaining("trigger \"lag\" wants a utilization of 70 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.cpu("cpu", value(70), CpuLoad.cores(Load.constant(1))))
                .withMessageContaining("trigger \"cpu\" wants a value of 70 in total, but it reads a sample of each");
        assertThatIllegalArgumentException()
                .as("found at its first reading")
                .isThrownBy(() -> Simulation.of(POLICY)
                        .trigger(Trigger.of("cpu", Load.constant(90).asScaler(START), utilization(70)))
                        .lasting(ofMinutes(1)))
                .withMessageContaining("trigger \"cpu\" wants a utilization of 70 %");
        assertThatIllegalArgumentException()
                .as("found once it answers")
                .isThrownBy(() -> Simulation.of(POLICY)
                        .trigger("cpu", utilization(70), Load.constant(90).failing(ZERO, ofMinutes(1)))
                        .lasting(ofMinutes(2)))
                .withMessageContaining("trigger \"cpu\" wants a utilization of 70 %");
    }

    @Test
    void aDelayIsNothingToBeGladOfWhereNoMessageArrives() {
        var run = Simulation.of(POLICY)
                .workload("lag", averageValue(50), Workload.queue(Load.constant(0), ofMillis(100)))
                .lasting(ofMinutes(1));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(run).neverExceedsDelay(ofSeconds(1)))
                .withMessage("expected messages that wait, but none arrived in 0:01:00");
    }
}
