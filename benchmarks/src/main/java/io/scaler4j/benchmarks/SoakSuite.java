package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * {@code soak}: many autoscalers of one registry on a real Kafka, Redis and Prometheus, each behind a proxy that
 * disturbs one of them every minute. The load doubles and halves in turns. A scale-in is wrong unless the load was low
 * for the window before it.
 */
final class SoakSuite implements Suite {

    static final int LOW = 4;
    static final int HIGH = 2 * LOW;
    /** What a replica is to work off. */
    static final int PER_REPLICA = 5;

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    /** A reading from before the fall may be the last good one for an interval and a fault. */
    private static final double PART_OF_WINDOW = 0.75;

    /**
     * How long it runs.
     *
     * @param autoscalers in all, on three sources
     * @param interval of each
     * @param phase how long the load is low, and high
     * @param phases how many of them, from a low one
     * @param fault how often a server is disturbed
     */
    private record Plan(int autoscalers, Duration interval, Duration phase, int phases, Duration fault) {

        Duration window() {
            return phase.dividedBy(2);
        }
    }

    @Override
    public List<Metric> measure(boolean quick) {
        var plan = quick
                ? new Plan(30, Duration.ofSeconds(1), Duration.ofSeconds(12), 3, Duration.ofSeconds(4))
                : new Plan(2_000, INTERVAL, Duration.ofMinutes(10), 12, Duration.ofMinutes(1));
        try {
            return measure(plan);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a server failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<Metric> measure(Plan plan) throws InterruptedException, ExecutionException {
        var counts = new SoakCounts();
        try (var servers = SoakServers.start(plan.autoscalers() / 3)) {
            var load = new SoakLoad();
            servers.load(false);
            try (var registry = AutoscalerRegistry.builder().observer(counts).build()) {
                start(plan, registry, servers, load, counts);
                run(plan, servers, load, counts);
            }
        }
        return counts.metrics();
    }

    private static void start(
            Plan plan, AutoscalerRegistry registry, SoakServers servers, SoakLoad load, SoakCounts counts) {
        ScalingPolicy policy = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(plan.window())
                        .build())
                .build();
        Duration lowBefore = Duration.ofMillis(Math.round(plan.window().toMillis() * PART_OF_WINDOW));
        List<CompletableFuture<?>> applied = new ArrayList<>();
        for (Supplier<Scaler> source : servers.sources()) {
            Scaler scaler = source.get();
            AutoscalerSpec spec = AutoscalerSpec.builder("target-" + applied.size())
                    .policy(policy)
                    .trigger(TriggerPlan.of(MetricSpec.of("work", averageValue(PER_REPLICA)), context -> scaler))
                    .interval(plan.interval())
                    .build();
            applied.add(registry.apply(spec, target(load, lowBefore, counts)).toCompletableFuture());
        }
        CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new)).join();
    }

    /** Knows the load, and so which scale-in is wrong. */
    private static ScaleTarget target(SoakLoad load, Duration lowBefore, SoakCounts counts) {
        var replicas = new AtomicInteger(LOW);
        counts.watch(replicas);
        return ScaleTarget.of(replicas::get, next -> {
            int before = replicas.getAndSet(next);
            boolean mayShrink = next >= LOW && load.wasLowFor(lowBefore, Instant.now());
            counts.scaled(before, next, next < before && !mayShrink);
        });
    }

    private static void run(Plan plan, SoakServers servers, SoakLoad load, SoakCounts counts)
            throws InterruptedException, ExecutionException {
        var faults = new SoakFaults(servers.proxies());
        long ofAPhase = plan.phase().dividedBy(plan.fault());
        for (int phase = 0; phase < plan.phases(); phase++) {
            boolean high = phase % 2 == 1;
            servers.load(high);
            load.becomes(high, Instant.now());
            for (int minute = 0; minute < ofAPhase; minute++) {
                // The last part of a phase is calm, so that what is left behind can be seen.
                faults.disturb(plan.fault(), minute < ofAPhase - 1);
            }
            counts.phaseEnds(high ? HIGH : LOW);
        }
    }
}
