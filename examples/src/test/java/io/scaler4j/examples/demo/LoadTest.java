package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {

    private static final Load DEMO = Load.ofDemo(new DemoOptions(6, false));

    @Test
    void isTheSameEveryTime() {
        assertThat(DEMO.arrivals())
                .isEqualTo(Load.ofDemo(new DemoOptions(6, false)).arrivals());
    }

    @Test
    void arrivalsAscendAndNoneComesInSilence() {
        assertThat(DEMO.arrivals())
                .isSorted()
                .allSatisfy(arrival ->
                        assertThat(DEMO.at(arrival.toMillis() / 1e3).name()).isNotEqualTo("silence"));
    }

    @ParameterizedTest(name = "after {0} s: {1}")
    @CsvSource({"0, silence", "1.999, silence", "2, trickle", "6, burst", "13, tail", "27, silence", "1000, silence"})
    void tellsThePhaseOfATime(double seconds, String phase) {
        assertThat(DEMO.at(seconds).name()).isEqualTo(phase);
    }

    @Test
    void aMinuteAt50ASecondBrings3000Messages() {
        var steady = new Load(List.of(new Load.Phase("steady", Duration.ofMinutes(1), 50, 50)));
        assertThat(steady.arrivals()).hasSizeBetween(2999, 3001);
    }

    @Test
    void aFallingRateBringsMostMessagesAtItsStart() {
        var falling = new Load(List.of(new Load.Phase("falling", Duration.ofMinutes(1), 100, 0)));
        long firstHalf = falling.arrivals().stream()
                .filter(arrival -> arrival.compareTo(Duration.ofSeconds(30)) < 0)
                .count();
        assertThat(firstHalf / (double) falling.arrivals().size()).isCloseTo(0.75, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 6, 10})
    void isAsMuchShorterAsTheSpeedSays(double speed) {
        assertThat(Load.ofDemo(new DemoOptions(speed, false)).duration().toMillis() * speed)
                .isCloseTo(204_000, within(50.0));
    }
}
