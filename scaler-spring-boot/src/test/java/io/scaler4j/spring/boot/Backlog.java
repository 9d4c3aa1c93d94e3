package io.scaler4j.spring.boot;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.util.concurrent.atomic.AtomicInteger;

/** A scaler whose value a test sets, and which counts how often it was closed. */
public final class Backlog implements Scaler {

    private final AtomicInteger closed = new AtomicInteger();
    private volatile Reading reading;

    public Backlog(double value) {
        reading = Reading.of(value);
    }

    public void is(double value) {
        reading = Reading.of(value);
    }

    public void fails() {
        reading = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the queue does not answer; look whether it runs");
    }

    @Override
    public Reading read(ReadRequest request) {
        return reading;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    public int timesClosed() {
        return closed.get();
    }
}
