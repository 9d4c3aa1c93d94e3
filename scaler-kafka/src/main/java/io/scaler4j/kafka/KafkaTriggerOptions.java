package io.scaler4j.kafka;

import static io.scaler4j.spi.TriggerSpec.Place.ENVIRONMENT;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;

/**
 * The measuring options of a trigger, with KEDA's names where KEDA has them.
 *
 * @param servers as given
 * @param lag what to measure and how to count
 * @param lagThreshold wanted per replica
 * @param activationLagThreshold above which a sleeping target wakes
 * @param fullMetadata accepted and without effect: the client asks for the topics it needs, and for no others
 */
record KafkaTriggerOptions(
        List<String> servers, LagOptions lag, long lagThreshold, long activationLagThreshold, boolean fullMetadata) {

    private static final Map<String, OffsetResetPolicy> POLICIES =
            Map.of("latest", OffsetResetPolicy.LATEST, "earliest", OffsetResetPolicy.EARLIEST);
    private static final Map<String, EvenDistribution.Mode> MODES =
            Map.of("exact", EvenDistribution.Mode.EXACT, "near", EvenDistribution.Mode.NEAR);
    private static final Map<String, IsolationLevel> ISOLATIONS = Map.of(
            "read_uncommitted", IsolationLevel.READ_UNCOMMITTED, "read_committed", IsolationLevel.READ_COMMITTED);
    private static final Map<String, LagQuery.GroupKind> KINDS =
            Map.of("consumer", LagQuery.GroupKind.CONSUMER, "share", LagQuery.GroupKind.SHARE);

    /** Of the protocol; a client finds it out by itself, so the form is all that matters. */
    private static final String VERSION = "0\\.\\d+\\.\\d+\\.\\d+|[1-9]\\d*\\.\\d+\\.\\d+";

    private static final long LARGEST = Integer.MAX_VALUE;

    /** Reads them all; what is wrong is in the spec's problems. */
    static KafkaTriggerOptions read(TriggerSpec spec) {
        List<String> servers = spec.requiredList("bootstrapServers", TRIGGER, ENVIRONMENT);
        var lag = new LagOptions();
        lag.group = spec.requiredText("consumerGroup", TRIGGER, ENVIRONMENT);
        lag.kind = spec.choice("groupType", KINDS, LagQuery.GroupKind.CONSUMER);
        lag.topics = topics(spec);
        lag.partitions = partitions(spec, lag.topics);
        readCounting(spec, lag);
        readReplicas(spec, lag);
        lag.check(spec.problems());
        boolean fullMetadata = spec.flag("fullMetadata", true);
        spec.problems()
                .check(
                        fullMetadata || !lag.topics.isEmpty(),
                        "fullMetadata is false, which needs a topic, and there is none; name the topic");
        spec.expression("version")
                .ifPresent(version -> spec.problems()
                        .check(
                                version.matches(VERSION),
                                "version must be one of Kafka, such as 3.9.0 or 0.11.0.2, was "
                                        + Masking.unexpected(version)));
        return new KafkaTriggerOptions(
                servers,
                lag,
                spec.integer("lagThreshold", 10, 1),
                spec.integer("activationLagThreshold", 0, 0),
                fullMetadata);
    }

    /** KEDA takes {@code topic} as one name, whatever is in it. */
    private static List<String> topics(TriggerSpec spec) {
        Optional<String> topic = spec.text("topic", TRIGGER, ENVIRONMENT);
        List<String> topics = spec.list("topics", TRIGGER, ENVIRONMENT);
        spec.problems()
                .check(
                        topic.isEmpty() || topics.isEmpty(),
                        "topic and topics exclude each other; name all topics in topics");
        spec.problems()
                .check(
                        topics.stream().noneMatch(String::isEmpty),
                        "topics must be names with commas in between, was " + Masking.quote(String.join(",", topics)));
        return topic.map(List::of).orElse(topics);
    }

    private static PartitionLimitation partitions(TriggerSpec spec, List<String> topics) {
        String text = spec.expression("partitionLimitation").orElse("");
        if (topics.isEmpty()) {
            return PartitionLimitation.ALL; // it would mean something else for each topic
        }
        var problems = Problems.of("partitionLimitation");
        var limitation = new PartitionLimitation[] {PartitionLimitation.ALL};
        problems.include(() -> limitation[0] = PartitionLimitation.parse(text));
        problems.sentences().forEach(spec.problems()::add);
        return limitation[0];
    }

    private static void readCounting(TriggerSpec spec, LagOptions lag) {
        lag.policy = spec.choice("offsetResetPolicy", POLICIES, OffsetResetPolicy.LATEST);
        lag.ignoreUncommitted = spec.flag("scaleToZeroOnInvalidOffset", false);
        lag.persistentLag = persistentLag(spec);
        lag.isolation = spec.choice("isolationLevel", ISOLATIONS, IsolationLevel.READ_UNCOMMITTED);
        lag.settledLag = new LagRules.SettledLag(
                spec.integer("ignoreSettledLagUpTo", 0, 0), number(spec, "settledLagPolls", 3, 1));
        lag.olderThan = Duration.ofSeconds(number(spec, "lagOlderThanSeconds", 0, 0));
        lag.holdWhileRebalancing = spec.flag("holdWhileRebalancing", false);
    }

    private static void readReplicas(TriggerSpec spec, LagOptions lag) {
        lag.allowIdleConsumers = spec.flag("allowIdleConsumers", false);
        lag.limitToPartitionsWithLag = spec.flag("limitToPartitionsWithLag", false);
        boolean even = spec.flag("ensureEvenDistributionOfPartitions", false);
        Optional<EvenDistribution.Mode> mode = present(spec, "evenDistributionMode")
                .map(given -> spec.choice(given, MODES, EvenDistribution.Mode.EXACT));
        Optional<Integer> group = present(spec, "partitionsPerReplica").map(given -> number(spec, given, 1, 1));
        needs(spec, even, "ensureEvenDistributionOfPartitions", mode.isPresent(), "evenDistributionMode");
        needs(spec, even, "ensureEvenDistributionOfPartitions", group.isPresent(), "partitionsPerReplica");
        if (even) {
            lag.evenDistribution =
                    Optional.of(new EvenDistribution(mode.orElse(EvenDistribution.Mode.EXACT), group.orElse(1)));
        }
    }

    private static Optional<PersistentLag> persistentLag(TriggerSpec spec) {
        boolean exclude = spec.flag("excludePersistentLag", false);
        Optional<Integer> polls = present(spec, "persistentLagPolls").map(given -> number(spec, given, 1, 1));
        Optional<Integer> seconds = present(spec, "persistentLagSeconds").map(given -> number(spec, given, 0, 0));
        boolean uncommitted = spec.flag("persistentLagWithoutCommit", false);
        needs(spec, exclude, "excludePersistentLag", polls.isPresent(), "persistentLagPolls");
        needs(spec, exclude, "excludePersistentLag", seconds.isPresent(), "persistentLagSeconds");
        needs(spec, exclude, "excludePersistentLag", uncommitted, "persistentLagWithoutCommit");
        if (!exclude) {
            return Optional.empty();
        }
        PersistentLag rule = polls.isPresent() || seconds.isPresent()
                ? PersistentLag.after(polls.orElse(1), Duration.ofSeconds(seconds.orElse(0)))
                : PersistentLag.sincePreviousRead();
        return Optional.of(uncommitted ? rule.alsoWithoutCommit() : rule);
    }

    /** The name of the option, if it is given. */
    private static Optional<String> present(TriggerSpec spec, String option) {
        return spec.text(option).map(value -> option);
    }

    private static void needs(TriggerSpec spec, boolean on, String option, boolean given, String detail) {
        spec.problems().check(on || !given, detail + " has no effect without " + option + "; set that to true");
    }

    private static int number(TriggerSpec spec, String option, int orElse, int least) {
        long number = spec.integer(option, orElse, least);
        spec.problems().check(number <= LARGEST, option + " must be at most " + LARGEST + ", was " + number);
        return (int) Math.min(number, LARGEST);
    }
}
