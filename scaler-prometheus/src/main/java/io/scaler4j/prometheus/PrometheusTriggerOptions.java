package io.scaler4j.prometheus;

import io.scaler4j.config.Masking;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of a trigger but those of security, with KEDA's names where KEDA has them.
 *
 * @param serverAddress as given
 * @param query what to ask and how to understand the answer
 * @param threshold wanted per replica
 * @param target the same as the trigger means it
 * @param activationThreshold above which a sleeping target wakes
 * @param ignoreNullValues whether an answer without a number means 0, unless something else is said
 * @param timeout as given, 0 for the default
 */
record PrometheusTriggerOptions(
        String serverAddress,
        QueryOptions query,
        double threshold,
        MetricTarget target,
        double activationThreshold,
        boolean ignoreNullValues,
        Optional<Duration> timeout) {

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusTriggerOptions.class);

    /** Of JSON, as KEDA reads it. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final Map<String, Function<Duration, Substitute>> SUBSTITUTES = Map.of(
            "failure", age -> Substitute.none(),
            "zero", age -> Substitute.zero(),
            "last", Substitute::lastValue);
    private static final Map<String, NegativeValue> NEGATIVES =
            Map.of("zero", NegativeValue.ZERO, "failure", NegativeValue.FAILURE);
    private static final Map<String, Optional<Reduction>> REDUCTIONS = Map.of(
            "none", Optional.empty(),
            "sum", Optional.of(Reduction.SUM),
            "max", Optional.of(Reduction.MAX),
            "avg", Optional.of(Reduction.AVERAGE));

    private static final Duration NO_AGE = Duration.ofMinutes(5); // where it has no effect

    /** Reads them all; what is wrong is in the spec's problems. */
    static PrometheusTriggerOptions read(TriggerSpec spec) {
        String address = spec.requiredExpression("serverAddress");
        var query = new QueryOptions();
        query.query = spec.requiredExpression("query");
        double threshold = number(spec, "threshold", spec.requiredExpression("threshold"), 1);
        MetricTarget target = spec.target(threshold, "threshold");
        double activation = number(
                spec,
                "activationThreshold",
                spec.expression("activationThreshold").orElse(""),
                0);
        query.namespace = spec.text("namespace").orElse("");
        query.headers = pairs(spec, "customHeaders");
        query.parameters = pairs(spec, "queryParameters");
        Optional<Duration> timeout = duration(spec, "timeout");
        timeout.filter(given -> !given.isZero()).ifPresent(given -> query.timeout = given);
        boolean ignoreNullValues = spec.flag("ignoreNullValues", true);
        readMeaning(spec, query, ignoreNullValues);
        query.check(spec.problems());
        acceptWithoutEffect(spec);
        return new PrometheusTriggerOptions(address, query, threshold, target, activation, ignoreNullValues, timeout);
    }

    private static void readMeaning(TriggerSpec spec, QueryOptions query, boolean ignoreNullValues) {
        Optional<Duration> age = duration(spec, "lastValueMaxAge");
        boolean usable = spec.problems()
                .check(
                        age.map(given -> !given.isZero()).orElse(true),
                        "lastValueMaxAge must be more than 0, such as 5m");
        Substitute otherwise = ignoreNullValues ? Substitute.zero() : Substitute.none();
        Duration maximumAge = usable ? age.orElse(NO_AGE) : NO_AGE;
        query.whenEmpty = substitute(spec, "whenEmpty", maximumAge, otherwise);
        query.whenNonFinite = substitute(spec, "whenNonFinite", maximumAge, otherwise);
        boolean last =
                query.whenEmpty.kind() == Substitute.Kind.LAST || query.whenNonFinite.kind() == Substitute.Kind.LAST;
        spec.problems()
                .check(
                        last == age.isPresent(),
                        last
                                ? "lastValueMaxAge is missing; say for how long a last value may stand in, such as 5m"
                                : "lastValueMaxAge has no effect without whenEmpty or whenNonFinite \"last\"");
        query.whenNegative = spec.choice("whenNegative", NEGATIVES, NegativeValue.ZERO);
        query.reduction = spec.choice("reduce", REDUCTIONS, Optional.empty());
    }

    private static Substitute substitute(TriggerSpec spec, String option, Duration maximumAge, Substitute otherwise) {
        return spec.choice(option, SUBSTITUTES, age -> otherwise).apply(maximumAge);
    }

    private static double number(TriggerSpec spec, String option, String text, double orElse) {
        if (text.isEmpty()) {
            return orElse;
        }
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        return spec.problems()
                        .check(
                                Double.isFinite(number),
                                option + " must be a number such as 100 or 0.5, was " + Masking.unexpected(text))
                ? number
                : orElse;
    }

    /** None if it is absent, wrong or negative. */
    private static Optional<Duration> duration(TriggerSpec spec, String option) {
        Optional<String> text = spec.expression(option);
        Optional<Duration> duration = text.flatMap(PrometheusTriggerOptions::durationIn);
        boolean right = duration.map(given -> !given.isNegative()).orElse(text.isEmpty());
        spec.problems()
                .check(
                        right,
                        option + " must be a duration such as 30s or 1m30s, or a whole number of milliseconds, and not"
                                + " negative, was " + Masking.unexpected(text.orElse("")));
        return right ? duration : Optional.empty();
    }

    private static Optional<Duration> durationIn(String text) {
        try {
            return Optional.of(DurationText.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Values may be secrets, so they are not named. */
    private static Map<String, String> pairs(TriggerSpec spec, String option) {
        try {
            return spec.expression(option).map(PairList::parse).orElse(Map.of());
        } catch (IllegalArgumentException e) {
            spec.problems().add(option + " must be pairs of the form name=value with commas in between");
            return Map.of();
        }
    }

    /** What KEDA has had, or has for clouds. */
    private static void acceptWithoutEffect(TriggerSpec spec) {
        spec.text("metricName");
        warn(spec, "cortexOrgID", "name the tenant in customHeaders, as in X-Scope-OrgID=tenant");
        warn(spec, "awsRegion", "requests are not signed; put a signing proxy in between");
        spec.text("identityOwner");
    }

    private static void warn(TriggerSpec spec, String option, String wayOut) {
        spec.text(option).ifPresent(given -> LOG.warn("{}: {} has no effect; {}", spec, option, wayOut));
    }

    /** The address may hold a password. */
    @Override
    public String toString() {
        return "options of a query of " + ServerAddress.shown(serverAddress);
    }
}
