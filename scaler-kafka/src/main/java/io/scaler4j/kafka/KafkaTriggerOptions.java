package io.scaler4j.kafka;

import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
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
 * @param activationLagThreshold above which an idle target is activated
 * @param fullMetadata accepted and without effect: the client asks for the topics it needs, and for no others
 */
record KafkaTriggerOptions(
        List<String> servers, LagOptions lag, long lagThreshold, long activationLagThreshold, boolean fullMetadata) {

    /** Of the protocol; a client finds it out by itself, so the form is all that matters. */
    private static final String VERSION_FORM = "0\\.\\d+\\.\\d+\\.\\d+|[1-9]\\d*\\.\\d+\\.\\d+";

    private static final long LARGEST = Integer.MAX_VALUE;

    private static final Option<List<String>> BOOTSTRAP_SERVERS = Option.list("bootstrapServers")
            .from(TRIGGER, ENVIRONMENT)
            .required()
            .says("`host:port` of some brokers.");
    private static final Option<String> CONSUMER_GROUP =
            Option.text("consumerGroup").from(TRIGGER, ENVIRONMENT).required().says("The `group.id` of the consumers.");
    private static final Option<LagQuery.GroupKind> GROUP_TYPE = Option.word(
                    "groupType",
                    Map.of("consumer", LagQuery.GroupKind.CONSUMER, "share", LagQuery.GroupKind.SHARE),
                    LagQuery.GroupKind.CONSUMER)
            .own()
            .says("Which kind of group it is.");
    private static final Option<String> TOPIC = Option.text("topic")
            .from(TRIGGER, ENVIRONMENT)
            .defaultIs("all topics of the group")
            .says("One topic, whatever characters its name has.");
    private static final Option<List<String>> TOPICS =
            Option.list("topics").from(TRIGGER, ENVIRONMENT).own().says("Several topics, in place of `topic`.");
    private static final Option<String> PARTITION_LIMITATION = Option.expression("partitionLimitation")
            .defaultIs("all")
            .says("Numbers and ranges of partitions, as in `1-4,8`. Without effect where no topic is named.");
    private static final Option<IsolationLevel> ISOLATION_LEVEL = Option.word(
                    "isolationLevel",
                    Map.of(
                            "read_uncommitted",
                            IsolationLevel.READ_UNCOMMITTED,
                            "read_committed",
                            IsolationLevel.READ_COMMITTED),
                    IsolationLevel.READ_UNCOMMITTED)
            .own()
            .says("Whether records of open transactions count.");
    private static final Option<Duration> LAG_OLDER_THAN =
            Option.seconds("lagOlderThanSeconds", 0, 0, LARGEST).own().says("Only records at least this old count.");
    private static final Option<Boolean> FULL_METADATA =
            Option.flag("fullMetadata", true).says("Accepted and without effect. `false` needs a topic.");
    private static final Option<String> VERSION = Option.expression("version")
            .says("A version of Kafka, such as `3.9.0`. Accepted and without effect: the client detects the version.");
    static final Option<Long> LAG_THRESHOLD = Option.integer("lagThreshold", 10, 1)
            .says("Lag wanted per replica; in total if the trigger's metric type is `Value`.");
    private static final Option<Long> ACTIVATION_LAG_THRESHOLD =
            Option.integer("activationLagThreshold", 0, 0).says("An idle target is activated above this lag.");
    private static final Option<OffsetResetPolicy> OFFSET_RESET_POLICY = Option.word(
                    "offsetResetPolicy",
                    Map.of("latest", OffsetResetPolicy.LATEST, "earliest", OffsetResetPolicy.EARLIEST),
                    OffsetResetPolicy.LATEST)
            .says("How a partition without a commit counts: `latest` counts 1, `earliest` every record it holds.");
    private static final Option<Boolean> SCALE_TO_ZERO_ON_INVALID_OFFSET =
            Option.flag("scaleToZeroOnInvalidOffset", false).says("A partition without a commit counts 0.");
    private static final Option<Boolean> EXCLUDE_PERSISTENT_LAG = Option.flag("excludePersistentLag", false)
            .says("A partition whose commit has not changed since the previous read counts for activation only.");
    private static final Option<Long> PERSISTENT_LAG_POLLS = Option.integer("persistentLagPolls", 1, 1, LARGEST)
            .own()
            .defaultIs("1")
            .says("For how many further reads the commit must be the same. Needs `excludePersistentLag`.");
    private static final Option<Duration> PERSISTENT_LAG_SECONDS = Option.seconds("persistentLagSeconds", 0, 0, LARGEST)
            .own()
            .defaultIs("0")
            .says("For how long the commit must be the same. An idle group is then not stuck. Needs"
                    + " `excludePersistentLag`.");
    private static final Option<Boolean> PERSISTENT_LAG_WITHOUT_COMMIT = Option.flag(
                    "persistentLagWithoutCommit", false)
            .own()
            .says("Partitions without a commit can be stuck, too. Needs `excludePersistentLag`.");
    private static final Option<Long> IGNORE_SETTLED_LAG_UP_TO = Option.integer("ignoreSettledLagUpTo", 0, 0)
            .own()
            .says(
                    "A lag up to this number counts 0 while commit and end of log do not change. Use 1 for transactions.");
    private static final Option<Long> SETTLED_LAG_POLLS = Option.integer("settledLagPolls", 3, 1, LARGEST)
            .own()
            .says("For how many further reads commit and end of log must be the same.");
    private static final Option<Boolean> HOLD_WHILE_REBALANCING = Option.flag("holdWhileRebalancing", false)
            .own()
            .says("No scaling in while the group assigns its partitions.");
    private static final Option<Boolean> ALLOW_IDLE_CONSUMERS =
            Option.flag("allowIdleConsumers", false).says("Allows more replicas than partitions.");
    private static final Option<Boolean> LIMIT_TO_PARTITIONS_WITH_LAG = Option.flag("limitToPartitionsWithLag", false)
            .says("Allows no more replicas than partitions with lag. Needs a topic.");
    private static final Option<Boolean> ENSURE_EVEN_DISTRIBUTION = Option.flag(
                    "ensureEvenDistributionOfPartitions", false)
            .says("Allows only numbers of replicas that share the partitions evenly. Needs a topic.");
    private static final Option<EvenDistribution.Mode> EVEN_DISTRIBUTION_MODE = Option.word(
                    "evenDistributionMode",
                    Map.of("exact", EvenDistribution.Mode.EXACT, "near", EvenDistribution.Mode.NEAR),
                    EvenDistribution.Mode.EXACT)
            .own()
            .says("How evenly. Needs `ensureEvenDistributionOfPartitions`.");
    private static final Option<Long> PARTITIONS_PER_REPLICA = Option.integer("partitionsPerReplica", 1, 1, LARGEST)
            .own()
            .says("Consumer threads of a replica. Needs `ensureEvenDistributionOfPartitions`.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED = List.of(
            BOOTSTRAP_SERVERS,
            CONSUMER_GROUP,
            GROUP_TYPE,
            TOPIC,
            TOPICS,
            PARTITION_LIMITATION,
            LAG_THRESHOLD,
            ACTIVATION_LAG_THRESHOLD,
            OFFSET_RESET_POLICY,
            SCALE_TO_ZERO_ON_INVALID_OFFSET,
            ISOLATION_LEVEL,
            LAG_OLDER_THAN,
            EXCLUDE_PERSISTENT_LAG,
            PERSISTENT_LAG_POLLS,
            PERSISTENT_LAG_SECONDS,
            PERSISTENT_LAG_WITHOUT_COMMIT,
            IGNORE_SETTLED_LAG_UP_TO,
            SETTLED_LAG_POLLS,
            HOLD_WHILE_REBALANCING,
            ALLOW_IDLE_CONSUMERS,
            LIMIT_TO_PARTITIONS_WITH_LAG,
            ENSURE_EVEN_DISTRIBUTION,
            EVEN_DISTRIBUTION_MODE,
            PARTITIONS_PER_REPLICA,
            FULL_METADATA,
            VERSION);

    /** Reads them all; what is wrong is in the reader's problems. */
    static KafkaTriggerOptions read(OptionReader given) {
        List<String> servers = given.get(BOOTSTRAP_SERVERS);
        var lag = new LagOptions();
        lag.group = given.get(CONSUMER_GROUP);
        lag.kind = given.get(GROUP_TYPE);
        lag.topics = topics(given);
        lag.partitions = partitions(given, lag.topics);
        readCounting(given, lag);
        readReplicas(given, lag);
        lag.check(given.problems());
        boolean fullMetadata = given.get(FULL_METADATA);
        given.problems()
                .check(
                        fullMetadata || !lag.topics.isEmpty(),
                        "fullMetadata is false, which needs a topic, and there is none; name the topic");
        given.find(VERSION)
                .ifPresent(version -> given.problems()
                        .check(
                                version.matches(VERSION_FORM),
                                "version must be one of Kafka, such as 3.9.0 or 0.11.0.2, was "
                                        + Masking.unexpected(version)));
        return new KafkaTriggerOptions(
                servers, lag, given.get(LAG_THRESHOLD), given.get(ACTIVATION_LAG_THRESHOLD), fullMetadata);
    }

    /** KEDA takes {@code topic} as one name, whatever is in it. */
    private static List<String> topics(OptionReader given) {
        Optional<String> topic = given.find(TOPIC);
        List<String> topics = given.get(TOPICS);
        given.problems()
                .check(
                        topic.isEmpty() || topics.isEmpty(),
                        "topic and topics exclude each other; name all topics in topics");
        given.problems()
                .check(
                        topics.stream().noneMatch(String::isEmpty),
                        "topics must be names with commas in between, was " + Masking.quote(String.join(",", topics)));
        return topic.map(List::of).orElse(topics);
    }

    private static PartitionLimitation partitions(OptionReader given, List<String> topics) {
        String text = given.get(PARTITION_LIMITATION);
        if (topics.isEmpty()) {
            return PartitionLimitation.ALL; // it would mean something else for each topic
        }
        var problems = Problems.of("partitionLimitation");
        var limitation = new PartitionLimitation[] {PartitionLimitation.ALL};
        problems.include(() -> limitation[0] = PartitionLimitation.parse(text));
        problems.sentences().forEach(given.problems()::add);
        return limitation[0];
    }

    private static void readCounting(OptionReader given, LagOptions lag) {
        lag.policy = given.get(OFFSET_RESET_POLICY);
        lag.ignoreUncommitted = given.get(SCALE_TO_ZERO_ON_INVALID_OFFSET);
        lag.persistentLag = persistentLag(given);
        lag.isolation = given.get(ISOLATION_LEVEL);
        lag.settledLag = new LagRules.SettledLag(
                given.get(IGNORE_SETTLED_LAG_UP_TO),
                given.get(SETTLED_LAG_POLLS).intValue());
        lag.olderThan = given.get(LAG_OLDER_THAN);
        lag.holdWhileRebalancing = given.get(HOLD_WHILE_REBALANCING);
    }

    private static void readReplicas(OptionReader given, LagOptions lag) {
        lag.allowIdleConsumers = given.get(ALLOW_IDLE_CONSUMERS);
        lag.limitToPartitionsWithLag = given.get(LIMIT_TO_PARTITIONS_WITH_LAG);
        boolean even = given.get(ENSURE_EVEN_DISTRIBUTION);
        var distribution = new EvenDistribution(
                given.get(EVEN_DISTRIBUTION_MODE),
                given.get(PARTITIONS_PER_REPLICA).intValue());
        needs(given, even, ENSURE_EVEN_DISTRIBUTION, given.has(EVEN_DISTRIBUTION_MODE), EVEN_DISTRIBUTION_MODE);
        needs(given, even, ENSURE_EVEN_DISTRIBUTION, given.has(PARTITIONS_PER_REPLICA), PARTITIONS_PER_REPLICA);
        lag.evenDistribution = even ? Optional.of(distribution) : Optional.empty();
    }

    private static Optional<PersistentLag> persistentLag(OptionReader given) {
        boolean exclude = given.get(EXCLUDE_PERSISTENT_LAG);
        int polls = given.get(PERSISTENT_LAG_POLLS).intValue();
        Duration time = given.get(PERSISTENT_LAG_SECONDS);
        boolean uncommitted = given.get(PERSISTENT_LAG_WITHOUT_COMMIT);
        boolean timed = given.has(PERSISTENT_LAG_POLLS) || given.has(PERSISTENT_LAG_SECONDS);
        needs(given, exclude, EXCLUDE_PERSISTENT_LAG, given.has(PERSISTENT_LAG_POLLS), PERSISTENT_LAG_POLLS);
        needs(given, exclude, EXCLUDE_PERSISTENT_LAG, given.has(PERSISTENT_LAG_SECONDS), PERSISTENT_LAG_SECONDS);
        needs(given, exclude, EXCLUDE_PERSISTENT_LAG, uncommitted, PERSISTENT_LAG_WITHOUT_COMMIT);
        if (!exclude) {
            return Optional.empty();
        }
        PersistentLag rule = timed ? PersistentLag.after(polls, time) : PersistentLag.sincePreviousRead();
        return Optional.of(uncommitted ? rule.alsoWithoutCommit() : rule);
    }

    private static void needs(OptionReader given, boolean on, Option<?> option, boolean isGiven, Option<?> detail) {
        given.problems()
                .check(
                        on || !isGiven,
                        detail.name() + " has no effect without " + option.name() + "; set that to true");
    }
}
