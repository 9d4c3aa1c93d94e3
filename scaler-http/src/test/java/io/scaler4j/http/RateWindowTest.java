package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows at their limits, and against a list of every single arrival. */
class RateWindowTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00.250Z");

    @ParameterizedTest(name = "{0} in buckets of {1}")
    @CsvSource({
        "PT0.001S, PT0.001S, 1",
        "PT1S, PT1S, 1",
        "PT1M, PT1S, 60",
        "PT7S, PT2S, 4",
        "PT1.5S, PT1S, 2",
        "PT10S, PT1.5S, 7",
        "PT168H, PT10S, 60480",
        "PT100S, PT0.001S, 100000",
        "PT99.9995S, PT0.001S, 100000",
    })
    void aWindowHasAsManyBucketsAsItTakes(Duration length, Duration granularity, int buckets) {
        assertThat(new RateWindow(length, granularity).buckets()).isEqualTo(buckets);
    }

    @ParameterizedTest(name = "{0} in buckets of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PT168H0.001S | PT1M | length must be at most 7 days, was PT168H0.001S",
                "PT1M | PT0.000999999S | granularity must be at least 1 ms, was PT0.000999999S",
                "PT1M | PT0S | granularity must be at least 1 ms, was PT0S",
                "PT1M | PT-1S | granularity must be at least 1 ms, was PT-1S",
                "PT0.999S | PT1S | length must be at least the granularity (PT1S), was PT0.999S",
                "PT-5S | PT1S | length must be at least the granularity (PT1S), was PT-5S",
                "PT100.001S | PT0.001S | length must be at most 100000 times the granularity (PT0.001S), was PT1M40.001S",
                "PT100.0000001S | PT0.001S | length must be at most 100000 times the granularity",
            })
    void aWindowBeyondALimitIsRefused(Duration length, Duration granularity, String problem) {
        var refused =
                catchThrowableOfType(InvalidConfigurationException.class, () -> new RateWindow(length, granularity));
        assertThat(refused.problems()).singleElement().asString().startsWith(problem.strip());
    }

    @Test
    void theLongestDurationsAreRefusedAndDoNotOverflow() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        assertThat(catchThrowableOfType(
                                InvalidConfigurationException.class,
                                () -> new RateWindow(forever, Duration.ofSeconds(1)))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("length must be at most 7 days");
        assertThat(catchThrowableOfType(InvalidConfigurationException.class, () -> new RateWindow(forever, forever))
                        .problems())
                .hasSize(1);
        assertThat(catchThrowableOfType(
                                InvalidConfigurationException.class,
                                () -> new RateWindow(Duration.ofMinutes(1), forever))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("length must be at least the granularity");
    }

    /** Buckets make the rate coarser, and never by more than what one of them holds. */
    @Test
    void theRateIsThatOfTheSingleArrivalsUpToOneBucket() {
        Seeds.each(500, random -> {
            long granularity = 100 + random.nextInt(2000);
            int size = 2 + random.nextInt(20);
            var window = new RateWindow(Duration.ofMillis(size * granularity), Duration.ofMillis(granularity));
            var buckets = new RateBuckets(window);
            List<Long> arrivals = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 300; i++) {
                now += random.nextInt((int) granularity);
                arrivals.add(now);
                buckets.record(START.plusMillis(now), 1);
            }
            long end = now;
            long length = window.length().toMillis();
            double least = since(arrivals, end - length + granularity);
            double most = since(arrivals, end - length);
            double seconds = length / 1000.0;
            assertThat(buckets.perSecond(START.plusMillis(end)))
                    .isBetween(least / seconds - 1e-9, most / seconds + 1e-9);
        });
    }

    private static long since(List<Long> arrivals, long begin) {
        return arrivals.stream().filter(one -> one > begin).count();
    }

    /** Until a window has passed, the seconds seen so far count. */
    @Test
    void aYoungWindowIsNotDiluted() {
        var buckets = new RateBuckets(RateWindow.DEFAULT);
        for (int second = 0; second < 20; second++) {
            buckets.record(START.plusSeconds(second), 30);
            assertThat(buckets.perSecond(START.plusSeconds(second))).isCloseTo(30, within(1e-9));
        }
    }

    @Test
    void aLateArrivalCountsInItsBucketAndMakesTheWindowOlder() {
        var buckets = new RateBuckets(RateWindow.of(Duration.ofSeconds(10)));
        buckets.record(START.plusSeconds(5), 12);
        buckets.record(START.plusSeconds(2), 12);
        assertThat(buckets.perSecond(START.plusSeconds(5)))
                .as("24 in 4 seconds")
                .isEqualTo(6);
        buckets.record(START.minusSeconds(5), 1_000);
        assertThat(buckets.perSecond(START.plusSeconds(5)))
                .as("older than the window")
                .isEqualTo(6);
    }

    @Test
    void whatTheRingHoldsIsNotToBeChangedFromOutside() {
        var buckets = new RateBuckets(RateWindow.of(Duration.ofSeconds(3)));
        buckets.record(START, 3);
        buckets.ring()[0] = 100;
        buckets.ring()[1] = 100;
        buckets.ring()[2] = 100;
        assertThat(buckets.perBucket(START)).isEqualTo(3);
    }
}
