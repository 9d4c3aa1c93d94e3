package io.scaler4j.http;

import io.scaler4j.Scaler;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plans triggers of type {@code http}: requests that interceptors in other processes have counted. Its options are
 * those of the table in {@code docs/http.md}. Triggers that name the same interceptors share their polls.
 */
public final class HttpScalerProvider implements ScalerProvider {

    private static final String DURATION = "a duration such as 30s, 1m30s or 500ms";
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private static final Option<List<String>> INTERCEPTORS = Option.list("interceptors")
            .required()
            .own()
            .says("Admin addresses of the interceptors: `host:port` or URLs. A name stands for all of its addresses.");
    private static final Option<String> ROUTE = Option.text("route")
            .required()
            .own()
            .says("Name of the route, as in `shop/web`; `*` for the sum of all routes.");
    private static final Option<Boolean> METRIC = Option.word(
                    "scalingMetric", Map.of("concurrency", false, "requestRate", true), false)
            .own()
            .says("What is measured: requests in flight, or requests per second.");
    private static final Option<Double> TARGET_VALUE = Option.number("targetValue", 100)
            .own()
            .says("Wanted per replica, more than 0; in total if the trigger's metric type is `Value`.");
    private static final Option<Double> ACTIVATION_TARGET_VALUE =
            Option.number("activationTargetValue", 0).own().says("An idle target is activated above this number.");
    private static final Option<Duration> WINDOW = Option.duration(
                    "window", RateWindow.DEFAULT.length(), HttpScalerProvider::duration, DURATION)
            .defaultIs("1m")
            .own()
            .says("Over which a request rate is taken.");
    private static final Option<Duration> GRANULARITY = Option.duration(
                    "granularity", RateWindow.DEFAULT.granularity(), HttpScalerProvider::duration, DURATION)
            .defaultIs("1s")
            .own()
            .says("Length of the buckets of the window.");
    private static final Option<Duration> TIMEOUT = Option.duration(
                    "timeout", Duration.ofSeconds(1), HttpScalerProvider::duration, DURATION)
            .defaultIs("1s")
            .own()
            .says("How long a poll waits for each interceptor.");
    private static final Option<Duration> MAX_AGE = Option.duration(
                    "maxAge", Duration.ofSeconds(45), HttpScalerProvider::duration, DURATION)
            .defaultIs("45s")
            .own()
            .says("For how long the last known counts of an interceptor that does not answer are added.");

    /** For {@link java.util.ServiceLoader}. */
    public HttpScalerProvider() {}

    @Override
    public String type() {
        return "http";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                INTERCEPTORS,
                ROUTE,
                METRIC,
                TARGET_VALUE,
                ACTIVATION_TARGET_VALUE,
                WINDOW,
                GRANULARITY,
                TIMEOUT,
                MAX_AGE);
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, options());
        var target = given.target(given.get(TARGET_VALUE), TARGET_VALUE);
        var settings = new Settings(given.get(INTERCEPTORS), given.get(TIMEOUT), given.get(MAX_AGE));
        if (given.has(INTERCEPTORS)) {
            settings.check(given.problems());
        }
        String route = given.get(ROUTE);
        given.problems()
                .check(
                        route.chars().allMatch(HttpScalerProvider::isOfAName),
                        "route must be the name of a route, such as shop/web, was " + Masking.quote(route)
                                + "; an address belongs into interceptors");
        boolean isRate = given.get(METRIC);
        Duration window = given.get(WINDOW);
        Duration granularity = given.get(GRANULARITY);
        given.problems().include(() -> new RateWindow(window, granularity));
        double activation = given.get(ACTIVATION_TARGET_VALUE);
        given.verify();
        var rate = new RateWindow(window, granularity);
        return given.plan(
                MetricSpec.of(spec.name(), target).activatesAbove(activation),
                index -> TriggerPlan.externalMetricName(index, metricName(route, isRate)),
                context ->
                        open(settings, route, isRate ? RequestMeter.rate(rate) : RequestMeter.concurrency(), context));
    }

    /** An address or a password in its place would be shown wherever the trigger is. */
    private static boolean isOfAName(int character) {
        return Character.isLetterOrDigit(character) || "._-/*".indexOf(character) >= 0;
    }

    /** As KEDA's add-on makes it of the route's name without its namespace. */
    static String metricName(String route, boolean isRate) {
        return "http_" + route.substring(route.indexOf('/') + 1) + (isRate ? "_rate" : "_concurrency");
    }

    private static Scaler open(Settings settings, String route, RequestMeter meter, TriggerContext context) {
        Lease<Shared> lease = context.connections().lease(settings, Shared.class, settings::open);
        return new FleetScaler(lease.get().fleet(), route, meter, lease::close);
    }

    /** Equal for fleets that may be shared. */
    private record Settings(List<String> addresses, Duration timeout, Duration maxAge) {

        void check(Problems problems) {
            builder().check(problems);
        }

        private InterceptorFleet.Builder builder() {
            var builder = InterceptorFleet.builder().timeout(timeout).maxAge(maxAge);
            addresses.forEach(builder::address);
            return builder;
        }

        Shared open() {
            return new Shared(builder().build());
        }
    }

    /** A fleet holds nothing that must be closed. */
    private record Shared(InterceptorFleet fleet) implements AutoCloseable {

        @Override
        public void close() {
            // the JDK's client ends with its last reference
        }

        @Override
        public String toString() {
            return fleet.toString();
        }
    }

    /** More than 0, as KEDA writes durations. */
    private static Optional<Duration> duration(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ofHours(number(parts, 1))
                .plusMinutes(number(parts, 2))
                .plusSeconds(number(parts, 3))
                .plusMillis(number(parts, 4));
        return sum.isZero() ? Optional.empty() : Optional.of(sum);
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }
}
