package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of any number of parts. */
class DurationsPropertiesTest {

    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("w", Duration.ofDays(7));
        UNITS.put("d", Duration.ofDays(1));
        UNITS.put("h", Duration.ofHours(1));
        UNITS.put("m", Duration.ofMinutes(1));
        UNITS.put("s", Duration.ofSeconds(1));
        UNITS.put("ms", Duration.ofMillis(1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aTimeIsTheSumOfItsParts(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            var text = new StringBuilder();
            Duration sum = Duration.ZERO;
            for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
                if (random.nextInt(3) == 0) {
                    int count = random.nextInt(100);
                    text.append(count).append(unit.getKey());
                    sum = sum.plus(unit.getValue().multipliedBy(count));
                }
            }
            if (!text.isEmpty()) {
                assertThat(Durations.parse(text.toString())).as(text.toString()).isEqualTo(sum);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void partsMayStandInAnyOrder(long seed) {
        var random = new SplittableRandom(seed);
        String hours = random.nextInt(50) + "h";
        String millis = random.nextInt(5000) + "ms";
        assertThat(Durations.parse(hours + millis)).isEqualTo(Durations.parse(millis + hours));
    }

    @Test
    void fractionsAreExactToTheNanosecond() {
        assertThat(Durations.parse("0.000001ms")).isEqualTo(Duration.ofNanos(1));
        assertThat(Durations.parse("0.1s")).isEqualTo(Duration.ofMillis(100));
        assertThat(Durations.parse("0.25d")).isEqualTo(Duration.ofHours(6));
        assertThat(Durations.parse("0s")).isEqualTo(Duration.ZERO);
    }
}
