package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.prometheus.QueryResult.Sample;
import io.scaler4j.prometheus.ValueRules.LastValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final QueryResult EMPTY = QueryResult.of();
    private static final QueryResult INFINITE = QueryResult.of(Sample.of(Double.POSITIVE_INFINITY));
    private static final MissingValue FIVE_MINUTES = MissingValue.lastValue(Duration.ofMinutes(5));
    private static final ValueRules REMEMBERING =
            new ValueRules(FIVE_MINUTES, FIVE_MINUTES, NegativeValue.ZERO, Optional.empty());

    @Test
    void theLastValueStandsInForAWhile() {
        for (QueryResult result : List.of(EMPTY, INFINITE)) {
            Reading.Value reading = REMEMBERING.reading(result, NOW, new LastValue(7.5, NOW.minusSeconds(300)));

            assertThat(reading.milli()).isEqualTo(7_500);
            assertThat(reading.activationValue()).isEqualTo(7.5);
            assertThat(reading.measuredAt()).contains(NOW.minusSeconds(300));
            assertThat(reading.details()).contains(entry("lastValueAgeSeconds", 300.0));
        }
    }

    @Test
    void afterwardsAndBeforeTheFirstItIsAFailure() {
        assertThatExceptionOfType(AnswerException.class)
                .isThrownBy(() -> REMEMBERING.reading(EMPTY, NOW, new LastValue(7.5, NOW.minusSeconds(301))))
                .withMessageContaining("the last value is too old")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Reading.Failure.Kind.EMPTY));
        assertThatExceptionOfType(AnswerException.class)
                .isThrownBy(() -> REMEMBERING.reading(INFINITE, NOW, null))
                .withMessageContaining("there is no earlier value")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Reading.Failure.Kind.NON_FINITE));
    }

    @Test
    void aNegativeLastValueIsNegativeStill() {
        Reading.Value reading = REMEMBERING.reading(EMPTY, NOW, new LastValue(-2, NOW));

        assertThat(reading.milli()).isZero();
        assertThat(reading.activationValue()).isEqualTo(-2);
    }

    @Test
    void onlyNumbersAreRemembered() {
        assertThat(REMEMBERING.finite(EMPTY)).isEmpty();
        assertThat(REMEMBERING.finite(INFINITE)).isEmpty();
        assertThat(REMEMBERING.finite(QueryResult.of(Sample.of(-1)))).contains(-1.0);
        assertThat(REMEMBERING.finite(new QueryResult(List.of(Sample.of(5)), "isPartial")))
                .isEmpty();
    }

    @Test
    void emptinessAndNonFiniteNumbersAreDifferentMatters() {
        var rules = new ValueRules(MissingValue.zero(), MissingValue.failure(), NegativeValue.ZERO, Optional.empty());

        assertThat(rules.reading(EMPTY, NOW, null).milli()).isZero();
        assertThatExceptionOfType(AnswerException.class).isThrownBy(() -> rules.reading(INFINITE, NOW, null));
    }

    @Test
    void aLastValueNeedsAnAge() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> MissingValue.lastValue(Duration.ZERO))
                .withMessageContaining("must be more than 0");
        assertThat(FIVE_MINUTES)
                .isEqualTo(MissingValue.lastValue(Duration.ofMinutes(5)))
                .hasSameHashCodeAs(MissingValue.lastValue(Duration.ofMinutes(5)))
                .isNotEqualTo(MissingValue.zero())
                .hasToString("last value of at most PT5M");
    }
}
