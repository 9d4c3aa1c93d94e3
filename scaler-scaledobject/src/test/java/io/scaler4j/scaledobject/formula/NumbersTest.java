package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are read and rounded as Go does. */
class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "2.5, 3",
        "-2.5, -3",
        "2.4, 2",
        "-2.4, -2",
        "0.49999999999999994, 0",
        "4503599627370497.5, 4503599627370498"
    })
    void halvesAreRoundedAwayFromZero(double number, double expected) {
        assertThat(Numbers.round(number)).isEqualTo(expected);
    }

    @Test
    void roundingKeepsTheSignOfZeroAndWhatIsNoNumber() {
        assertThat(1 / Numbers.round(-0.4)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(1 / Numbers.round(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(1 / Numbers.round(0.4)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.round(Double.NaN)).isNaN();
        assertThat(Numbers.round(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({
        "2.9, 2",
        "-2.9, -2",
        "9.223372036854775e18, 9223372036854774784",
        "-9.223372036854775808e18, -9223372036854775808"
    })
    void aFloatIsCutToAnInteger(double number, long expected) {
        assertThat(Numbers.toInteger(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e19, -1e19, 0x1p63, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatDoesNotFitBecomesTheSmallestInteger(double number) {
        assertThat(Numbers.toInteger(number)).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "+12, 12", "-007, -7", "9223372036854775807, 9223372036854775807"})
    void integersAreReadFromStrings(String text, long expected) {
        assertThat(Numbers.parseInteger(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "0x10", "1_000", " 1", "1 ", "9223372036854775808", "\u0661", "+", "--1"})
    void otherTextsAreNoIntegers(String text) {
        assertThat(Numbers.parseInteger(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5",
        "+.5, 0.5",
        "-1e3, -1000",
        "1., 1",
        "0x1p-2, 0.25",
        "1_000.5, 1000.5",
        "inf, Infinity",
        "-INFINITY, -Infinity",
        "1e-400, 0"
    })
    void floatsAreReadFromStrings(String text, double expected) {
        assertThat(Numbers.parseFloat(text)).isEqualTo(expected);
    }

    @Test
    void notANumberIsReadInAnyCase() {
        assertThat(Numbers.parseFloat("NaN")).isNaN();
        assertThat(Numbers.parseFloat("nan")).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", " 1", "1e", "1e999", "1d", "1f", "0x1", "_1", "1_", "1__0", "-nan", "1.5.2", "."})
    void otherTextsAreNoFloats(String text) {
        assertThat(Numbers.parseFloat(text)).isNull();
    }

    @Test
    void wholePowersAreCloseToTheJdksAndExactWhereTheyCanBe() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double base = (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(40) - 20);
            int exponent = random.nextInt(41) - 20;
            double expected = Math.pow(base, exponent);
            assertThat(Math.abs(Numbers.power(base, exponent) - expected))
                    .as("%s ** %d, seed %d", base, exponent, seed)
                    .isLessThanOrEqualTo(40 * Math.ulp(expected));
        }
        assertThat(Numbers.power(3, 4)).isEqualTo(81);
        assertThat(Numbers.power(-2, 3)).isEqualTo(-8);
        assertThat(Numbers.power(10, -2)).isEqualTo(0.01);
    }

    @Test
    void specialPowersAreAsInGo() {
        assertThat(Numbers.power(Double.NaN, 0)).isEqualTo(1);
        assertThat(Numbers.power(1, Double.NaN)).isEqualTo(1);
        assertThat(Numbers.power(-1, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Numbers.power(0, -1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.power(-0.0, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Numbers.power(-8, 1.0 / 3)).isNaN();
        assertThat(Numbers.power(4, 0.5)).isEqualTo(2);
        assertThat(Numbers.power(4, -0.5)).isEqualTo(0.5);
        assertThat(Numbers.power(Double.NEGATIVE_INFINITY, 0.5)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.power(2, 1024)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.power(2, -1074)).isEqualTo(Double.MIN_VALUE);
        assertThat(Numbers.power(2, -2000)).isZero();
        assertThat(Numbers.power(0.5, 1e18)).isZero();
        assertThat(Numbers.power(Double.MIN_VALUE, 2)).isZero();
        assertThat(Numbers.power(Double.MIN_VALUE, -1)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
