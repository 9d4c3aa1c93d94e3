package io.scaler4j.redis;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.connect.PendingQuery;
import io.scaler4j.connect.QueryBatcher;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The servers and the scalers that read from them: what the handles of a {@link RedisServer} share. Jedis waits for
 * replies on the thread that asks, so batches run on a few threads of the connection's own, which end when they have
 * nothing to do for a while. Thread-safe.
 */
final class RedisConnection implements AutoCloseable {

    private static final Duration IDLE_THREADS_END_AFTER = Duration.ofSeconds(30);

    private final ServerSettings settings;
    private final Servers servers;
    private final ServerMemory memory;
    private final QueryBatcher<RedisQuery, RedisAnswer> batches;
    private final ThreadPoolExecutor workers;
    private final LongAdder roundTrips;
    private final Set<Batch> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Opens it.
     *
     * @param freshness how long an answer is one for others, too
     * @param roundTrips counts how often a server is waited for
     */
    RedisConnection(ServerSettings settings, Duration freshness, LongAdder roundTrips) {
        this.settings = settings;
        this.roundTrips = roundTrips;
        memory = new ServerMemory(settings.isCluster());
        servers = settings.open(memory::forgetServers);
        batches = QueryBatcher.sendingAhead(this::send, freshness);
        workers = workers();
    }

    private static ThreadPoolExecutor workers() {
        var number = new AtomicInteger();
        var workers = new ThreadPoolExecutor(
                ServerSettings.CONNECTIONS,
                ServerSettings.CONNECTIONS,
                IDLE_THREADS_END_AFTER.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    var thread = new Thread(work, "scaler4j-redis-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /**
     * What is made of the answer.
     *
     * @param then given the answer, or null and what went wrong, which is to be {@link #noted}
     */
    <R> CompletableFuture<R> read(
            RedisQuery query, ReadRequest request, BiFunction<@Nullable RedisAnswer, @Nullable Throwable, R> then) {
        return batches.ask(query, request, then);
    }

    /** How often another server has taken over as the primary. */
    int takeovers() {
        return servers.takeovers();
    }

    /** What a user has to be allowed beside what reads a key, each after a space. */
    String permissions() {
        return settings.permissions();
    }

    /** What to do about addresses that hold only on the servers' side, where servers announce any. */
    String addressHint() {
        return settings.addressHint();
    }

    LongAdder roundTrips() {
        return roundTrips;
    }

    private void send(List<PendingQuery<RedisQuery, RedisAnswer>> pendingQueries, ReadRequest request) {
        Deadline deadline = Deadline.within(request.timeout(), roundTrips);
        var batch = new Batch(servers, memory, pendingQueries, deadline);
        underWay.add(batch);
        batch.whenOver(() -> underWay.remove(batch));
        workers.execute(batch); // first, since a worker takes a while to start
        batch.watch();
    }

    /** What went wrong, without secrets. */
    Throwable noted(@Nullable Throwable thrown) {
        return closed || thrown == null
                ? new IllegalStateException(this + " was closed during the read")
                : settings.secrets().mask(FailureTable.unwrap(thrown));
    }

    /** Does not wait for what is under way: it fails. */
    @Override
    public void close() {
        closed = true;
        batches.close();
        workers.shutdownNow();
        underWay.forEach(Batch::expire);
        servers.close();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
