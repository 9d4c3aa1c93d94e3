package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.redis.RedisLengthScaler;
import io.scaler4j.redis.RedisServer;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small program as a user would write it: a registry whose autoscalers each watch a list of Redis. It prints what its
 * memory is after a while.
 */
final class RedisWatcher {

    static final int LENGTH = 3;

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    private RedisWatcher() {}

    /**
     * Watches, prints one line, and ends: the resident anonymous memory in KiB, how many threads there are, and how
     * many turns were made with the right length and with another.
     *
     * @param args the address of the server, how many lists, and for how many seconds
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        int lists = Integer.parseInt(args[1]);
        var turns = new TurnCheck();
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try (var redis = RedisServer.builder().address(args[0]).build();
                var registry = AutoscalerRegistry.builder()
                        .executor(workers)
                        .blockingExecutor(workers)
                        .observer(turns)
                        .build()) {
            for (int number = 0; number < lists; number++) {
                registry.apply(spec(redis, number), target());
            }
            Thread.sleep(Duration.ofSeconds(Long.parseLong(args[2])).toMillis());
            System.out.println(
                    Resources.anonymousKibibytes() + " " + Resources.threads() + " " + turns.right + " " + turns.wrong);
        } finally {
            workers.shutdown();
        }
    }

    private static AutoscalerSpec spec(RedisServer redis, int number) {
        var metric = MetricSpec.of("list", averageValue(5));
        return AutoscalerSpec.builder("watcher-" + number)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(TriggerPlan.of(
                        metric,
                        context -> RedisLengthScaler.builder()
                                .server(redis)
                                .key("list-" + number)
                                .build()))
                .interval(INTERVAL)
                .build();
    }

    private static ScaleTarget target() {
        var replicas = new AtomicInteger(1);
        return ScaleTarget.of(replicas::get, replicas::set);
    }

    /** Counts the turns, by whether they saw the right length. */
    private static final class TurnCheck implements AutoscalerObserver {

        final AtomicInteger right = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();

        @Override
        public void turnEnded(Turn turn) {
            boolean fits = turn.observation()
                    .map(seen -> seen.measurements().get(0).reading())
                    .filter(reading -> reading instanceof Reading.Value value && value.milli() == LENGTH * 1000)
                    .isPresent();
            (fits ? right : wrong).incrementAndGet();
        }
    }
}
