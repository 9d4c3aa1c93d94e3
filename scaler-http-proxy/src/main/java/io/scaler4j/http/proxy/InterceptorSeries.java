package io.scaler4j.http.proxy;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.Histogram;
import io.scaler4j.http.RequestCounts;
import io.scaler4j.http.RequestTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All series of one interceptor. They are one collector, so that what a scrape sees is put in order before. */
final class InterceptorSeries extends Collector implements Collector.Describable {

    private static final String ROUTE = "route";
    private static final String UNMATCHED = "";
    private static final double NANOS = 1e9;
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    private static final double[] DURATIONS = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
    };
    /** A cold start takes from milliseconds to minutes. */
    private static final double[] HOLDS = {0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300};

    private final Counter requests = Counter.build(
                    "scaler4j_http_requests_total", "Requests that have ended, by status and method.")
            .labelNames(ROUTE, "code", "method")
            .create();
    private final Histogram durations = Histogram.build(
                    "scaler4j_http_request_duration_seconds",
                    "From the head of a request to the end of its answer, the wait for a replica included.")
            .labelNames(ROUTE)
            .buckets(DURATIONS)
            .create();
    private final Histogram holds = Histogram.build(
                    "scaler4j_http_hold_duration_seconds",
                    "How long requests waited for a replica, by how the wait ended.")
            .labelNames(ROUTE, "outcome")
            .buckets(HOLDS)
            .create();
    private final Counter coldStarts = Counter.build(
                    "scaler4j_http_cold_start_requests_total", "Requests that found no replica ready.")
            .labelNames(ROUTE)
            .create();
    private final Counter rejections = Counter.build(
                    "scaler4j_http_rejections_total", "Requests that were refused because too many waited already.")
            .labelNames(ROUTE)
            .create();

    private final Map<String, Labels> known = new ConcurrentHashMap<>();
    private volatile @Nullable RequestTracker tracker;
    private volatile @Nullable Supplier<Duration> readAge;

    /** The labels of one route that exist, to be removed with it. */
    private record Labels(Set<List<String>> ofRequests, Set<String> ofHolds) {

        static Labels none() {
            return new Labels(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        }
    }

    /** @param age how long ago the counts were read; null if nobody knows */
    void follow(RequestTracker followed, @Nullable Supplier<Duration> age) {
        tracker = followed;
        readAge = age;
    }

    void onExchange(Exchange exchange) {
        String route = exchange.route().orElse(UNMATCHED);
        Labels labels = appear(route);
        String code = code(exchange.status());
        String method = MethodLabel.of(exchange.method());
        labels.ofRequests().add(List.of(code, method));
        requests.labels(route, code, method).inc();
        durations.labels(route).observe(seconds(exchange.duration()));
        if (exchange.coldStart()) {
            coldStarts.labels(route).inc();
        }
        if (exchange.outcome() == Outcome.REJECTED) {
            rejections.labels(route).inc();
        }
        endOfHold(exchange).ifPresent(outcome -> {
            labels.ofHolds().add(outcome);
            holds.labels(route, outcome).observe(seconds(exchange.held()));
        });
    }

    /** Counters begin at 0, so that their first step is seen. */
    private Labels appear(String route) {
        Labels there = known.get(route);
        return there != null
                ? there
                : known.computeIfAbsent(route, name -> {
                    coldStarts.labels(name);
                    rejections.labels(name);
                    return Labels.none();
                });
    }

    static String code(int status) {
        if (status == 0) {
            return "none";
        }
        return status < LEAST_STATUS || status > MOST_STATUS ? "other" : Integer.toString(status);
    }

    /** Empty for requests that did not wait. Whoever got a replica has waited well, whatever the replica did then. */
    static Optional<String> endOfHold(Exchange exchange) {
        if (exchange.held().isZero()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (exchange.outcome()) {
                    case READY, HELD_READY, BACKEND_FAILED, ABORTED -> "ready";
                    case TIMEOUT -> "timeout";
                    case FALLBACK -> "fallback";
                    case CLIENT_GONE -> "client_gone";
                    case REJECTED, PLACEHOLDER -> "rejected";
                    case STATIC, NO_ROUTE, BAD_REQUEST, UNAVAILABLE, FAILED -> "failed";
                });
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Map<String, RequestCounts> counts = counts();
        counts.keySet().forEach(this::appear);
        forgetOthers(counts);
        var inFlight = new GaugeMetricFamily(
                "scaler4j_http_requests_in_flight", "Requests that have begun and not ended.", List.of(ROUTE));
        var held = new GaugeMetricFamily(
                "scaler4j_http_requests_held", "Requests in flight that wait for a replica.", List.of(ROUTE));
        counts.forEach((route, count) -> {
            inFlight.addMetric(List.of(route), (double) count.inFlight());
            held.addMetric(List.of(route), (double) count.held());
        });
        List<MetricFamilySamples> all = new ArrayList<>();
        all.add(inFlight);
        all.add(held);
        Supplier<Duration> age = readAge;
        if (age != null) {
            all.add(new GaugeMetricFamily(
                    "scaler4j_http_counts_read_age_seconds",
                    "Since another process has read the counts, or since the start.",
                    seconds(age.get())));
        }
        parts().forEach(part -> all.addAll(part.collect()));
        return all;
    }

    @Override
    public List<MetricFamilySamples> describe() {
        return collect();
    }

    private List<Collector> parts() {
        return List.of(requests, durations, holds, coldStarts, rejections);
    }

    private Map<String, RequestCounts> counts() {
        RequestTracker followed = tracker;
        return followed == null ? Map.of() : followed.snapshot();
    }

    private void forgetOthers(Map<String, RequestCounts> counts) {
        if (tracker == null) {
            return;
        }
        for (String route : List.copyOf(known.keySet())) {
            Labels labels = route.isEmpty() || counts.containsKey(route) ? null : known.remove(route);
            if (labels != null) {
                labels.ofRequests().forEach(pair -> requests.remove(route, pair.get(0), pair.get(1)));
                labels.ofHolds().forEach(outcome -> holds.remove(route, outcome));
                durations.remove(route);
                coldStarts.remove(route);
                rejections.remove(route);
            }
        }
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }
}
