package io.scaler4j.http;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.config.Masking;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Reads one route of a fleet. Thread-safe. */
final class FleetScaler implements Scaler {

    private final InterceptorFleet fleet;
    private final String route;
    private final RequestMeter meter;
    private final Runnable onClose;

    FleetScaler(InterceptorFleet fleet, String route, RequestMeter meter, Runnable onClose) {
        this.fleet = fleet;
        this.route = Objects.requireNonNull(route, "route must not be null; it is the name of a route");
        this.meter = meter;
        this.onClose = onClose;
    }

    @Override
    public Reading read(ReadRequest request) throws InterruptedException {
        try {
            return future(request).get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Reading.failure(Kind.TIMEOUT, "the " + fleet + " gave no counts within " + request.timeout(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause()); // every failure is a reading
        }
    }

    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return future(request);
    }

    private CompletableFuture<Reading> future(ReadRequest request) {
        return fleet.poll(request)
                .handle((poll, thrown) -> thrown == null
                        ? reading(Objects.requireNonNull(poll), request)
                        : Reading.failure(
                                Kind.UNAVAILABLE, "the " + fleet + " could not be asked: " + said(thrown), thrown));
    }

    private static String said(Throwable thrown) {
        return Masking.sentence(String.valueOf(thrown.getMessage()));
    }

    private Reading reading(FleetPolls.Poll poll, ReadRequest request) {
        FleetCounts.Totals totals = poll.totals();
        if (totals.isUnknown()) {
            return Reading.failure(Kind.UNAVAILABLE, noAnswer(poll));
        }
        RequestCounts counts = totals.of(route);
        if (counts == null) {
            return unknownRoute(totals);
        }
        Map<String, Double> details =
                Map.of("instances", (double) totals.listed(), "answered", (double) totals.answered());
        return meter.reading(new RequestMeter.Known(counts, totals.isLowerBound(), details), request.now());
    }

    private Reading unknownRoute(FleetCounts.Totals totals) {
        return Reading.failure(
                Kind.EMPTY,
                "none of the " + totals.answered() + " interceptors that answered at " + fleet.addresses()
                        + " has a route " + Masking.quote(route) + "; known are "
                        + totals.counts().keySet().stream().limit(10).toList()
                        + (totals.isLowerBound()
                                ? ", and " + (totals.listed() - totals.answered()) + " did not answer"
                                : ""));
    }

    private String noAnswer(FleetPolls.Poll poll) {
        return poll.silent().isEmpty()
                ? "there is no interceptor at " + fleet.addresses()
                        + "; check that they run, and that the name is that of their service"
                : "no interceptor at " + fleet.addresses() + " answered: "
                        + poll.silent().entrySet().stream()
                                .limit(5)
                                .map(one -> one.getKey() + ": " + one.getValue())
                                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        onClose.run();
    }

    @Override
    public String toString() {
        return "requests on route " + route + " of the " + fleet;
    }
}
