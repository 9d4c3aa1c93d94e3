package io.scaler4j.redis;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Measures what a consumer group has to do in a stream.
 *
 * <pre>{@code
 * var orders = RedisStreamScaler.builder()
 *         .address("redis:6379")
 *         .stream("orders")
 *         .consumerGroup("billing")
 *         .build();
 * }</pre>
 *
 * <p>What a reading holds:
 *
 * <ul>
 *   <li>the number of entries that the {@link StreamMetric} says. A stream that does not exist has none; a group that
 *       does not exist lags behind by all entries, and what is pending of it alone is a {@link Reading.Failure}, as
 *       with KEDA: an active target is held, and an idle target stays idle;
 *   <li>in its details what is known of {@code length}, {@code lag} and {@code pending}; {@code idlePending} and
 *       {@code oldestIdleSeconds} where idle entries are asked for; {@code newPrimary} (1) at the first read after
 *       sentinels have named another primary.
 * </ul>
 *
 * <p>The server cannot always tell the lag: not after a group was set to another position, nor after entries were
 * deleted that it had not been given, which KEDA takes for 0. Nor is what it tells always right: before Redis 8.2 and
 * Valkey 9.1 not after a trim, a takeover or a restart. Then the entries after the last one given are counted, up to a
 * limit; if there are more, what was counted is a lower bound, on which a target may grow but not shrink; if counting
 * is not allowed, the read is a {@link Reading.Failure}.
 *
 * <p>Pending entries count only if the stream still has them. The server goes on counting those that a trim or a
 * deletion took away.
 *
 * <p>The scaler only looks: it never reads as a member of the group. Thread-safe.
 */
public final class RedisStreamScaler implements Scaler {

    private final RedisReader reader;

    private RedisStreamScaler(RedisReader reader) {
        this.reader = reader;
    }

    /**
     * Starts a scaler.
     *
     * @return a builder in which server, stream and group are missing
     */
    public static RedisStreamScalerBuilder builder() {
        return new RedisStreamScalerBuilder();
    }

    /** Takes over the handle. */
    static RedisStreamScaler open(RedisServer server, StreamOptions options) {
        StreamQuery query = options.query();
        return new RedisStreamScaler(new RedisReader(server, query, answer -> value((StreamCounts) answer, query)));
    }

    /**
     * Measures, and waits for the answer until the deadline.
     *
     * @param request the time, and how long the answer is waited for
     * @return the number of entries, or a failure; a read after {@link #close()} is a failure, too
     * @throws InterruptedException if interrupted while waiting
     */
    @Override
    public Reading read(ReadRequest request) throws InterruptedException {
        return reader.await(request);
    }

    /**
     * Measures without holding any thread of the caller's, as {@link RedisLengthScaler#readAsync} does.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor not used
     * @return completes with a reading, also for failures
     */
    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return reader.begin(request);
    }

    /** Lets go of the server. Its connections close with the last scaler or handle; reads under way fail then. */
    @Override
    public void close() {
        reader.close();
    }

    /** What is measured and where, without any secret. */
    @Override
    public String toString() {
        return reader.toString();
    }

    static Reading.Value.Builder value(StreamCounts counts, StreamQuery query) {
        Map<String, Double> details = new HashMap<>();
        counts.length().ifPresent(length -> details.put("length", (double) length));
        counts.lag().ifPresent(lag -> details.put("lag", (double) lag));
        counts.pending().ifPresent(pending -> details.put("pending", (double) pending));
        if (query.idleMillis() > 0) {
            details.put("idlePending", (double) counts.idle());
            details.put("oldestIdleSeconds", (double) counts.oldestIdle().toSeconds());
        }
        var value = Reading.value((double) counts.value(query.metric())).details(details);
        return counts.isLowerBound() ? value.lowerBound() : value;
    }
}
