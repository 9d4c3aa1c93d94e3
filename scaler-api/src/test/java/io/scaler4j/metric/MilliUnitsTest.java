package io.scaler4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MilliUnitsTest {

    @ParameterizedTest(name = "{0} is {1} thousandths")
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1000",
        "0.0005, 1",
        "0.00049, 0",
        "0.0015, 2",
        "0.0025, 3",
        "2.5, 2500",
        "0.0625, 62",
        "0.1875, 188",
        "0.3125, 312",
        "-1.5, -1500",
        "-0.0625, -62",
        "1e-300, 0",
        "9223372036854775.807, 9223372036854775807",
        "1e300, 9223372036854775807",
        "-1e300, -9223372036854775808"
    })
    void roundsHalfToEvenOnTheExactExpansionAndSaturates(double value, long milli) {
        assertThat(MilliUnits.of(value)).isEqualTo(milli);
    }

    @Test
    void agreesWithTheExactDecimalExpansionEverywhere() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 200_000; i++) {
            double value = switch (i % 4) {
                case 0 -> random.nextDouble(-1e6, 1e6);
                case 1 -> random.nextLong(-4_000_000_000L, 4_000_000_000L) / 2000.0; // on and beside ties
                case 2 -> random.nextLong(-1_000_000, 1_000_000) / 16.0;
                default -> Math.scalb(random.nextDouble(), random.nextInt(-20, 45));
            };
            long exact = new BigDecimal(value)
                    .movePointRight(3)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            assertThat(MilliUnits.of(value))
                    .as("seed 42, case %s: %s", i, value)
                    .isEqualTo(exact);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNotANumber(double value) {
        assertThatThrownBy(() -> MilliUnits.of(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} thousandths read {1}")
    @CsvSource({"740000, 740", "500, 0.5", "12125, 12.125", "-1500, -1.5", "0, 0", "10, 0.01"})
    void readsWithoutNeedlessZeros(long milli, String text) {
        assertThat(MilliUnits.toText(milli)).isEqualTo(text);
    }
}
