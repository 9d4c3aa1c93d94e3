package io.scaler4j.redis;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Measures how many elements a list, a set, a sorted set or a hash holds: the work that waits in a queue.
 *
 * <pre>{@code
 * var mails = RedisLengthScaler.builder().address("redis:6379").key("mails").build();
 * }</pre>
 *
 * <p>What a reading holds:
 *
 * <ul>
 *   <li>the length; of several keys the sum, or the largest; a key that does not exist has length 0;
 *   <li>in addition, what is in flight: keys where workers keep what they have taken and not finished, each with a
 *       weight. A list that workers prefetch from is empty while all of them are busy;
 *   <li>in its details {@code unknownKeys}; {@code inFlight} where such keys are named; {@code newPrimary} (1) at the
 *       first read after sentinels have named another primary, which may have lost the latest writes;
 *   <li>if some keys could not be counted: what the others amount to as a lower bound, on which a target may grow but
 *       not shrink; if none could: a {@link Reading.Failure}.
 * </ul>
 *
 * <p>Where the type is not declared, a key is taken for a list at first. If it is not a list, its type is asked for,
 * and remembered for later reads. See {@link RedisServer} for sharing a connection and its round trips. Thread-safe.
 */
public final class RedisLengthScaler implements Scaler {

    private final RedisReader reader;

    private RedisLengthScaler(RedisReader reader) {
        this.reader = reader;
    }

    /**
     * Starts a scaler.
     *
     * @return a builder in which server and key are missing
     */
    public static RedisLengthScalerBuilder builder() {
        return new RedisLengthScalerBuilder();
    }

    /** Takes over the handle. */
    static RedisLengthScaler open(RedisServer server, LengthOptions options) {
        return new RedisLengthScaler(new RedisReader(server, options.query(), options.rule()));
    }

    /**
     * Measures, and waits for the answer until the deadline.
     *
     * @param request the time, and how long the answer is waited for
     * @return the length, or a failure; a read after {@link #close()} is a failure, too
     * @throws InterruptedException if interrupted while waiting
     */
    @Override
    public Reading read(ReadRequest request) throws InterruptedException {
        return reader.await(request);
    }

    /**
     * Measures without holding any thread of the caller's. The stage completes on a thread of the {@link RedisServer},
     * which all its scalers share: continue with an {@code ..Async} method where more than a little is to be done.
     *
     * <p>Scalers that ask at the same time share their round trips, which are given up shortly before the latest of
     * their deadlines. So the stage may complete after the own deadline: a caller keeps that himself, as an
     * {@link io.scaler4j.Autoscaler} does, and as {@link #read} does.
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
}
