package io.scaler4j.http;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads the counts of this process. A read takes no thread and never fails. Thread-safe. */
final class TrackerScaler implements Scaler {

    private final RequestTracker tracker;
    private final RequestMeter meter;
    /** Another one after the route was removed. */
    private RouteCounter counter;

    TrackerScaler(RequestTracker tracker, RouteCounter counter, RequestMeter meter) {
        this.tracker = tracker;
        this.counter = counter;
        this.meter = meter;
    }

    @Override
    public Reading read(ReadRequest request) {
        RouteCounter now = current();
        RequestCounts counts = now.takeCounts();
        var reading = meter.reading(new RequestMeter.Known(counts, false, Map.of()), request.now());
        if (counts.inFlight() == 0) {
            now.arm(counts.arrived());
        }
        return reading;
    }

    private synchronized RouteCounter current() {
        RouteCounter now = tracker.counter(counter.route());
        if (now != counter) {
            counter = now;
            meter.beginAgain();
        }
        return now;
    }

    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return CompletableFuture.completedStage(read(request));
    }

    @Override
    public synchronized String toString() {
        return "requests on route " + counter.route();
    }
}
