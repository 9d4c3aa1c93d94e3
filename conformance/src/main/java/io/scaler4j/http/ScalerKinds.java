package io.scaler4j.http;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds about the sums over instances, and about what the scaler side answers. */
final class ScalerKinds {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private ScalerKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("http.aggregate", ScalerKinds::aggregate)
                .evaluate("http.metric-spec", ScalerKinds::metricSpec)
                .evaluate("http.metrics", ScalerKinds::metrics)
                .evaluate("http.active", ScalerKinds::active)
                .evaluate("http.legacy-object", ScalerKinds::legacyObject)
                .evaluate("http.interceptor-target", ScalerKinds::interceptorTarget);
    }

    private static Result aggregate(Fields given) {
        Instant base = Instant.parse(given.text("baseTime"));
        int digits = given.has("roundDigits") ? given.count("roundDigits") : 3;
        var counts = new FleetCounts(Duration.ofDays(1)); // without an age limit, as upstream
        Map<String, RateWindow> windows = windows(given);
        Map<String, RateBuckets> buckets = new HashMap<>();
        Map<String, Long> seen = new HashMap<>();
        Map<String, Object> shown = new LinkedHashMap<>();
        List<Object> ticks = new ArrayList<>();
        for (Fields tick : given.objects("ticks")) {
            Instant now = base.plusMillis(tick.integer("atMs"));
            FleetCounts.Totals totals = counts.poll(now, answers(tick));
            if (!totals.isUnknown()) {
                shown = new LinkedHashMap<>();
                buckets.keySet().retainAll(totals.counts().keySet());
                seen.keySet().retainAll(totals.counts().keySet());
                for (Map.Entry<String, RequestCounts> route : totals.counts().entrySet()) {
                    String name = route.getKey();
                    RateBuckets rate = buckets.computeIfAbsent(
                            name, key -> new RateBuckets(windows.getOrDefault(key, RateWindow.DEFAULT)));
                    long arrived = route.getValue().arrived();
                    Long before = seen.put(name, arrived);
                    rate.record(now, before == null ? arrived : arrived - before);
                    shown.put(
                            name,
                            Map.of(
                                    "concurrency",
                                    route.getValue().inFlight(),
                                    "requestRate",
                                    CountKinds.rounded(rate.perBucket(now), digits)));
                }
            }
            ticks.add(Map.of("ok", !totals.isUnknown(), "counts", shown));
        }
        return Result.of("ticks", ticks);
    }

    private static Map<String, RateWindow> windows(Fields given) {
        Map<String, RateWindow> windows = new HashMap<>();
        given.objectIfAny("rateConfig")
                .ifPresent(all -> all.asObjects()
                        .forEach((route, one) -> windows.put(
                                route,
                                new RateWindow(
                                        Duration.ofMillis(
                                                one.integerIfAny("windowMs").orElse(60_000)),
                                        Duration.ofMillis(one.integerIfAny("granularityMs")
                                                .orElse(1_000))))));
        return windows;
    }

    private static Map<String, @Nullable QueueAnswer> answers(Fields tick) {
        Map<String, @Nullable QueueAnswer> answers = new LinkedHashMap<>();
        for (String instance : tick.texts("instances")) {
            answers.put(
                    instance,
                    tick.objectIfAny("responses")
                            .flatMap(all -> all.objectIfAny(instance))
                            .map(ScalerKinds::answer)
                            .orElse(null));
        }
        return answers;
    }

    private static QueueAnswer answer(Fields response) {
        Map<String, RequestCounts> counts = new HashMap<>();
        response.asObjects()
                .forEach((route, one) ->
                        counts.put(route, RequestCounts.of(one.integer("concurrency"), one.integer("requestCount"))));
        return QueueAnswer.of(counts);
    }

    /** One wish of a route. */
    private record Wish(String name, boolean isRate, TriggerPlan plan) {}

    /** Empty for an unknown route. */
    private static Optional<List<Wish>> wishes(Fields given) {
        return given.objectIfAny("scalingMetric").map(metric -> {
            List<Wish> wishes = new ArrayList<>();
            for (String name : List.of("concurrency", "requestRate")) {
                metric.objectIfAny(name).ifPresent(one -> {
                    boolean isRate = name.equals("requestRate");
                    wishes.add(new Wish(
                            HttpScalerProvider.metricName(given.text("route"), isRate),
                            isRate,
                            plan(given.text("route"), name, Double.toString(one.number("targetValue")))));
                });
            }
            return wishes;
        });
    }

    private static TriggerPlan plan(String route, String metric, String target) {
        return new HttpScalerProvider()
                .plan(TriggerSpec.builder("http")
                        .metadata(Map.of(
                                "interceptors", "interceptor:9090",
                                "route", route,
                                "scalingMetric", metric,
                                "targetValue", target))
                        .build());
    }

    private static double target(TriggerPlan plan) {
        return ((MetricTarget.AverageValue) plan.metric().target()).perReplica();
    }

    private static Result metricSpec(Fields given) {
        Optional<List<Wish>> wishes = wishes(given);
        if (wishes.isEmpty()) {
            return Result.of("error", true);
        }
        List<Object> specs = new ArrayList<>();
        wishes.get().forEach(wish -> specs.add(Map.of("name", wish.name(), "target", target(wish.plan()))));
        return Result.of("specs", specs);
    }

    private static Result metrics(Fields given) {
        Optional<List<Wish>> wishes = wishes(given);
        if (wishes.isEmpty()) {
            return Result.of("error", true);
        }
        String requested = given.textIfAny("requestedMetric").orElse("");
        List<Object> values = new ArrayList<>();
        for (Wish wish : wishes.get()) {
            if (requested.isEmpty() || requested.equals(wish.name())) {
                values.add(Map.of("name", wish.name(), "value", value(reading(wish.isRate(), given.object("count")))));
            }
        }
        return Result.of("values", values);
    }

    private static Result active(Fields given) {
        return wishes(given)
                .<Result>map(wishes -> Result.of(
                        "active",
                        wishes.stream()
                                .anyMatch(wish -> reading(wish.isRate(), given.object("count"))
                                                .activationValue()
                                        > wish.plan().metric().activationThreshold())))
                .orElseGet(() -> Result.of("error", true));
    }

    private static double value(Reading.Value reading) {
        return MilliUnits.toDouble(reading.milli());
    }

    /** Makes the scaler's own reading of these counts; a rate is so many requests in one bucket of 1,000 s. */
    private static Reading.Value reading(boolean isRate, Fields count) {
        if (!isRate) {
            var known = known(count.integer("concurrency"), 0);
            return (Reading.Value) RequestMeter.concurrency().reading(known, NOW);
        }
        RequestMeter meter = RequestMeter.rate(new RateWindow(Duration.ofSeconds(1000), Duration.ofSeconds(1000)));
        meter.reading(known(0, 0), NOW);
        return (Reading.Value) meter.reading(known(0, Math.round(count.number("requestRate") * 1000)), NOW);
    }

    private static RequestMeter.Known known(long inFlight, long arrived) {
        return new RequestMeter.Known(RequestCounts.of(inFlight, arrived), false, Map.of());
    }

    /**
     * An HTTPScaledObject as a trigger of ours; upstream rounds its rate up to a whole number, the library does not.
     */
    private static Result legacyObject(Fields given) {
        if (!given.has("spec")) {
            return Result.of("error", true);
        }
        Fields spec = given.object("spec");
        Optional<Fields> metric = spec.objectIfAny("scalingMetric");
        boolean isRate = metric.map(one -> one.has("requestRate")).orElse(false);
        String name = isRate ? "requestRate" : "concurrency";
        double target = metric.flatMap(one -> one.objectIfAny(name))
                .flatMap(one -> one.numberIfAny("targetValue"))
                .or(() -> spec.numberIfAny("targetPendingRequests"))
                .orElse(100.0);
        try {
            TriggerPlan plan = plan(given.text("namespace") + "/" + given.text("name"), name, Double.toString(target));
            Reading.Value reading = reading(isRate, given.object("count"));
            var result = Result.of("target", target(plan))
                    .and("active", reading.activationValue() > plan.metric().activationThreshold());
            return value(reading) == Math.rint(value(reading))
                    ? result.and("value", value(reading))
                    : result.notAsked("a rate is not rounded up to a whole number", "value");
        } catch (InvalidConfigurationException e) {
            return Result.of("error", true);
        }
    }

    private static Result interceptorTarget(Fields given) {
        try {
            TriggerPlan plan =
                    plan(FleetCounts.ALL_ROUTES, "concurrency", given.text("interceptorTargetPendingRequests"));
            Map<String, RequestCounts> counts = new HashMap<>();
            given.object("counts").asIntegers().forEach((route, one) -> counts.put(route, RequestCounts.of(one, 0)));
            RequestCounts sum = new FleetCounts.Totals(counts, 1, 1).of(FleetCounts.ALL_ROUTES);
            var reading = (Reading.Value) RequestMeter.concurrency()
                    .reading(new RequestMeter.Known(sum == null ? RequestCounts.NONE : sum, false, Map.of()), NOW);
            return Result.of("target", target(plan))
                    .and("value", value(reading))
                    .and("active", reading.activationValue() > 0);
        } catch (InvalidConfigurationException e) {
            return Result.of("error", true);
        }
    }
}
