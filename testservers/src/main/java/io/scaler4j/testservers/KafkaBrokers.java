package io.scaler4j.testservers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * A cluster of three brokers in separate JVMs. A test owns it, and kills and starts its brokers. Kafka's internal
 * topics are on all three brokers, so any two can go on.
 *
 * <pre>{@code
 * try (var brokers = KafkaBrokers.three(KafkaOptions.defaults());
 *         var topics = KafkaTopics.of(brokers)) {
 *     topics.create("orders", 6); // on all three
 *     KafkaServer coordinator = brokers.coordinatorOf("billing");
 *     coordinator.kill();
 *     coordinator.start();
 * }
 * }</pre>
 *
 * <p>Closing kills all brokers: after two orderly ends, the third would wait for a majority that never comes.
 */
public final class KafkaBrokers implements AutoCloseable {
    private static final int BROKERS = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final List<ChildJvmKafka> brokers;

    private KafkaBrokers(List<ChildJvmKafka> brokers) {
        this.brokers = brokers;
    }

    /**
     * {@return three started brokers} They take about 170 MiB of memory each.
     *
     * @param options without a proxy: each broker would need its own
     */
    public static KafkaBrokers three(KafkaOptions options) {
        if (options.proxy().isPresent()) {
            throw new IllegalArgumentException("One proxy cannot stand before three brokers.");
        }
        List<ChildJvmKafka> brokers = new ArrayList<>();
        for (KraftSettings settings : KraftSettings.clusterOnFreePorts(BROKERS, options)) {
            brokers.add(new ChildJvmKafka(settings));
        }
        KafkaBrokers cluster = new KafkaBrokers(List.copyOf(brokers));
        try {
            cluster.startAll();
            return cluster;
        } catch (Throwable failed) {
            cluster.close();
            throw failed;
        }
    }

    /** Starts all brokers at once, since none is ready before a majority has started. */
    private void startAll() {
        List<CompletableFuture<Void>> starts = brokers.stream()
                .map(broker -> CompletableFuture.runAsync(broker::start, KafkaBrokers::onNewThread))
                .toList();
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new))
                    .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Three brokers did not start within " + START_LIMIT + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before three brokers had started.", e);
        }
    }

    private static void onNewThread(Runnable work) {
        Thread thread = new Thread(work, "start of a broker");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@return the addresses of all three} */
    public String bootstrapServers() {
        return brokers.stream().map(KafkaServer::directBootstrapServers).collect(Collectors.joining(","));
    }

    /** {@return the brokers, in the order of their ids} */
    public List<KafkaServer> all() {
        return List.copyOf(brokers);
    }

    /**
     * {@return the broker that keeps the group's offsets now} Waits until one does and knows the group: for up to half
     * a second after it took over, a broker may answer that there is no such group.
     */
    public KafkaServer coordinatorOf(String group) {
        var found = new AtomicInteger();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            Patience.await("tell the coordinator of " + group, START_LIMIT, () -> {
                found.set(coordinatorId(admin, group));
                return found.get() > 0;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the coordinator was found out.", e);
        }
        return brokers.get(found.get() - 1);
    }

    /** {@return the broker's id, counted from 1, or 0 while the group is not known} */
    private static int coordinatorId(Admin admin, String group) throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .coordinator()
                    .id();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    /** Kills all brokers and deletes their data. May be called again. */
    @Override
    public void close() {
        brokers.forEach(KafkaServer::kill);
        brokers.forEach(KafkaServer::close);
    }
}
