package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateBucketsTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void theRingHoldsWhatAListWouldHold() {
        Seeds.each(2000, random -> {
            int size = 1 + random.nextInt(8);
            long granularity = 1 + random.nextInt(3000);
            var ring = new RateBuckets(
                    new RateWindow(Duration.ofMillis(size * granularity), Duration.ofMillis(granularity)));
            var list = new NaiveWindow(size);
            long now = START.toEpochMilli();
            for (int i = 0; i < 60; i++) {
                now += (random.nextInt(4 * size + 1) - size) * granularity / (1 + random.nextInt(3));
                long bucket = Math.floorDiv(now, granularity);
                if (random.nextBoolean()) {
                    int count = random.nextInt(10);
                    ring.record(Instant.ofEpochMilli(now), count);
                    list.record(bucket, count);
                }
                assertThat(ring.perBucket(Instant.ofEpochMilli(now)))
                        .as("step %d, size %d", i, size)
                        .isCloseTo(list.perBucket(bucket), within(1e-9));
            }
        });
    }

    /** KEDA's average is that of a bucket, so ten requests a second read as 50 in buckets of 5 s. */
    @ParameterizedTest(name = "buckets of {0} ms")
    @CsvSource({"1000", "5000", "10000", "500"})
    void theGranularityDoesNotChangeARate(long granularity) {
        var buckets = new RateBuckets(new RateWindow(Duration.ofSeconds(60), Duration.ofMillis(granularity)));
        for (int i = 0; i < 120; i++) {
            buckets.record(START.plusSeconds(i), granularity < 1000 ? 5 : 10);
            if (granularity < 1000) {
                buckets.record(START.plusSeconds(i).plusMillis(500), 5);
            }
        }
        assertThat(buckets.perSecond(START.plusSeconds(119).plusMillis(500))).isCloseTo(10, within(1e-9));
    }

    @Test
    void oneRequestInAnHourIsARate() {
        var buckets = new RateBuckets(RateWindow.of(Duration.ofHours(1)));
        buckets.record(START, 0);
        buckets.record(START.plusSeconds(3599), 1);
        assertThat(buckets.perSecond(START.plusSeconds(3599))).isCloseTo(1 / 3600.0, within(1e-12));
    }

    @Test
    void tellsWhetherTheClockWasSetBackByMoreThanTheWindow() {
        var buckets = new RateBuckets(RateWindow.of(Duration.ofSeconds(10)));
        assertThat(buckets.isBefore(START)).isFalse();
        buckets.record(START, 1);
        assertThat(buckets.isBefore(START.minusSeconds(9))).isFalse();
        assertThat(buckets.isBefore(START.minusSeconds(10))).isTrue();
        assertThat(buckets.isEmpty(START.plusSeconds(10))).isFalse();
        assertThat(buckets.isEmpty(START.plusSeconds(11))).isTrue();
    }

    @Test
    void timesBeforeTheEpochAreTimes() {
        var buckets = new RateBuckets(RateWindow.of(Duration.ofSeconds(4)));
        buckets.record(Instant.ofEpochSecond(-2), 4);
        buckets.record(Instant.ofEpochSecond(1), 4);
        assertThat(buckets.perBucket(Instant.ofEpochSecond(1))).isEqualTo(2);
    }

    @Test
    void aWindowThatMakesNoSenseIsRefusedWithEverythingThatIsWrong() {
        assertThat(problems(Duration.ofDays(8), Duration.ZERO)).isEqualTo(2);
        assertThat(problems(Duration.ofSeconds(1), Duration.ofSeconds(2))).isEqualTo(1);
        assertThat(problems(Duration.ofHours(1), Duration.ofMillis(1))).isEqualTo(1);
        assertThat(problems(null, null)).isEqualTo(2);
        assertThat(RateWindow.DEFAULT.buckets()).isEqualTo(60);
        assertThat(new RateWindow(Duration.ofSeconds(7), Duration.ofSeconds(2)).buckets())
                .isEqualTo(4);
    }

    private static int problems(Duration length, Duration granularity) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> new RateWindow(length, granularity))
                .problems()
                .size();
    }
}
