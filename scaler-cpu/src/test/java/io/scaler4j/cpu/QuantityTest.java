package io.scaler4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    private static final List<String> SUFFIXES =
            List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

    @ParameterizedTest(name = "{0} is {1} thousandths")
    @CsvSource({
        "250m, 250",
        "1, 1000",
        "1.5, 1500",
        ".5, 500",
        "2., 2000",
        "+3, 3000",
        "0, 0",
        "1n, 1",
        "100n, 1",
        "2500u, 3",
        "123456789n, 124",
        "0.1m, 1",
        "1k, 1000000",
        "1e3, 1000000",
        "1E3, 1000000",
        "1E, 9223372036854775807",
        "5e-1, 500",
        "128Mi, 134217728000",
        "1Ki, 1024000",
        "0.5Gi, 536870912000",
        "9Ei, 9223372036854775807",
        "0.001Ei, 1152921504606846976",
        "-1, -1000"
    })
    void isReadAsKubernetesDoesAndRoundedUp(String text, long milli) {
        assertThat(Quantity.parse(text).milli()).isEqualTo(milli);
        assertThat(Quantity.parse(text)).hasToString(text);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "m",
                "1 m",
                " 1",
                "1mm",
                "1Mb",
                "1mi",
                "1KI",
                "0x1",
                "1,5",
                "1_000",
                "--1",
                ".",
                "1e",
                "1e1.5",
                "1.2.3",
                "NaN",
                "Infinity",
                "1e9999",
                "50%",
                "١"
            })
    void otherTextsAreRefusedWithAnExample(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.parse(text))
                .withMessageContainingAll("500m", "\"" + text + "\"");
    }

    @Test
    void aVeryLongTextIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse("1".repeat(1000)));
    }

    /** The smallest number of thousandths that is not less than the exact value. */
    @Test
    void randomQuantitiesAreTheNearestThousandthAbove() {
        long seed = Long.getLong("scaler4j.seed", 20_260_105L);
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            String number = random.nextInt(1_000) + (random.nextBoolean() ? "." + random.nextInt(1_000_000) : "");
            int suffix = random.nextInt(SUFFIXES.size());
            String text = number + SUFFIXES.get(suffix);
            BigDecimal exact = new BigDecimal(number).multiply(factor(suffix)).multiply(BigDecimal.valueOf(1000));
            BigDecimal milli = BigDecimal.valueOf(Quantity.parse(text).milli());
            if (exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                assertThat(milli).as(text).isGreaterThanOrEqualTo(exact);
                assertThat(milli.subtract(BigDecimal.ONE)).as(text).isLessThan(exact);
            } else {
                assertThat(milli).as(text).isEqualTo(BigDecimal.valueOf(Long.MAX_VALUE));
            }
        }
    }

    private static BigDecimal factor(int suffix) {
        return suffix < 10
                ? BigDecimal.ONE.scaleByPowerOfTen(3 * suffix - 9)
                : new BigDecimal(BigInteger.valueOf(1024).pow(suffix - 9));
    }
}
