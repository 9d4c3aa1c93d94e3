package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerRegistryBuilder;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program with a registry whose scalers and targets block for 50 ms in each call, on threads of one kind. It prints
 * what its turns waited for and what it took.
 */
final class BlockingWatcher {

    static final int VIRTUAL_SINCE = 21;

    private static final Duration CALL = Duration.ofMillis(50);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int WARM_UP_ROUNDS = 3;

    private BlockingWatcher() {}

    /** The threads on which calls block. */
    enum Kind {
        /** The registry's own: at most 64. */
        POOL,
        /** As many threads of the system as there are calls. */
        CACHED,
        /** A virtual thread for each call. */
        VIRTUAL
    }

    /**
     * Watches, prints one line, and ends: {@code result}, then the turns, the turns that failed, the median, the 99th
     * percentile and the maximum of how long a turn took in ms, how late the latest turn began in ms, the most threads,
     * the most resident anonymous memory in MiB, and the processor time of a turn in us. The first three rounds do not
     * count.
     *
     * @param args the kind, how many autoscalers, and how many rounds count
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        int autoscalers = Integer.parseInt(args[1]);
        Optional<ExecutorService> blocking = executor(Kind.valueOf(args[0]));
        var turns = new TurnTimes();
        AutoscalerRegistryBuilder builder = AutoscalerRegistry.builder().observer(turns);
        blocking.ifPresent(builder::blockingExecutor);
        try (AutoscalerRegistry registry = builder.build()) {
            for (int number = 0; number < autoscalers; number++) {
                registry.apply(spec(number), target());
            }
            Thread.sleep(INTERVAL.multipliedBy(WARM_UP_ROUNDS).toMillis() - 1_000); // between two rounds
            turns.begin();
            double cpu = Resources.cpuMillis();
            ManagementFactory.getThreadMXBean().resetPeakThreadCount();
            double memory = 0;
            long end = System.nanoTime()
                    + INTERVAL.multipliedBy(Long.parseLong(args[2])).toNanos();
            while (System.nanoTime() < end) {
                memory = Math.max(memory, Resources.anonymousKibibytes() / 1024.0);
                Thread.sleep(20);
            }
            System.out.printf(
                    Locale.ROOT,
                    "result %d %d %.1f %.1f %.1f %.1f %d %.1f %.1f%n",
                    turns.millis.size(),
                    turns.failed.get(),
                    turns.percentile(50),
                    turns.percentile(99),
                    turns.percentile(100),
                    turns.lateness.stream().mapToDouble(late -> late).max().orElseThrow(),
                    ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                    memory,
                    1_000 * (Resources.cpuMillis() - cpu) / turns.millis.size());
        } finally {
            blocking.ifPresent(ExecutorService::shutdownNow);
        }
    }

    /** Without one the registry makes its own. */
    private static Optional<ExecutorService> executor(Kind kind) throws ReflectiveOperationException {
        return switch (kind) {
            case POOL -> Optional.empty();
            case CACHED -> Optional.of(Executors.newCachedThreadPool());
            // This is compiled for JDK 17.
            case VIRTUAL ->
                Optional.of((ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null));
        };
    }

    private static AutoscalerSpec spec(int number) {
        var metric = MetricSpec.of("backlog", averageValue(10));
        return AutoscalerSpec.builder("watcher-" + number)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(TriggerPlan.of(metric, context -> request -> {
                    Thread.sleep(CALL.toMillis());
                    return Reading.of(10);
                }))
                .interval(INTERVAL)
                .build();
    }

    private static ScaleTarget target() {
        return new ScaleTarget() {
            @Override
            public Replicas replicas() throws InterruptedException {
                Thread.sleep(CALL.toMillis());
                return Replicas.of(1);
            }

            @Override
            public void scaleTo(int replicas, Decision why) {
                throw new IllegalStateException("one replica is right for 10 of 10");
            }
        };
    }

    /** How long turns took, from the time at which they began. */
    private static final class TurnTimes implements AutoscalerObserver {

        final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Double> lateness = new ConcurrentLinkedQueue<>();
        final AtomicInteger failed = new AtomicInteger();
        private volatile boolean begun;

        void begin() {
            begun = true;
        }

        @Override
        public void turnEnded(Turn turn) {
            if (!begun) {
                return;
            }
            millis.add(Duration.between(turn.at(), Instant.now()).toNanos() / 1e6);
            lateness.add(turn.lateness().toNanos() / 1e6);
            boolean read = turn.observation()
                    .map(seen -> seen.measurements().get(0).reading())
                    .filter(Reading.Value.class::isInstance)
                    .isPresent();
            if (!read) {
                failed.incrementAndGet();
            }
        }

        double percentile(int percent) {
            double[] sorted =
                    millis.stream().mapToDouble(value -> value).sorted().toArray();
            return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
        }
    }
}
