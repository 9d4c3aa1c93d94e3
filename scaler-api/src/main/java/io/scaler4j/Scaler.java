package io.scaler4j;

import io.scaler4j.metric.Reading;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Measures one source: the lag of a consumer group, the length of a list, the result of a query. A scaler only
 * measures; what the number means is said by the {@link Trigger} that holds it.
 *
 * <p>A lambda is a scaler: {@code request -> Reading.of(queue.size())}.
 *
 * <p>An {@link Autoscaler} has at most one read of a scaler under way. A scaler that is shared between autoscalers must
 * be thread-safe, as all scalers of this library are.
 */
@FunctionalInterface
public interface Scaler extends AutoCloseable {

    /**
     * Measures now.
     *
     * @param request the time, and how long the answer is waited for
     * @return what was found; "could not be measured" is a {@link Reading.Failure}, never 0
     * @throws InterruptedException if interrupted while waiting
     * @throws Exception on any failure; it becomes a {@link Reading.Failure} of kind
     *     {@link Reading.Failure.Kind#UNAVAILABLE} (time-outs: {@link Reading.Failure.Kind#TIMEOUT})
     */
    Reading read(ReadRequest request) throws Exception;

    /**
     * Measures without holding the caller's thread. By default {@link #read} runs on the executor; scalers whose client
     * is asynchronous, or whose reads are batched, override this and leave the executor alone.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor where blocking work may run
     * @return completes with a reading, also for failures; it need not keep the deadline, which the caller watches. It
     *     may complete on any thread, a client's own included: the caller goes on elsewhere
     */
    default CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        var answer = new CompletableFuture<Reading>();
        try {
            executor.execute(() -> answer.complete(Readings.of(this, request)));
        } catch (RejectedExecutionException e) {
            answer.complete(Readings.failure(e));
        }
        return answer;
    }

    /**
     * Asks to be told of activity between two reads, as sources that push can do. An {@link Autoscaler} that has been
     * started makes a turn then, so an idle target does not wait for the next interval. By default nothing is told,
     * which is right for sources that only answer.
     *
     * @param action short and never blocking; runs on any thread whenever the source becomes active
     * @return ends the telling; a scaler that is closed tells nothing more
     */
    default Scheduler.Cancellable onActivity(Runnable action) {
        return () -> {};
    }

    /** Releases what the scaler holds. May be called more than once, and while a read is under way. */
    @Override
    default void close() {}
}
