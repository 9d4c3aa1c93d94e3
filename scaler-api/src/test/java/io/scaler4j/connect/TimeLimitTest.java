package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLimitTest {

    @ParameterizedTest(name = "{0} ms leave {1} ms")
    @CsvSource({"0, 0", "10, 9", "500, 450", "1000, 900", "5000, 4900", "10000000, 3600000"})
    void aLittleIsKeptForTheAnswer(long timeoutMillis, long usableMillis) {
        assertThat(TimeLimit.usable(Duration.ofMillis(timeoutMillis))).hasMillis(usableMillis);
    }

    @Test
    void theLongestDurationIsAnHour() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(TimeLimit.millisOf(longest)).isEqualTo(3_600_000);
        assertThat(TimeLimit.within(longest).left()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(TimeLimit.within(longest).orAfter(longest).left()).isLessThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatIsLeftIsNeverNothing() {
        TimeLimit over = TimeLimit.within(Duration.ZERO);
        assertThat(over.isOver()).isTrue();
        assertThat(over.left()).hasMillis(1);
        assertThat(over.leftMillis()).isEqualTo(1);
        assertThat(over.stepMillis(5_000)).isEqualTo(1);
    }

    @Test
    void aStepIsHalfOfWhatIsLeftOrLess() {
        TimeLimit limit = TimeLimit.within(Duration.ofMinutes(30));
        assertThat(limit.isOver()).isFalse();
        assertThat(limit.stepMillis(5_000)).isEqualTo(5_000);
        assertThat(limit.stepMillis(Integer.MAX_VALUE)).isBetween(800_000, 900_000);
    }

    @Test
    void theEarlierOfTwoLimitsCounts() {
        TimeLimit limit = TimeLimit.within(Duration.ofMinutes(30));
        assertThat(limit.orAfter(Duration.ofHours(1))).isSameAs(limit);
        assertThat(limit.orAfter(Duration.ofMinutes(1)).left()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }
}
