package io.scaler4j.redis;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks a server, and makes a reading of whatever comes of it. */
final class Answers {

    private Answers() {}

    /** Begins with a stage of our own, so that whatever goes wrong afterwards ends in the same place. */
    static CompletableFuture<Reading> begin(
            RedisServer server, RedisQuery query, ReadRequest request, Function<RedisAnswer, Reading> reading) {
        return CompletableFuture.completedFuture(query)
                .thenCompose(wanted -> server.connection().read(wanted, request))
                .thenApply(reading)
                .exceptionally(thrown -> ReadFailures.of(thrown, query, server.toString()));
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
