package io.scaler4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.Seeds;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings as values: equal by content, fixed once built, and readable. */
class ReadingValuesTest {

    private static final Instant AT = Instant.parse("2026-01-05T08:00:00Z");

    /** Few different parts, so that equal ones meet. */
    private static Reading any(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            Kind kind = Kind.values()[random.nextInt(2)];
            return random.nextBoolean()
                    ? Reading.failure(kind, "no")
                    : Reading.failure(kind, "no", new IllegalStateException());
        }
        var value = Reading.value(random.nextInt(2));
        if (random.nextBoolean()) {
            value.activatingOn(random.nextInt(2));
        }
        if (random.nextBoolean()) {
            value.lowerBound();
        }
        if (random.nextBoolean()) {
            value.target(MetricTarget.averageValue(1 + random.nextInt(2)));
        }
        if (random.nextBoolean()) {
            value.measuredAt(AT.plusSeconds(random.nextInt(2)));
        }
        if (random.nextBoolean()) {
            value.details(Map.of("partitions", (double) random.nextInt(2)));
        }
        return value.limits(random.nextBoolean() ? ReplicaLimits.none() : ReplicaLimits.atMost(random.nextInt(2)))
                .build();
    }

    @Test
    void equalReadingsHaveEqualHashCodesAndTextsAndEqualityGoesBothWays() {
        Seeds.each((random, replay) -> {
            for (int i = 0; i < 20; i++) {
                Reading one = any(random);
                Reading other = any(random);
                assertThat(one.equals(other)).as(replay).isEqualTo(other.equals(one));
                if (one.equals(other)) {
                    assertThat(one).as(replay).hasSameHashCodeAs(other);
                    assertThat(one.toString()).as(replay).isEqualTo(other.toString());
                }
            }
        });
    }

    @Test
    void aBuiltValueStaysAsItIsWhateverBecomesOfItsBuilderAndItsMap() {
        Map<String, Double> details = new HashMap<>(Map.of("partitions", 3.0));
        var builder = Reading.value(5).details(details);
        Reading.Value value = builder.build();
        details.put("partitions", 4.0);
        builder.lowerBound().activatingOn(9).measuredAt(AT).limits(ReplicaLimits.atMost(1));
        assertThat(value)
                .isEqualTo(Reading.value(5).details(Map.of("partitions", 3.0)).build());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> value.details().clear());
    }

    @Test
    void laterDetailsReplaceThoseGivenBefore() {
        var value = Reading.value(1).details(Map.of("a", 1.0)).details(Map.of("b", 2.0));
        assertThat(value.build().details()).containsExactly(Map.entry("b", 2.0));
    }

    @ParameterizedTest(name = "{0} thousandths: {1}")
    @CsvSource({
        "9007199254740993, 9007199254740.993",
        "-9007199254740993, -9007199254740.993",
        "9223372036854775807, 9223372036854775.807"
    })
    void whatIsKnownInThousandthsIsKeptExactly(long milli, String text) {
        Reading.Value value = Reading.valueOfMilli(milli).build();
        assertThat(value.milli()).isEqualTo(milli);
        assertThat(value.activationValue()).isEqualTo(milli / 1000.0);
        assertThat(value).hasToString(text);
    }

    @Test
    void theTextOfThousandthsIsThatNumberAndHasNoNeedlessZeros() {
        Seeds.each((random, replay) -> {
            long milli = random.nextLong() >> random.nextInt(64);
            String text = MilliUnits.toText(milli);
            assertThat(new BigDecimal(text).movePointRight(3))
                    .as(replay)
                    .isEqualByComparingTo(BigDecimal.valueOf(milli));
            assertThat(text).as(replay).matches("-?(0|[1-9]\\d*)(\\.\\d{0,2}[1-9])?");
        });
    }

    @Test
    void thousandthsSurviveTheWayThroughADoubleWhereADoubleCanHoldThem() {
        Seeds.each((random, replay) -> {
            long milli = random.nextLong(-(1L << 52), 1L << 52);
            assertThat(MilliUnits.of(MilliUnits.toDouble(milli))).as(replay).isEqualTo(milli);
        });
    }

    @Test
    void aLargerNumberNeverHasFewerThousandthsAndTheSignChangesNothingElse() {
        Seeds.each((random, replay) -> {
            double number = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 50));
            assertThat(MilliUnits.of(Math.nextUp(number))).as(replay).isGreaterThanOrEqualTo(MilliUnits.of(number));
            assertThat(MilliUnits.of(-number)).as(replay).isEqualTo(-MilliUnits.of(number));
        });
    }

    @Test
    void theCauseOfAFailureIsKept() {
        var cause = new IllegalStateException("broken");
        assertThat(((Reading.Failure) Reading.failure(Kind.TIMEOUT, "late", cause)).cause())
                .isSameAs(cause);
        assertThat(((Reading.Failure) Reading.failure(Kind.TIMEOUT, "late")).cause())
                .isNull();
        assertThat(Reading.failure(Kind.TIMEOUT, "late", cause))
                .hasSameHashCodeAs(Reading.failure(Kind.TIMEOUT, "late"))
                .isNotEqualTo(Reading.failure(Kind.TIMEOUT, "later"))
                .isNotEqualTo(Reading.of(0));
    }

    @Test
    void theSentenceOfANumberThatIsNoneNamesIt() {
        assertThat(Reading.of(Double.NaN))
                .hasToString("NON_FINITE the source answered NaN, which is not a usable number");
        assertThat(Reading.of(Double.NEGATIVE_INFINITY))
                .hasToString("NON_FINITE the source answered -Infinity, which is not a usable number");
    }

    @Test
    void theTextOfAValueSaysWhatIsUnusualAboutIt() {
        assertThat(Reading.of(12.5)).hasToString("12.5");
        assertThat(Reading.value(12.5).lowerBound().build()).hasToString("at least 12.5");
        assertThat(Reading.value(12.5).activatingOn(12.5).build()).hasToString("12.5");
        assertThat(Reading.value(0).activatingOn(3).build()).hasToString("0 (activates on 3.0)");
        assertThat(Reading.value(1).details(Map.of("b", 2.0, "a", 1.0)).build()).hasToString("1 {a=1.0, b=2.0}");
    }

    @Test
    void anActivationValueThatIsNoNumberIsRefusedByTheRecordToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading.Value(
                        1, Double.NaN, false, ReplicaLimits.none(), Optional.empty(), Optional.empty(), Map.of()))
                .withMessage("activation value must be finite, was NaN");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        var value = Reading.value(1);
        assertThatNullPointerException().isThrownBy(() -> value.limits(null)).withMessageStartingWith("limits must");
        assertThatNullPointerException()
                .isThrownBy(() -> value.measuredAt(null))
                .withMessageStartingWith("instant must");
        assertThatNullPointerException().isThrownBy(() -> value.target(null)).withMessageStartingWith("target must");
        assertThatNullPointerException().isThrownBy(() -> value.details(null)).withMessageStartingWith("details must");
    }

    // ---- targets

    @Test
    void aTargetInThousandthsIsRoundedAsAReadingIs() {
        Seeds.each((random, replay) -> {
            double wanted = Math.scalb(random.nextDouble(0.5, 1), random.nextInt(-8, 80));
            assertThat(MetricTarget.averageValue(wanted).milli())
                    .as(replay)
                    .isEqualTo(MilliUnits.of(wanted))
                    .isPositive();
            assertThat(MetricTarget.value(wanted).milli()).as(replay).isEqualTo(MilliUnits.of(wanted));
        });
    }

    @Test
    void targetsAreEqualIfFormAndNumberAre() {
        assertThat(MetricTarget.averageValue(5))
                .isEqualTo(new MetricTarget.AverageValue(5))
                .hasSameHashCodeAs(new MetricTarget.AverageValue(5))
                .isNotEqualTo(MetricTarget.averageValue(6))
                .isNotEqualTo(MetricTarget.value(5));
        assertThat(MetricTarget.utilization(5)).isNotEqualTo(MetricTarget.utilization(6));
    }

    @Test
    void theSmallestTargetsAreOneThousandthAfterRoundingAndOnePercent() {
        assertThat(MetricTarget.averageValue(0.0006).milli()).isEqualTo(1);
        assertThat(MetricTarget.utilization(1).percent()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> MetricTarget.averageValue(0.0005 - 1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricTarget.utilization(-5))
                .withMessage("utilization target must be at least 1 %, was -5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricTarget.value(Double.NaN))
                .withMessage("value target must be a finite number of at least 0.001, was NaN");
    }
}
