package io.scaler4j.benchmarks;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the soak counts what it says. It starts three servers, so it runs by hand only. */
class SoakSuiteTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void aLoadIsLowForATimeOnlyIfItDidNotRiseWithinIt() {
        var load = new SoakLoad();
        assertThat(load.wasLowFor(Duration.ofHours(1), NOW))
                .as("from the start")
                .isTrue();
        load.becomes(true, NOW);
        assertThat(load.wasLowFor(Duration.ZERO, NOW)).isFalse();
        load.becomes(false, NOW.plusSeconds(600));
        assertThat(load.wasLowFor(Duration.ofSeconds(225), NOW.plusSeconds(800)))
                .isFalse();
        assertThat(load.wasLowFor(Duration.ofSeconds(225), NOW.plusSeconds(825)))
                .isTrue();
    }

    @Test
    void aWriteToFewerThanTheLoadNeedsIsCountedAsWrong() {
        var counts = new SoakCounts();
        counts.scaled(4, 8, false);
        counts.scaled(8, 4, true);
        counts.scaled(8, 4, false);
        counts.phaseEnds(4);
        Map<String, Double> values = counts.metrics().stream().collect(toMap(Metric::name, Metric::value));
        assertThat(values)
                .containsEntry("scaled-out", 1.0)
                .containsEntry("scaled-in", 2.0)
                .containsEntry("wrong-scale-ins", 1.0);
    }
}
