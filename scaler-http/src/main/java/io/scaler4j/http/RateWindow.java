package io.scaler4j.http;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.time.Duration;

/**
 * The time over which a rate of requests is taken, in buckets. A rate is the number of requests in the window divided
 * by its seconds; until a window has passed, by the seconds seen so far. So a longer window makes a calmer rate. What
 * arrived between two reads counts as spread evenly over the time between them.
 *
 * @param length the time that counts
 * @param granularity the length of a bucket; it hardly changes the rate, see {@code docs/http.md}
 */
public record RateWindow(Duration length, Duration granularity) {

    private static final int MOST_BUCKETS = 100_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** One minute in buckets of one second, as KEDA's add-on has it. */
    public static final RateWindow DEFAULT = new RateWindow(Duration.ofMinutes(1), Duration.ofSeconds(1));

    /**
     * Checks the times.
     *
     * @param length at least the granularity, at most 7 days and 100,000 buckets
     * @param granularity at least 1 ms
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public RateWindow {
        var problems = Problems.of("window of a request rate");
        boolean hasLength = problems.given("length", length);
        if (problems.given("granularity", granularity) && hasLength) {
            check(length, granularity, problems);
        }
        problems.throwIfAny();
    }

    private static void check(Duration length, Duration granularity, Problems problems) {
        boolean isShort = problems.check(
                length.compareTo(LONGEST) <= 0,
                "length must be at most 7 days, was " + length + "; a rate of minutes is what scales");
        boolean isLong = problems.check(
                granularity.compareTo(SHORTEST) >= 0,
                "granularity must be at least 1 ms, was " + granularity + "; 1 s suits most windows");
        if (isShort && isLong) {
            boolean isWhole = problems.check(
                    length.compareTo(granularity) >= 0,
                    "length must be at least the granularity (" + granularity + "), was " + length);
            problems.check(
                    !isWhole || length.compareTo(granularity.multipliedBy(MOST_BUCKETS)) <= 0,
                    "length must be at most " + MOST_BUCKETS + " times the granularity (" + granularity + "), was "
                            + length + "; take a coarser granularity");
        }
    }

    /**
     * Returns a window in buckets of one second.
     *
     * @param length at least 1 s
     * @return the window
     */
    public static RateWindow of(Duration length) {
        return new RateWindow(length, Duration.ofSeconds(1));
    }

    /** Rounded up. */
    int buckets() {
        return Math.toIntExact(length.plus(granularity).minusNanos(1).dividedBy(granularity));
    }
}
