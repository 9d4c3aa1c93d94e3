package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** {@code simulate}: runs of the test kit, one trigger with the default rules at 15 s. */
final class SimulateSuite implements Suite {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int TURNS_PER_DAY = 5760;
    private static final int WARM_UP_DAYS = 400;
    private static final int MESSAGES = 1_000_000;
    private static final int PER_SECOND = 100;

    @Override
    public List<Metric> measure(boolean quick) {
        Duration length = quick ? Duration.ofDays(10) : Duration.ofDays(365);
        millis(quick ? 10 : WARM_UP_DAYS, DAY, TURNS_PER_DAY);
        double day = millis(quick ? 5 : 101, DAY, TURNS_PER_DAY);
        double year = millis(quick ? 1 : 5, length, 1);
        closedLoopMillis(3, MESSAGES / 10);
        double closedLoop = closedLoopMillis(quick ? 1 : 5, quick ? MESSAGES / 100 : MESSAGES);
        return List.of(metric("day-ms", day), metric("year-ms", year), metric("closed-loop-ms", closedLoop));
    }

    /** The median of runs in which so many messages arrive by chance. */
    private static double closedLoopMillis(int times, int messages) {
        Duration length = Duration.ofSeconds(messages / PER_SECOND);
        double[] millis = IntStream.range(0, times)
                .mapToDouble(time -> {
                    var workload = Workload.queue(Load.constant(PER_SECOND), Duration.ofMillis(100))
                            .withPoissonArrivals(time)
                            .withExponentialService(time);
                    long begin = System.nanoTime();
                    Run run = Simulation.of(
                                    ScalingPolicy.builder().replicas(1, 100).build())
                            .workload("lag", averageValue(5), workload)
                            .lasting(length);
                    double taken = (System.nanoTime() - begin) / 1e6;
                    checkMessages(run, messages);
                    return taken;
                })
                .sorted()
                .toArray();
        return millis[times / 2];
    }

    private static void checkMessages(Run run, int messages) {
        long arrived = run.queue().orElseThrow().arrived();
        if (Math.abs(arrived - messages) > messages / 20) {
            throw new IllegalStateException(arrived + " messages arrived, not about " + messages);
        }
    }

    /** The median. */
    private static double millis(int times, Duration length, int kept) {
        double[] millis = IntStream.range(0, times)
                .mapToDouble(time -> {
                    long begin = System.nanoTime();
                    Run run = simulation().keepingLast(kept).lasting(length);
                    double taken = (System.nanoTime() - begin) / 1e6;
                    check(run);
                    return taken;
                })
                .sorted()
                .toArray();
        return millis[times / 2];
    }

    private static Simulation simulation() {
        return Simulation.of(ScalingPolicy.builder().replicas(1, 100).build())
                .trigger("lag", averageValue(50), Load.diurnal(100, 3_000, 0.4));
    }

    /** That the runs are what they are taken for. */
    private static void check(Run run) {
        Duration last = run.elapsed(run.turns().get(run.turns().size() - 1));
        if (!last.plusSeconds(15).equals(run.length())) {
            throw new IllegalStateException("the last turn was at " + last + " of " + run.length());
        }
    }

    private static Metric metric(String name, double value) {
        return new Metric("simulate", name, value, "ms");
    }
}
