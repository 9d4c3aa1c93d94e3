package io.scaler4j.http;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds about counts and rates of one instance. The library does not round; cases say how many digits they have.
 */
final class CountKinds {

    private CountKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("http.rate-buckets", CountKinds::buckets)
                .evaluate("http.counter", CountKinds::counter)
                .evaluate("http.round", given -> Result.of("value", rounded(given.number("value"), given)));
        kinds.skip("the answer of an interceptor is compared by the library's own tests", "http.counter-endpoint");
    }

    private static double rounded(double value, Fields digits) {
        String name = digits.has("digits") ? "digits" : "roundDigits";
        int scale = digits.has(name) ? digits.count(name) : 3;
        return new BigDecimal(value).setScale(scale, RoundingMode.HALF_UP).doubleValue();
    }

    static double rounded(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    private static Result buckets(Fields given) {
        Instant base = Instant.parse(given.text("baseTime"));
        var window = new RateBuckets(
                new RateWindow(millis(given.integer("windowMs")), millis(given.integer("granularityMs"))));
        List<@Nullable Object> results = new ArrayList<>();
        for (Fields op : given.objects("ops")) {
            Instant at = base.plusMillis(op.integerIfAny("atMs").orElse(0));
            switch (op.text("op")) {
                case "record" -> window.record(at, op.integer("count"));
                case "recordEverySecond" -> {
                    for (int i = 0; i < op.count("times"); i++) {
                        window.record(base.plusMillis(op.integer("fromMs")).plusSeconds(i), op.integer("count"));
                    }
                }
                case "average" -> results.add(rounded(window.perBucket(at), given));
                case "isEmpty" -> results.add(window.isEmpty(at));
                case "buckets" -> {
                    List<Long> ring = new ArrayList<>();
                    for (long one : window.ring()) {
                        ring.add(one);
                    }
                    results.add(ring);
                }
                default -> throw op.malformed("op", "record, recordEverySecond, average, isEmpty or buckets");
            }
        }
        return Result.of("results", results);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Requests of routes that are not there are not counted: a look-up finds no counter. */
    private static Result counter(Fields given) {
        var tracker = new RequestTracker();
        List<@Nullable Object> results = new ArrayList<>();
        for (Fields op : given.objects("ops")) {
            switch (op.text("op")) {
                case "ensure" -> tracker.counter(op.text("key"));
                case "increase" -> tracker.find(op.text("key")).ifPresent(counter -> times(op, counter::begin));
                case "decrease" -> tracker.find(op.text("key")).ifPresent(counter -> times(op, counter::end));
                case "remove" -> results.add(tracker.remove(op.text("key")));
                case "snapshot" -> results.add(snapshot(tracker));
                default -> throw op.malformed("op", "ensure, increase, decrease, remove or snapshot");
            }
        }
        return Result.of("results", results);
    }

    private static void times(Fields op, Runnable action) {
        for (long i = 0; i < op.integerIfAny("by").orElse(1); i++) {
            action.run();
        }
    }

    private static Map<String, Object> snapshot(RequestTracker tracker) {
        Map<String, Object> all = new LinkedHashMap<>();
        tracker.snapshot()
                .forEach((route, counts) ->
                        all.put(route, Map.of("concurrency", counts.inFlight(), "requestCount", counts.arrived())));
        return all;
    }
}
