package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.CpuLoad;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The closed loop over processor time: replicas share the work, which decides on replicas. */
class CpuLoadTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();

    private static CpuLoad cores(double cores) {
        return CpuLoad.cores(Load.constant(cores)).requestMilli(500);
    }

    @Test
    void replicasSettleWhereTheWorkIsSharedAtTheTarget() {
        var run = Simulation.of(POLICY)
                .startingAt(2)
                .cpu("cpu", utilization(50), cores(2))
                .lasting(ofMinutes(10));
        assertThat(run).hasNoFailedReads().settlesAt(8).within(ofSeconds(30));
        assertThat(run.turns()
                        .get(0)
                        .decision()
                        .orElseThrow()
                        .explanation()
                        .steps()
                        .get(0)
                        .because())
                .isEqualTo("cpu 200 % of 50 %");
        assertThat(run.turns()
                        .get(39)
                        .decision()
                        .orElseThrow()
                        .explanation()
                        .steps()
                        .get(0)
                        .because())
                .isEqualTo("cpu 50 % of 50 %, within the tolerance");
    }

    @Test
    void anAverageOfCoresWorksToo() {
        var run = Simulation.of(POLICY)
                .startingAt(2)
                .cpu("cpu", averageValue(0.25), cores(2))
                .lasting(ofMinutes(10));
        assertThat(run).hasNoFailedReads().settlesAt(8);
    }

    @Test
    void aLimitHidesHowMuchIsWantedSoReplicasComeInSteps() {
        var run = Simulation.of(POLICY)
                .startingAt(1)
                .cpu("cpu", utilization(50), cores(4).limitMilli(500))
                .lasting(ofMinutes(20));
        assertThat(run.series().subList(0, 4)).containsExactly(1, 2, 4, 8);
        assertThat(run).settlesAt(16);
    }

    @Test
    void replicasThatStartDoNotCountBeforeTheyAreReady() {
        var slow = Simulation.of(POLICY)
                .startingAt(2)
                .cpu("cpu", utilization(50), cores(2).startingMilli(500))
                .readyAfter(ofSeconds(60))
                .lasting(ofMinutes(20));
        assertThat(slow)
                .hasNoFailedReads()
                .as("neither the usage of a start nor missing samples lead too far")
                .staysWithin(2, 8);
        assertThat(slow).settlesAt(8);
    }

    @Test
    void whileTheLoadFailsTheReadingFailsAndTheWorkGoesOn() {
        var load = CpuLoad.cores(Load.constant(1).failing(ofMinutes(2), ofMinutes(4)));
        var run = Simulation.of(POLICY)
                .startingAt(2)
                .cpu("cpu", utilization(50), load)
                .lasting(ofMinutes(10));
        assertThat(run).neverScalesUp().neverScalesDown();
        assertThat(run.turns()
                        .get(8)
                        .observation()
                        .orElseThrow()
                        .measurements()
                        .get(0)
                        .reading())
                .isInstanceOf(Reading.Failure.class);
        assertThat(run.turns()
                        .get(16)
                        .decision()
                        .orElseThrow()
                        .explanation()
                        .steps()
                        .get(0)
                        .because())
                .isEqualTo("cpu 50 % of 50 %, within the tolerance");
    }

    @Test
    void aRunIsTheSameEveryTime() {
        var simulation = Simulation.of(POLICY)
                .cpu(
                        "cpu",
                        utilization(60),
                        CpuLoad.cores(Load.diurnal(0.2, 6, 1).withPoissonNoise(3)))
                .readyAfter(ofSeconds(30));
        assertThat(simulation.lasting(Duration.ofHours(6)).toString())
                .isEqualTo(simulation.lasting(Duration.ofHours(6)).toString());
    }

    @Test
    void settingsThatAreWrongAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cores(1).requestMilli(0))
                .withMessage("request of a replica must be at least 1 m, was 0 m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cores(1).limitMilli(0))
                .withMessage("limit of a replica must be at least 1 m, was 0 m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cores(1).startingMilli(-1))
                .withMessage("usage of a starting replica must be at least 0 m, was -1 m");
        assertThatIllegalArgumentException().isThrownBy(() -> cores(1).window(ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(POLICY)
                        .cpu("cpu", utilization(50), cores(1))
                        .cpu("more", utilization(50), cores(1)))
                .withMessage("a run has one CPU load; \"cpu\" is there already");
    }
}
