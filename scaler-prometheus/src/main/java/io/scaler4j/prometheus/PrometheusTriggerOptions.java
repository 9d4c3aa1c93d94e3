package io.scaler4j.prometheus;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of a trigger but those of security, with KEDA's names where KEDA has them.
 *
 * @param serverAddress as given
 * @param query what to ask and how to understand the answer
 * @param threshold wanted per replica
 * @param target the same as the trigger means it
 * @param activationThreshold above which an idle target is activated
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

    private static final String DURATION =
            "a duration such as 30s or 1m30s, or a whole number of milliseconds, and not negative";
    private static final Map<String, MissingValue.Kind> MISSING_VALUES = Map.of(
            "failure", MissingValue.Kind.FAILURE, "zero", MissingValue.Kind.ZERO, "last", MissingValue.Kind.LAST);
    private static final Duration NO_AGE = Duration.ofMinutes(5); // where it has no effect

    private static final Option<String> SERVER_ADDRESS = Option.expression("serverAddress")
            .required()
            .says("URL of the server, with the path before `/api/v1/query` if there is one.");
    private static final Option<String> QUERY =
            Option.expression("query").required().says("A PromQL query that gives one number.");
    static final Option<Double> THRESHOLD = Option.number("threshold", 1)
            .required()
            .says("Wanted per replica, more than 0; in total if the trigger's metric type is `Value`.");
    private static final Option<Double> ACTIVATION_THRESHOLD =
            Option.number("activationThreshold", 0).says("An idle target is activated above this number.");
    private static final Option<String> NAMESPACE =
            Option.text("namespace").says("A tenant, sent as the parameter `namespace` of the URL.");
    private static final Option<String> QUERY_PARAMETERS = Option.expression("queryParameters")
            .says(
                    "Further parameters of the URL: pairs `name=value` with commas in between; `\\,` is a comma of a value.");
    private static final Option<String> CUSTOM_HEADERS = Option.expression("customHeaders")
            .says("Headers, such as `X-Scope-OrgID=tenant`: pairs as in `queryParameters`.");
    private static final Option<Duration> TIMEOUT = Option.duration(
                    "timeout", Duration.ZERO, PrometheusTriggerOptions::duration, DURATION)
            .defaultIs("3s")
            .says("Time limit of the whole exchange, such as `2s`, or a number of milliseconds. 0 is the default.");
    private static final Option<Boolean> IGNORE_NULL_VALUES = Option.flag("ignoreNullValues", true)
            .says("`true` means `zero` for `whenEmpty` and `whenNonFinite`, `false` means `failure`.");
    private static final Option<MissingValue.Kind> WHEN_EMPTY = Option.word(
                    "whenEmpty", MISSING_VALUES, MissingValue.Kind.FAILURE)
            .own()
            .defaultIs("by `ignoreNullValues`")
            .says("What counts if there is no series, or a series without a value.");
    private static final Option<MissingValue.Kind> WHEN_NON_FINITE = Option.word(
                    "whenNonFinite", MISSING_VALUES, MissingValue.Kind.FAILURE)
            .own()
            .defaultIs("by `ignoreNullValues`")
            .says("What counts in place of NaN and infinities.");
    private static final Option<Duration> LAST_VALUE_MAX_AGE = Option.duration(
                    "lastValueMaxAge", NO_AGE, PrometheusTriggerOptions::duration, DURATION)
            .own()
            .defaultIs("required by `last`")
            .says("For how long a last value may stand in, such as `5m`.");
    private static final Option<NegativeValue> WHEN_NEGATIVE = Option.word(
                    "whenNegative",
                    Map.of("zero", NegativeValue.ZERO, "failure", NegativeValue.FAILURE),
                    NegativeValue.ZERO)
            .own()
            .says("What counts in place of a number below 0.");
    private static final Option<Optional<Reduction>> REDUCE = Option.<Optional<Reduction>>word(
                    "reduce",
                    Map.of(
                            "none", Optional.empty(),
                            "sum", Optional.of(Reduction.SUM),
                            "max", Optional.of(Reduction.MAX),
                            "avg", Optional.of(Reduction.AVERAGE)),
                    Optional.empty())
            .own()
            .says("Makes one number of several series, without those that have none.");
    private static final Option<String> METRIC_NAME =
            Option.text("metricName").says("Accepted and without effect, as in KEDA.");
    private static final Option<String> CORTEX_ORG_ID =
            Option.text("cortexOrgID").says("Accepted and without effect: name the tenant in `customHeaders`.");
    private static final Option<String> AWS_REGION =
            Option.text("awsRegion").says("Accepted and without effect: requests are not signed.");
    private static final Option<String> IDENTITY_OWNER =
            Option.text("identityOwner").says("Accepted and without effect.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED = List.of(
            SERVER_ADDRESS,
            QUERY,
            THRESHOLD,
            ACTIVATION_THRESHOLD,
            NAMESPACE,
            QUERY_PARAMETERS,
            CUSTOM_HEADERS,
            TIMEOUT,
            IGNORE_NULL_VALUES,
            WHEN_EMPTY,
            WHEN_NON_FINITE,
            LAST_VALUE_MAX_AGE,
            WHEN_NEGATIVE,
            REDUCE,
            METRIC_NAME,
            CORTEX_ORG_ID,
            AWS_REGION,
            IDENTITY_OWNER);

    /** Reads them all; what is wrong is in the reader's problems. */
    static PrometheusTriggerOptions read(OptionReader given) {
        String address = given.get(SERVER_ADDRESS);
        var query = new QueryOptions();
        query.query = given.get(QUERY);
        double threshold = given.get(THRESHOLD);
        MetricTarget target = given.target(threshold, THRESHOLD);
        double activation = given.get(ACTIVATION_THRESHOLD);
        query.namespace = given.get(NAMESPACE);
        query.headers = pairs(given, CUSTOM_HEADERS);
        query.parameters = pairs(given, QUERY_PARAMETERS);
        Optional<Duration> timeout = given.find(TIMEOUT);
        timeout.filter(time -> !time.isZero()).ifPresent(time -> query.timeout = time);
        boolean ignoreNullValues = given.get(IGNORE_NULL_VALUES);
        readMeaning(given, query, ignoreNullValues);
        query.check(given.problems());
        acceptWithoutEffect(given);
        return new PrometheusTriggerOptions(address, query, threshold, target, activation, ignoreNullValues, timeout);
    }

    private static void readMeaning(OptionReader given, QueryOptions query, boolean ignoreNullValues) {
        Optional<Duration> age = given.find(LAST_VALUE_MAX_AGE);
        boolean usable = given.problems()
                .check(age.map(time -> !time.isZero()).orElse(true), "lastValueMaxAge must be more than 0, such as 5m");
        MissingValue otherwise = ignoreNullValues ? MissingValue.zero() : MissingValue.failure();
        Duration maximumAge = usable ? age.orElse(NO_AGE) : NO_AGE;
        query.whenEmpty =
                given.find(WHEN_EMPTY).map(kind -> missing(kind, maximumAge)).orElse(otherwise);
        query.whenNonFinite = given.find(WHEN_NON_FINITE)
                .map(kind -> missing(kind, maximumAge))
                .orElse(otherwise);
        boolean last = query.whenEmpty.kind() == MissingValue.Kind.LAST
                || query.whenNonFinite.kind() == MissingValue.Kind.LAST;
        given.problems()
                .check(
                        last == age.isPresent(),
                        last
                                ? "lastValueMaxAge is missing; say for how long a last value may stand in, such as 5m"
                                : "lastValueMaxAge has no effect without whenEmpty or whenNonFinite \"last\"");
        query.whenNegative = given.get(WHEN_NEGATIVE);
        query.reduction = given.get(REDUCE);
    }

    private static MissingValue missing(MissingValue.Kind kind, Duration maximumAge) {
        return switch (kind) {
            case FAILURE -> MissingValue.failure();
            case ZERO -> MissingValue.zero();
            case LAST -> MissingValue.lastValue(maximumAge);
        };
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(DurationText.parse(text)).filter(time -> !time.isNegative());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Values may be secrets, so they are not named. */
    private static Map<String, String> pairs(OptionReader given, Option<String> option) {
        try {
            return given.find(option).map(PairList::parse).orElse(Map.of());
        } catch (IllegalArgumentException e) {
            given.problems().add(option.name() + " must be pairs of the form name=value with commas in between");
            return Map.of();
        }
    }

    /** What KEDA has had, or has for clouds. */
    private static void acceptWithoutEffect(OptionReader given) {
        given.get(METRIC_NAME);
        warn(given, CORTEX_ORG_ID, "name the tenant in customHeaders, as in X-Scope-OrgID=tenant");
        warn(given, AWS_REGION, "requests are not signed; put a signing proxy in between");
        given.get(IDENTITY_OWNER);
    }

    private static void warn(OptionReader given, Option<String> option, String wayOut) {
        given.find(option).ifPresent(text -> LOG.warn("{}: {} has no effect; {}", given, option.name(), wayOut));
    }

    /** The address may hold a password. */
    @Override
    public String toString() {
        return "options of a query of " + ServerAddress.shown(serverAddress);
    }
}
