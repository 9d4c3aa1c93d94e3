package io.scaler4j.redis;

import io.scaler4j.config.Problems;
import java.time.Duration;

/** What to measure, while it is being put together and before it is checked. Not thread-safe. */
final class StreamOptions {

    private static final Duration LONGEST_IDLE = Duration.ofDays(3_650);

    String stream = "";
    String group = "";
    StreamMetric metric = StreamMetric.LAG_AND_PENDING;
    int countUpTo = 1_000;
    Duration pendingIdle = Duration.ZERO;

    StreamQuery query() {
        boolean needsGroup = metric != StreamMetric.LENGTH;
        return new StreamQuery(
                Key.of(stream),
                needsGroup ? group : "",
                metric,
                metric.countsLag() ? countUpTo : 0,
                metric.countsPending() ? pendingIdle.toMillis() : 0);
    }

    /** Finds what does not go together; a missing stream is another matter. */
    void check(Problems problems) {
        problems.check(
                metric == StreamMetric.LENGTH || !group.isBlank(),
                "consumerGroup is missing; give the group that works on the stream, or measure the length");
        problems.check(
                countUpTo >= 0,
                "the number of entries to count where the lag is unknown must be at least 0, was " + countUpTo);
        problems.check(
                !pendingIdle.isNegative() && pendingIdle.compareTo(LONGEST_IDLE) <= 0,
                "the idle time after which pending entries do not count must be 0 to 3650 days, was " + pendingIdle);
    }
}
