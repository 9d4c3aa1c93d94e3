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
        Substitute whenEmpty, Substitute whenNonFinite, NegativeValue whenNegative, Optional<Reduction> reduction) {

    /** What fails rather than guess. */
    static final ValueRules STRICT =
            new ValueRules(Substitute.none(), Substitute.none(), NegativeValue.ZERO, Optional.empty());

    /**
     * A number, and when it was read.
     *
     * @param value finite
     * @param at the time of the read
     */
    record LastValue(double value, Instant at) {}

    /** The number of a result, or why there is none. */
    private record Outcome(double value, @Nullable Problem problem) {}

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
            return value(number.value(), details);
        }
        details.put(number.problem().isEmpty() ? "empty" : "nonFinite", 1.0);
        return substituted(number, now, last, details);
    }

    /** The number to remember, if the result has one. */
    Optional<Double> finite(QueryResult result) {
        Outcome number = number(result);
        return number.problem() == null ? Optional.of(number.value()) : Optional.empty();
    }

    private Outcome number(QueryResult result) {
        List<QueryResult.Sample> samples = result.samples();
        if (samples.isEmpty()) {
            return new Outcome(0, Problem.EMPTY_RESULT);
        }
        if (samples.size() > 1 && reduction.isEmpty()) {
            throw AnswerException.of(
                    Problem.MULTIPLE_SERIES,
                    "it gives " + samples.size() + " series (" + result.names()
                            + "), and one number is needed; aggregate them in the query, as in sum(..), or set reduce");
        }
        for (QueryResult.Sample sample : samples) {
            Problem problem = sample.problem();
            if (problem == Problem.EMPTY_VALUE) {
                return new Outcome(0, problem);
            }
            if (problem != null) {
                throw unusable(problem);
            }
        }
        double value = reduction
                .map(how -> how.of(
                        samples.stream().mapToDouble(QueryResult.Sample::value).toArray()))
                .orElseGet(() -> samples.get(0).value());
        return new Outcome(value, Double.isFinite(value) ? null : Problem.NON_FINITE);
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

    private Reading.Value value(double value, Map<String, Double> details) {
        if (value >= 0) {
            return Reading.value(value).details(details).build();
        }
        if (whenNegative == NegativeValue.FAILURE) {
            throw AnswerException.of(
                    Problem.NEGATIVE,
                    "it gives " + value + ", and a number below 0 is not to be; correct the query, as in"
                            + " clamp_min(.., 0)");
        }
        details.put("negative", 1.0);
        return Reading.value(0).activatingOn(value).details(details).build();
    }

    private Reading.Value substituted(
            Outcome number, Instant now, @Nullable LastValue last, Map<String, Double> details) {
        Substitute substitute = number.problem() == Problem.NON_FINITE ? whenNonFinite : whenEmpty;
        return switch (substitute.kind()) {
            case NONE -> throw missing(number, "");
            case ZERO -> Reading.value(0).details(details).build();
            case LAST -> {
                if (last == null || isTooOld(last, now, substitute.maximumAge())) {
                    throw missing(number, last == null ? "; there is no earlier value" : "; the last value is too old");
                }
                details.put(
                        "lastValueAgeSeconds", Duration.between(last.at(), now).toMillis() / 1e3);
                Reading.Value then = value(last.value(), details);
                yield Reading.valueOfMilli(then.milli())
                        .activatingOn(then.activationValue())
                        .details(then.details())
                        .measuredAt(last.at())
                        .build();
            }
        };
    }

    private static boolean isTooOld(LastValue last, Instant now, Duration maximumAge) {
        return Duration.between(last.at(), now).abs().compareTo(maximumAge) > 0;
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
