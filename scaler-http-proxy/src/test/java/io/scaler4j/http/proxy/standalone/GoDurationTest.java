package io.scaler4j.http.proxy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "0s,PT0S",
        "+5s,PT5S",
        "300s,PT5M",
        "500ms,PT0.5S",
        "1m30s,PT1M30S",
        "1.5h,PT1H30M",
        ".5s,PT0.5S",
        "1.s,PT1S",
        "1h1m1s1ms1us1ns,PT1H1M1.001001001S",
        "1\u00b5s,PT0.000001S",
        "1\u03bcs,PT0.000001S",
        "0.9ns,PT0S",
        "2562047h47m16s,PT2562047H47M16S"
    })
    void readsWhatGoReads(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "-5s",
                "1 s",
                "5S",
                "1d",
                "1m30",
                ".s",
                "1..5s",
                "5s ",
                "1e3s",
                "2562048h",
                "+",
                "+-5s",
                "++5s"
            })
    void refusesWhatGoRefusesAndWhatIsNegative(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 1_000_000})
    void doesNotChewOnLongTexts(int length) {
        assertThat(GoDuration.parse("9".repeat(length) + "s")).isEmpty();
    }
}
