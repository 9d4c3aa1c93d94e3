package io.scaler4j.redis;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.metric.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a scaler: asks the same query again and again, and makes a reading of whatever comes of it. It is
 * itself what takes the answers, so that a read is not one object more. Thread-safe.
 */
final class RedisReader implements BiFunction<@Nullable RedisAnswer, @Nullable Throwable, Reading>, AutoCloseable {

    private final Lease<RedisConnection> lease;
    private final RedisConnection connection;
    private final RedisQuery query;
    private final Function<RedisAnswer, Reading.Value.Builder> valueOf;
    private volatile int takeoversSeen;
    private volatile boolean closed;

    /** Takes over the handle. */
    RedisReader(RedisServer server, RedisQuery query, Function<RedisAnswer, Reading.Value.Builder> valueOf) {
        lease = server.lease();
        connection = lease.get();
        this.query = query;
        this.valueOf = valueOf;
    }

    /** Completes with a reading, also for failures. */
    CompletableFuture<Reading> begin(ReadRequest request) {
        return closed ? CompletableFuture.completedFuture(alreadyClosed()) : connection.read(query, request, this);
    }

    private Reading alreadyClosed() {
        return ReadFailures.of(new IllegalStateException("this scaler is closed; build a new one"), query, connection);
    }

    /** Waits until the deadline. */
    Reading await(ReadRequest request) throws InterruptedException {
        long millis = TimeLimit.millisOf(request.timeout());
        try {
            return begin(request).get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Reading.failure(
                    Reading.Failure.Kind.TIMEOUT,
                    connection + " did not answer within " + millis
                            + " ms; check that it runs, can be reached, and uses TLS as the settings say"
                            + connection.addressHint(),
                    e);
        } catch (ExecutionException e) {
            return ReadFailures.of(e, query, connection);
        }
    }

    /** Whatever goes wrong ends in the same place. */
    @Override
    public Reading apply(@Nullable RedisAnswer answer, @Nullable Throwable thrown) {
        try {
            return answer == null ? failure(thrown) : reading(valueOf.apply(answer));
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    private Reading failure(@Nullable Throwable thrown) {
        return ReadFailures.of(connection.noted(thrown), query, connection);
    }

    /** Marks the first reading of a new primary: it may lack the latest writes of the old one. */
    private Reading reading(Reading.Value.Builder value) {
        Reading.Value reading = value.build();
        int takeovers = connection.takeovers();
        if (takeovers == takeoversSeen || !isFirstAfter(takeovers)) {
            return reading;
        }
        Map<String, Double> details = new HashMap<>(reading.details());
        details.put("newPrimary", 1.0);
        return value.details(details).build();
    }

    private synchronized boolean isFirstAfter(int takeovers) {
        boolean first = takeovers != takeoversSeen;
        takeoversSeen = takeovers;
        return first;
    }

    /** Lets go of the server. */
    @Override
    public void close() {
        closed = true;
        lease.close();
    }

    @Override
    public String toString() {
        return query + " of " + connection;
    }
}
