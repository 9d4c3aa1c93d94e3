package io.scaler4j.benchmarks;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A read of many scalers at once, all of which have to find the same value.
 *
 * @param expected that value
 */
record ReadRound(int expected) {

    /** {@return the time in milliseconds from the first question to the last answer} */
    double read(List<? extends Scaler> scalers, ReadRequest request) {
        long begin = System.nanoTime();
        List<CompletableFuture<Reading>> answers = new ArrayList<>(scalers.size());
        scalers.forEach(
                scaler -> answers.add(scaler.readAsync(request, Runnable::run).toCompletableFuture()));
        answers.forEach(answer -> mustBeRight(answer.join()));
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Ends the measurement if there is another value, or none. */
    void mustBeRight(Reading reading) {
        if (!(reading instanceof Reading.Value value) || value.milli() != expected * 1000L) {
            throw new IllegalStateException("expected a value of " + expected + ", was " + reading);
        }
    }
}
