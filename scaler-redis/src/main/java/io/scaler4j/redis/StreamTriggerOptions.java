package io.scaler4j.redis;

import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;

/**
 * The measuring options of a trigger on a stream, with KEDA's names where KEDA has them. Which target is given says
 * what counts.
 *
 * @param stream what to measure
 * @param target wanted per replica
 * @param targetOption the option that said so
 * @param activationLagCount above which a sleeping target wakes, whatever counts
 */
record StreamTriggerOptions(StreamOptions stream, long target, String targetOption, long activationLagCount) {

    private static final long DEFAULT_TARGET = 5;
    private static final int MOST_ENTRIES = 1_000_000;
    private static final long LONGEST_IDLE_SECONDS = 10L * 365 * 24 * 3_600;

    /** Reads them all; what is wrong is in the spec's problems. */
    static StreamTriggerOptions read(TriggerSpec spec) {
        var stream = new StreamOptions();
        stream.stream = spec.requiredText("stream");
        stream.group = spec.text("consumerGroup").orElse("");
        Target target = target(spec, !stream.group.isEmpty());
        stream.metric = target.metric();
        stream.countUpTo = (int) limited(spec, "countUnknownLagUpTo", stream.countUpTo, MOST_ENTRIES);
        stream.pendingIdle = Duration.ofSeconds(limited(spec, "pendingIdleSeconds", 0, LONGEST_IDLE_SECONDS));
        stream.check(spec.problems());
        return new StreamTriggerOptions(
                stream, target.wanted(), target.option(), spec.integer("activationLagCount", 0, 0));
    }

    private record Target(StreamMetric metric, String option, long wanted) {}

    /** Those that are not used may be any number. */
    private static Target target(TriggerSpec spec, boolean group) {
        long pending = spec.integer("pendingEntriesCount", DEFAULT_TARGET, Long.MIN_VALUE);
        long length = spec.integer("streamLength", DEFAULT_TARGET, Long.MIN_VALUE);
        long lag = spec.integer("lagCount", 0, 0);
        long both = spec.integer("lagAndPendingCount", 0, 0);
        spec.problems()
                .check(
                        lag == 0 || both == 0 || !group,
                        "lagCount and lagAndPendingCount exclude each other; choose what counts");
        Target target = !group
                ? new Target(StreamMetric.LENGTH, "streamLength", length)
                : both != 0
                        ? new Target(StreamMetric.LAG_AND_PENDING, "lagAndPendingCount", both)
                        : lag != 0
                                ? new Target(StreamMetric.LAG, "lagCount", lag)
                                : new Target(StreamMetric.PENDING, "pendingEntriesCount", pending);
        spec.problems()
                .check(target.wanted() >= 1, target.option() + " must be at least 1, was \"" + target.wanted() + '"');
        return target;
    }

    private static long limited(TriggerSpec spec, String option, long orElse, long most) {
        long number = spec.integer(option, orElse, 0);
        spec.problems().check(number <= most, option + " must be at most " + most + ", was " + number);
        return Math.min(number, most);
    }
}
