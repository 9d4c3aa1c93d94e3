package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "250ms, PT0.25S",
        "90s, PT1M30S",
        "15m, PT15M",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "7d, PT168H",
        "2w, PT336H"
    })
    void aDurationHasUnits(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5s!", "1e3s", "PT5S", "5s,", "400000d"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is no duration")
                .hasMessageContaining("7d");
    }
}
