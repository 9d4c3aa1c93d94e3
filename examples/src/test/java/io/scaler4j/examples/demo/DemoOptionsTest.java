package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

    @Test
    void withoutOptionsTheSpeedIs6() throws Exception {
        assertThat(DemoOptions.parse()).isEqualTo(new DemoOptions(6, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--speed 2.5", "--speed=2.5", "--speed 9 --speed 2.5"})
    void takesTheSpeedAndTheLastOneWins(String line) throws Exception {
        assertThat(DemoOptions.parse(line.split(" ")).speed()).isEqualTo(2.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--speed 2 --help"})
    void asksForHelp(String line) throws Exception {
        assertThat(DemoOptions.parse(line.split(" ")).help()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
                    --speed,         --speed needs a number
                    --speed fast,    '--speed must be a number from 1 to 10, was ''fast'''
                    --speed=,        '--speed must be a number from 1 to 10, was '''''
                    --speed 0.9,     '--speed must be a number from 1 to 10, was ''0.9'''
                    --speed 10.1,    '--speed must be a number from 1 to 10, was ''10.1'''
                    --speed NaN,     '--speed must be a number from 1 to 10, was ''NaN'''
                    --fast,          unknown option '--fast'
                    6,               unknown option '6'
                    """)
    void refusesWhatItDoesNotUnderstand(String line, String sentence) {
        assertThatThrownBy(() -> DemoOptions.parse(line.split(" ")))
                .isInstanceOf(DemoOptions.UsageException.class)
                .hasMessage(sentence);
    }

    @Test
    void atSpeed4HalfAMinuteTakes7500Milliseconds() {
        assertThat(new DemoOptions(4, false).shortened(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(7500));
    }
}
