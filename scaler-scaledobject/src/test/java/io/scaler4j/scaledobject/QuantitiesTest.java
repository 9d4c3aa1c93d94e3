package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "100m, 0.1",
        ".5, 0.5",
        "5., 5",
        "+2, 2",
        "1k, 1000",
        "2M, 2000000",
        "1Ki, 1024",
        "3Mi, 3145728",
        "1.5Gi, 1610612736",
        "1e3, 1000",
        "25E-1, 2.5",
        "1u, 0.001",
        "1n, 0.001",
        "1.0001, 1.001",
        "9E, 9223372036854775.807",
        "99999999Ei, 9223372036854775.807"
    })
    void anAmountIsInThousandthsAndRoundedUp(String text, double expected) {
        assertThat(Quantities.wanted(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1 ", "m", "1mm", "1K", "one", "1,5", "0x10", "1e", "--1", "1e9999", "NaN"})
    void whatIsNoAmountIsRefused(String text) {
        assertThatThrownBy(() -> Quantities.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be a quantity such as 500m, 1.5 or 128Mi, was ");
    }
}
