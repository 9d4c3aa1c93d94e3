package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitLimitTest {

    @ParameterizedTest(name = "readiness {0} ms, deadline {1} ms, fallback {2}: {3} ms, then {4}")
    @CsvSource({
        "0, , false, , TIMEOUT",
        "0, , true, 30000, FALLBACK",
        "25, , true, 25, FALLBACK",
        "25, , false, 25, TIMEOUT",
        "50, 50, true, 50, TIMEOUT",
        "50, 51, true, 50, FALLBACK",
        "0, 60000, true, 30000, FALLBACK",
        "0, 1000, false, 1000, TIMEOUT",
    })
    void theEarlierLimitCounts(long readiness, Long deadline, boolean fallback, Long expected, WaitLimit.AtEnd atEnd) {
        WaitLimit limit = WaitLimit.of(
                Duration.ofMillis(readiness), Optional.ofNullable(deadline).map(Duration::ofMillis), fallback);
        assertThat(limit).isEqualTo(new WaitLimit(Optional.ofNullable(expected).map(Duration::ofMillis), atEnd));
    }

    @Test
    void nobodyWaitsLongerThanTheDeadline() {
        Seeds.each(500, random -> {
            Duration deadline = Duration.ofMillis(1 + random.nextInt(100));
            WaitLimit limit =
                    WaitLimit.of(Duration.ofMillis(random.nextInt(100)), Optional.of(deadline), random.nextBoolean());
            assertThat(limit.time().orElseThrow()).isLessThanOrEqualTo(deadline);
        });
    }
}
