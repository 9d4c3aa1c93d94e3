package io.scaler4j.redis;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Asks a server, and makes a reading of whatever comes of it. */
final class Answers {

    private Answers() {}

    /** Whatever goes wrong ends in the same place. */
    static CompletableFuture<Reading> begin(
            RedisServer server,
            RedisQuery query,
            ReadRequest request,
            BiFunction<RedisConnection, RedisAnswer, Reading> reading) {
        RedisConnection connection;
        try {
            connection = server.connection();
        } catch (IllegalStateException closed) {
            return CompletableFuture.completedFuture(ReadFailures.of(closed, query, server.toString()));
        }
        return connection.read(query, request, (answer, thrown) -> reading(connection, query, reading, answer, thrown));
    }

    private static Reading reading(
            RedisConnection connection,
            RedisQuery query,
            BiFunction<RedisConnection, RedisAnswer, Reading> reading,
            @Nullable RedisAnswer answer,
            @Nullable Throwable thrown) {
        try {
            return answer == null ? failure(connection, query, thrown) : reading.apply(connection, answer);
        } catch (RuntimeException e) {
            return failure(connection, query, e);
        }
    }

    private static Reading failure(RedisConnection connection, RedisQuery query, @Nullable Throwable thrown) {
        return ReadFailures.of(connection.noted(thrown), query, connection.toString());
    }

    /** Waits until the deadline. */
    static Reading await(CompletableFuture<Reading> answer, RedisServer server, RedisQuery query, ReadRequest request)
            throws InterruptedException {
        long millis = Deadline.millisOf(request.timeout());
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Reading.failure(
                    Reading.Failure.Kind.TIMEOUT,
                    server + " did not answer within " + millis + " ms; check that it runs and can be reached",
                    e);
        } catch (ExecutionException e) {
            return ReadFailures.of(e, query, server.toString());
        }
    }
}
