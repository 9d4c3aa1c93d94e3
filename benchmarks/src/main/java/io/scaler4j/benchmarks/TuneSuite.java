package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Objective;
import io.scaler4j.simulation.PolicySearch;
import io.scaler4j.simulation.SearchResult;
import io.scaler4j.simulation.Trace;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code tune}: a search of policies over a week of traffic, beside a bare loop of decisions on the same turns. */
final class TuneSuite implements Suite {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final double SEARCHED = 0.6;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 100).build();

    @Override
    public List<Metric> measure(boolean quick) {
        Duration length = quick ? Duration.ofHours(12) : Duration.ofDays(7);
        int candidates = quick ? 20 : 400;
        Trace trace = Trace.of(Load.diurnal(20, 900, 0.4).withPoissonNoise(1), INTERVAL, length);
        search(trace, quick ? 10 : 100, 1); // warms up
        double seconds = search(trace, candidates, 1);
        double two = search(trace, candidates, 2);
        int loops = quick ? 4 : 100;
        bareLoops(trace, loops / 2);
        double bare = bareLoops(trace, loops) / loops;
        // Most policies run on the part that is searched alone.
        double perWeek = seconds / candidates / SEARCHED;
        return List.of(
                metric("policies-per-minute", SECONDS_PER_MINUTE / perWeek, "1/min"),
                metric("ratio-to-decide-loop", perWeek / bare, "ratio"),
                metric("decide-loop-ms", bare * 1_000, "ms"),
                metric("speed-up-of-two-threads", seconds / two, "ratio"));
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("tune", name, value, unit);
    }

    private static double search(Trace trace, int candidates, int threads) {
        AutoscalerSpec spec = AutoscalerSpec.builder("benchmark")
                .policy(POLICY)
                .trigger(TriggerPlan.of(MetricSpec.of("rate", averageValue(10)), context -> {
                    throw new IllegalStateException("a search opens nothing");
                }))
                .build();
        long begin = System.nanoTime();
        SearchResult found = PolicySearch.of(
                        spec, Map.of("rate", trace), trace.length(), Objective.parse("time under <= 5%"))
                .candidates(candidates)
                .threads(threads)
                .run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (found.tried() < candidates / 2) {
            throw new IllegalStateException("only " + found.tried() + " policies were tried");
        }
        return seconds * candidates / found.tried();
    }

    /** Seconds for so many weeks. */
    private static double bareLoops(Trace trace, int loops) {
        MetricSpec metric = MetricSpec.of("rate", averageValue(10));
        long turns = trace.length().dividedBy(INTERVAL);
        long sum = 0;
        long begin = System.nanoTime();
        for (int loop = 0; loop < loops; loop++) {
            ScalingState state = ScalingState.initial();
            int replicas = 1;
            for (long turn = 0; turn < turns; turn++) {
                Duration elapsed = INTERVAL.multipliedBy(turn);
                Reading reading = trace.at(elapsed);
                Decision decision = POLICY.decide(
                        state,
                        Observation.of(MONDAY.plus(elapsed), Replicas.of(replicas), Measurement.of(metric, reading))
                                .every(INTERVAL));
                replicas = decision.to();
                state = decision.next(true);
                sum += replicas;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (sum < loops * turns) {
            throw new IllegalStateException("the loop made no decisions");
        }
        return seconds;
    }
}
