package io.scaler4j.prometheus;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a result means for scaling. Pure.
 *
 * @param whenEmpty stands in where there is no series, or a series without a value
 * @param whenNonFinite stands in for NaN and infinities
 * @param whenNegative what a negative number means
 * @param reduction makes one number of several series; none if several are a mistake
 */
record ValueRules(
        MissingValue whenEmpty, MissingValue whenNonFinite, NegativeValue whenNegative, Optional<Reduction> reduction) {

    /** What fails rather than guess. */
    static final ValueRules STRICT =
            new ValueRules(MissingValue.failure(), MissingValue.failure(), NegativeValue.ZERO, Optional.empty());

    /**
     * A number, and when it was read.
     *
     * @param value finite
     * @param at the time of the read
     */
    record LastValue(double value, Instant at) {}

    /**
     * The number of a result, or why it does not exist.
     *
     * @param leftOut how many series are not in the number
     * @param exact whether the number is the same with them, and with those that the server lacks
     */
    private record Outcome(
            double value,
            int leftOut,
            boolean exact,
            @Nullable Problem problem) {

        static Outcome none(double value, Problem problem) {
            return new Outcome(value, 0, false, problem);
        }
    }

    /**
     * The reading.
     *
     * @param result of the query
     * @param now the time of the read
     * @param last the last number there was, if any
     * @throws AnswerException if it is a failure
     */
    Reading.Value reading(QueryResult result, Instant now, @Nullable LastValue last) {
        Outcome number = number(result);
        Map<String, Double> details = new HashMap<>();
        if (result.samples().size() > 1) {
            details.put("series", (double) result.samples().size());
        }
        if (number.problem() == null) {
            return complete(number, result, details);
        }
        if (result.isPartial()) { // nothing stands in: what is missing may be all there is
            throw incomplete(number, result);
        }
        details.put(number.problem().isEmpty() ? "empty" : "nonFinite", 1.0);
        return replaced(number, now, last, details);
    }

    private Reading.Value complete(Outcome number, QueryResult result, Map<String, Double> details) {
        if (number.leftOut() > 0) {
            details.put("leftOut", (double) number.leftOut());
        }
        if (result.isPartial()) {
            details.put("partial", 1.0);
        }
        Reading.Value.Builder value = value(number.value());
        return (number.exact() ? value : value.lowerBound())
                .details(withSign(number.value(), details))
                .build();
    }

    /** The number to remember, if the result has one and lacks nothing. */
    Optional<Double> finite(QueryResult result) {
        Outcome number = number(result);
        return number.problem() == null && number.exact() ? Optional.of(number.value()) : Optional.empty();
    }

    private Outcome number(QueryResult result) {
        List<QueryResult.Sample> samples = result.samples();
        if (samples.isEmpty()) {
            return Outcome.none(0, Problem.EMPTY_RESULT);
        }
        if (samples.size() > 1 && reduction.isEmpty()) {
            throw AnswerException.of(
                    Problem.MULTIPLE_SERIES,
                    "it gives " + samples.size() + " series (" + result.names()
                            + "), and one number is needed; aggregate them in the query, as in sum(..), or set reduce");
        }
        for (QueryResult.Sample sample : samples) {
            Problem problem = sample.problem();
            if (problem != null && problem != Problem.EMPTY_VALUE) {
                throw unusable(problem);
            }
        }
        return ofFinite(samples, result.isPartial());
    }

    private Outcome ofFinite(List<QueryResult.Sample> samples, boolean partial) {
        List<QueryResult.Sample> numbers =
                samples.stream().filter(QueryResult.Sample::isNumber).toList();
        if (numbers.isEmpty()) {
            return samples.stream()
                    .filter(sample -> sample.problem() == null)
                    .findFirst()
                    .map(sample -> Outcome.none(sample.value(), Problem.NON_FINITE))
                    .orElseGet(() -> Outcome.none(0, Problem.EMPTY_VALUE));
        }
        double value = reduction
                .map(how -> how.of(numbers))
                .orElseGet(() -> numbers.get(0).value());
        boolean exact = samples.stream()
                .filter(sample -> !sample.isNumber())
                .allMatch(sample ->
                        reduction.map(how -> how.isExactWithout(sample)).orElse(false));
        return new Outcome(value, samples.size() - numbers.size(), exact && !partial, null);
    }

    private static AnswerException unusable(Problem problem) {
        return AnswerException.of(
                problem,
                switch (problem) {
                            case TOO_FEW_VALUES -> "a series has a time and no value";
                            case WRONG_TYPE -> "a series has a value that is neither a number nor a text";
                            default -> "a series has a value that is no number";
                        }
                        + "; check that the server is a Prometheus or speaks like one");
    }

    private Reading.Value.Builder value(double value) {
        if (value >= 0) {
            return Reading.value(value);
        }
        if (whenNegative == NegativeValue.FAILURE) {
            throw AnswerException.of(
                    Problem.NEGATIVE,
                    "it gives " + value + ", and a number below 0 is not to be; correct the query, as in"
                            + " clamp_min(.., 0)");
        }
        return Reading.value(0).activatingOn(value);
    }

    private static Map<String, Double> withSign(double value, Map<String, Double> details) {
        if (value < 0) {
            details.put("negative", 1.0);
        }
        return details;
    }

    private Reading.Value replaced(Outcome number, Instant now, @Nullable LastValue last, Map<String, Double> details) {
        MissingValue missing = number.problem() == Problem.NON_FINITE ? whenNonFinite : whenEmpty;
        return switch (missing.kind()) {
            case FAILURE -> throw missing(number, "");
            case ZERO -> Reading.value(0).details(details).build();
            case LAST -> {
                if (last == null || isTooOld(last, now, missing.maximumAge())) {
                    throw missing(number, last == null ? "; there is no earlier value" : "; the last value is too old");
                }
                details.put(
                        "lastValueAgeSeconds", Duration.between(last.at(), now).toMillis() / 1e3);
                yield value(last.value())
                        .details(withSign(last.value(), details))
                        .measuredAt(last.at())
                        .build();
            }
        };
    }

    private static boolean isTooOld(LastValue last, Instant now, Duration maximumAge) {
        return Duration.between(last.at(), now).abs().compareTo(maximumAge) > 0;
    }

    private static AnswerException incomplete(Outcome number, QueryResult result) {
        String there = number.problem() == Problem.NON_FINITE
                ? "what is there gives " + number.value()
                : "what is there gives nothing";
        return AnswerException.of(
                Problem.PARTIAL,
                "the answer lacks series (the server says: " + result.lacking() + "), and " + there
                        + "; see which part of the server does not answer");
    }

    private static AnswerException missing(Outcome number, String besides) {
        Problem problem = number.problem() == null ? Problem.EMPTY_RESULT : number.problem();
        return AnswerException.of(
                problem,
                switch (problem) {
                    case NON_FINITE ->
                        "it gives " + number.value() + ", which is no usable number" + besides
                                + "; correct the query, or set whenNonFinite";
                    case EMPTY_VALUE -> "it gives a series without a value" + besides + "; set whenEmpty if that is 0";
                    default ->
                        "it gives nothing: no series matches" + besides
                                + "; correct the query, or set whenEmpty if that means 0";
                });
    }
}
