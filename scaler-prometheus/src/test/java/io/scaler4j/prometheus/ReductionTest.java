package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.metric.Reading;
import io.scaler4j.prometheus.QueryResult.Sample;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One number out of several series, of which some have none. */
class ReductionTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    @ParameterizedTest(name = "{0} of {1} is {2}, lower bound: {3}")
    @CsvSource({
        "MAX, 500 700, 700, false",
        "MAX, NaN 500 700, 700, false",
        "MAX, -Infinity 500, 500, false",
        "MAX, Infinity 500, 500, true",
        "MAX, none 500, 500, true",
        "SUM, 500 700, 1200, false",
        "SUM, NaN 500 700, 1200, true",
        "SUM, Infinity 500, 500, true",
        "SUM, -Infinity 500, 500, true",
        "SUM, none none 500, 500, true",
        "AVERAGE, 500 700, 600, false",
        "AVERAGE, NaN 500 700, 600, true",
        "AVERAGE, none 500 700, 600, true",
        "SUM, 1e308 1e308, 1.7976931348623157e308, false",
        "AVERAGE, 1e308 1e308, 1e308, false"
    })
    void leavesOutWhatIsNoNumber(Reduction how, String values, double number, boolean lowerBound) {
        Sample[] samples =
                Arrays.stream(values.split(" ")).map(ReductionTest::sample).toArray(Sample[]::new);
        Reading.Value reading = forgiving(how).reading(QueryResult.of(samples), NOW, null);

        assertThat(reading.activationValue()).isEqualTo(number);
        assertThat(reading.milli()).isEqualTo(Reading.value(number).build().milli());
        assertThat(reading.isLowerBound()).isEqualTo(lowerBound);
    }

    @Test
    void tellsHowManySeriesAreLeftOut() {
        QueryResult result = QueryResult.of(sample("NaN"), sample("none"), sample("5"));

        assertThat(forgiving(Reduction.SUM).reading(result, NOW, null))
                .isEqualTo(Reading.value(5)
                        .lowerBound()
                        .details(Map.of("series", 3.0, "leftOut", 2.0))
                        .build());
        assertThat(forgiving(Reduction.SUM).finite(result)).isEmpty();
        assertThat(forgiving(Reduction.MAX).finite(QueryResult.of(sample("NaN"), sample("5"))))
                .contains(5.0);
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void whereNoSeriesHasANumberTheMissingValuesCount(Reduction how) {
        QueryResult notFinite = QueryResult.of(sample("NaN"), sample("Infinity"), sample("none"));
        QueryResult empty = QueryResult.of(sample("none"), sample("none"));

        assertThat(forgiving(how).reading(notFinite, NOW, null).details()).containsEntry("nonFinite", 1.0);
        assertThat(forgiving(how).reading(empty, NOW, null).details()).containsEntry("empty", 1.0);
        assertThat(problem(strict(how), notFinite)).isEqualTo(Problem.NON_FINITE);
        assertThat(problem(strict(how), empty)).isEqualTo(Problem.EMPTY_VALUE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"TOO_FEW_VALUES", "WRONG_TYPE", "NOT_A_NUMBER"})
    void aValueThatNoPrometheusSendsFailsTheRead(Problem wrong) {
        QueryResult result = QueryResult.of(sample("5"), new Sample(Map.of(), 0, wrong));

        assertThat(problem(forgiving(Reduction.MAX), result)).isEqualTo(wrong);
    }

    /** PromQL has aggregations for both, with another meaning for each. */
    @ParameterizedTest
    @EnumSource(Reduction.class)
    void aHistogramAmongTheSeriesFailsTheRead(Reduction how) {
        String body = "{\"data\":{\"result\":[{\"value\":[1,\"5\"]},{\"histogram\":[1,{\"count\":\"3\"}]}]}}";

        assertThat(catchThrowableOfType(
                        AnswerException.class,
                        () -> forgiving(how).reading(AnswerReader.result(Answers.ok(body)), NOW, null)))
                .hasMessageContaining("the query gives histograms")
                .satisfies(e -> assertThat(((AnswerException) e).problem()).isEqualTo(Problem.UNEXPECTED_SHAPE));
    }

    private static Problem problem(ValueRules rules, QueryResult result) {
        return catchThrowableOfType(AnswerException.class, () -> rules.reading(result, NOW, null))
                .problem();
    }

    private static Sample sample(String text) {
        return text.equals("none") ? new Sample(Map.of(), 0, Problem.EMPTY_VALUE) : Sample.of(Double.parseDouble(text));
    }

    private static ValueRules forgiving(Reduction how) {
        return new ValueRules(MissingValue.zero(), MissingValue.zero(), NegativeValue.ZERO, Optional.of(how));
    }

    private static ValueRules strict(Reduction how) {
        return new ValueRules(MissingValue.failure(), MissingValue.failure(), NegativeValue.ZERO, Optional.of(how));
    }
}
