package io.scaler4j.redis;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What there is in a stream; what was not asked for is absent.
 *
 * @param length entries
 * @param lag entries that the group has not been given
 * @param pending entries that the group has been given and has not acknowledged, and that are still there
 * @param isLowerBound whether there may be more of either
 * @param idle how many of them have been idle for longer than was asked about
 * @param oldestIdle how long the oldest of these
 */
record StreamCounts(
        OptionalLong length,
        OptionalLong lag,
        OptionalLong pending,
        boolean isLowerBound,
        long idle,
        Duration oldestIdle)
        implements RedisAnswer {

    /** The number to scale on. Entries that nobody works on any more do not count. */
    long value(StreamMetric metric) {
        long working = Math.max(0, pending.orElse(0) - idle);
        return switch (metric) {
            case LENGTH -> length.orElse(0);
            case LAG -> Math.max(0, lag.orElse(0));
            case PENDING -> working;
            case LAG_AND_PENDING -> Math.max(0, lag.orElse(0)) + working;
        };
    }
}
