package io.scaler4j.redis;

import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import java.time.Duration;
import java.util.List;

/**
 * The measuring options of a trigger on a stream, with KEDA's names where KEDA has them. Which target is given says
 * what counts.
 *
 * @param stream what to measure
 * @param target wanted per replica
 * @param targetOption the option that said so
 * @param activationLagCount above which an idle target is activated, whatever counts
 */
record StreamTriggerOptions(StreamOptions stream, long target, Option<Long> targetOption, long activationLagCount) {

    private static final long DEFAULT_TARGET = 5;
    private static final int MOST_ENTRIES = 1_000_000;
    private static final long LONGEST_IDLE_SECONDS = 10L * 365 * 24 * 3_600;

    private static final Option<String> STREAM =
            Option.text("stream").required().says("The key of the stream.");
    private static final Option<String> CONSUMER_GROUP =
            Option.text("consumerGroup").says("The group that works on the stream. Without a group its length counts.");
    /** Targets that are not used may be any number. */
    private static final Option<Long> STREAM_LENGTH = Option.integer("streamLength", DEFAULT_TARGET, Long.MIN_VALUE)
            .says("Entries wanted per replica, at least 1, where there is no group.");

    private static final Option<Long> PENDING_ENTRIES_COUNT = Option.integer(
                    "pendingEntriesCount", DEFAULT_TARGET, Long.MIN_VALUE)
            .says(
                    "Pending entries wanted per replica, at least 1, with a group and without `lagCount` and `lagAndPendingCount`.");
    private static final Option<Long> LAG_COUNT = Option.integer("lagCount", 0, 0)
            .says("Unless 0, the lag of the group counts, and this much is wanted per replica. Needs Redis 7.");
    private static final Option<Long> LAG_AND_PENDING_COUNT = Option.integer("lagAndPendingCount", 0, 0)
            .own()
            .says("Unless 0, lag and pending entries count, and this many are wanted per replica.");
    private static final Option<Long> ACTIVATION_LAG_COUNT = Option.integer("activationLagCount", 0, 0)
            .says("An idle target is activated above this number, whatever counts.");
    private static final Option<Long> COUNT_UNKNOWN_LAG_UP_TO = Option.integer(
                    "countUnknownLagUpTo", new StreamOptions().countUpTo, 0, MOST_ENTRIES)
            .own()
            .says(
                    "How many entries are counted where the server's own lag is unknown or wrong; 0 makes that a failure.");
    private static final Option<Duration> PENDING_IDLE = Option.seconds(
                    "pendingIdleSeconds", 0, 0, LONGEST_IDLE_SECONDS)
            .own()
            .says("Pending entries that were not touched for this long do not count; 0 counts all of them.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED = List.of(
            STREAM,
            CONSUMER_GROUP,
            STREAM_LENGTH,
            PENDING_ENTRIES_COUNT,
            LAG_COUNT,
            LAG_AND_PENDING_COUNT,
            ACTIVATION_LAG_COUNT,
            COUNT_UNKNOWN_LAG_UP_TO,
            PENDING_IDLE);

    /** Reads them all; what is wrong is in the reader's problems. */
    static StreamTriggerOptions read(OptionReader given) {
        var stream = new StreamOptions();
        stream.stream = given.get(STREAM);
        stream.group = given.get(CONSUMER_GROUP);
        Target target = target(given, !stream.group.isEmpty());
        stream.metric = target.metric();
        stream.countUpTo = given.get(COUNT_UNKNOWN_LAG_UP_TO).intValue();
        stream.pendingIdle = given.get(PENDING_IDLE);
        stream.check(given.problems());
        return new StreamTriggerOptions(stream, target.wanted(), target.option(), given.get(ACTIVATION_LAG_COUNT));
    }

    private record Target(StreamMetric metric, Option<Long> option, long wanted) {}

    private static Target target(OptionReader given, boolean group) {
        long pending = given.get(PENDING_ENTRIES_COUNT);
        long length = given.get(STREAM_LENGTH);
        long lag = given.get(LAG_COUNT);
        long both = given.get(LAG_AND_PENDING_COUNT);
        given.problems()
                .check(
                        lag == 0 || both == 0 || !group,
                        "lagCount and lagAndPendingCount exclude each other; choose what counts");
        Target target = !group
                ? new Target(StreamMetric.LENGTH, STREAM_LENGTH, length)
                : both != 0
                        ? new Target(StreamMetric.LAG_AND_PENDING, LAG_AND_PENDING_COUNT, both)
                        : lag != 0
                                ? new Target(StreamMetric.LAG, LAG_COUNT, lag)
                                : new Target(StreamMetric.PENDING, PENDING_ENTRIES_COUNT, pending);
        given.problems()
                .check(
                        target.wanted() >= 1,
                        target.option().name() + " must be at least 1, was \"" + target.wanted() + '"');
        return target;
    }
}
