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

    private final RouteCounter counter;
    private final RequestMeter meter;

    TrackerScaler(RouteCounter counter, RequestMeter meter) {
        this.counter = counter;
        this.meter = meter;
    }

    @Override
    public Reading read(ReadRequest request) {
        RequestCounts counts = counter.takeCounts();
        var reading = meter.reading(new RequestMeter.Known(counts, false, Map.of()), request.now());
        if (counts.inFlight() == 0) {
            counter.arm(counts.arrived());
        }
        return reading;
    }

    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return CompletableFuture.completedStage(read(request));
    }

    @Override
    public String toString() {
        return "requests on route " + counter.route();
    }
}
