package io.scaler4j.kafka;

import static io.scaler4j.kafka.KafkaKinds.ofOurFlavour;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How lag is counted. */
final class KafkaLagKinds {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private KafkaLagKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("kafka.partitionLag", ofOurFlavour(KafkaLagKinds::partitionLag))
                .evaluate("kafka.partitionLagRetained", ofOurFlavour(KafkaLagKinds::partitionLag))
                .evaluate("kafka.totalLag", ofOurFlavour(KafkaLagKinds::totalLag))
                .evaluate("kafka.factors", KafkaLagKinds::factors)
                .evaluate("kafka.evenReplicas", KafkaLagKinds::evenReplicas);
    }

    private static Result partitionLag(Fields given) {
        LagRules rules = options(given).rules();
        Position position = position(given);
        Optional<UnchangedPosition> unchanged = given.integerIfAny("previousCommittedOffset").stream()
                .mapToObj(before -> UnchangedPosition.begins(Position.committed(before), 0, NOW))
                .map(before -> before.then(position, 0, NOW))
                .findFirst();
        Long end = nullable(given.integerIfAny("logEndOffset"));
        var lag = PartitionLag.of(
                position,
                new LogRange(nullable(given.integerIfAny("logStartOffset")), end, end, null),
                rules,
                new PartitionProgress(unchanged, NOW, OptionalInt.empty()));
        return Result.of("lag", lag.scaling()).and("lagInclPersistent", lag.activating());
    }

    private static Result totalLag(Fields given) {
        Fields settings = given.object("settings");
        LagRules rules = options(settings).rules();
        long threshold = settings.integerIfAny("lagThreshold").orElse(10);
        var results = new ArrayList<Map<String, Object>>();
        LagMemory memory = LagMemory.EMPTY;
        for (Fields poll : given.objects("polls")) {
            OffsetSnapshot offsets = snapshot(results.size() + 1, poll.objects("partitions"));
            memory = memory.plus(offsets);
            GroupLag lag = GroupLag.of(offsets, rules, memory);
            long metric = KedaMetric.value(lag.total(), rules.replicas().limits(lag.known(), lag.withLag()), threshold);
            results.add(Map.of(
                    "totalLag", lag.total(),
                    "totalLagInclPersistent", lag.totalWithStuck(),
                    "partitionCount", lag.known(),
                    "partitionsWithLag", lag.withLag(),
                    "metric", metric,
                    "active",
                            isActive(
                                    lag,
                                    settings.integerIfAny("activationLagThreshold")
                                            .orElse(0)),
                    "hpaDesiredReplicas", replicas(metric, threshold)));
        }
        return Result.of("polls", results);
    }

    /** As the trigger's activation threshold is compared. */
    private static boolean isActive(GroupLag lag, long threshold) {
        var measurement = Measurement.of("lag", MetricTarget.averageValue(1), lag.reading())
                .activatesAbove((double) threshold);
        return ScalingPolicy.builder()
                .build()
                .decide(ScalingState.initial(), Observation.of(NOW, Replicas.of(1), List.of(measurement)))
                .explanation()
                .recommendations()
                .stream()
                .anyMatch(Recommendation::isActive);
    }

    private static int replicas(long metric, long threshold) {
        return ScalingPolicy.desiredReplicas(
                (double) metric, MetricTarget.averageValue((double) threshold), Replicas.of(0), 0, Integer.MAX_VALUE);
    }

    private static Result factors(Fields given) {
        return Result.of("factors", list(EvenDistribution.exact().counts(given.count("partitions"))));
    }

    private static Result evenReplicas(Fields given) {
        int[] counts = EvenDistribution.exact().counts(given.count("partitions"));
        return Result.of(
                "replicaFactor",
                KedaMetric.evenReplicas(given.integer("totalLag"), counts, given.integer("lagThreshold")));
    }

    private static LagOptions options(Fields settings) {
        var options = new LagOptions();
        options.policy = switch (settings.textIfAny("offsetResetPolicy").orElse("latest")) {
            case "latest" -> OffsetResetPolicy.LATEST;
            case "earliest" -> OffsetResetPolicy.EARLIEST;
            default -> throw settings.malformed("offsetResetPolicy", "latest or earliest");
        };
        options.ignoreUncommitted = settings.flagOrFalse("scaleToZeroOnInvalidOffset");
        options.allowIdleConsumers = settings.flagOrFalse("allowIdleConsumers");
        options.limitToPartitionsWithLag = settings.flagOrFalse("limitToPartitionsWithLag");
        if (settings.flagOrFalse("ensureEvenDistributionOfPartitions")) {
            options.evenDistribution = Optional.of(EvenDistribution.exact());
        }
        if (settings.flagOrFalse("excludePersistentLag")) {
            options.persistentLag = Optional.of(PersistentLag.sincePreviousRead());
        }
        return options;
    }

    private static OffsetSnapshot snapshot(int number, List<Fields> partitions) {
        List<TopicPartition> names = new ArrayList<>();
        Map<TopicPartition, Position> positions = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (Fields partition : partitions) {
            var name = new TopicPartition(partition.text("topic"), partition.count("partition"));
            names.add(name);
            positions.put(name, position(partition));
            partition.integerIfAny("logEndOffset").ifPresent(end -> ends.put(name, end));
            partition.integerIfAny("logStartOffset").ifPresent(start -> starts.put(name, start));
        }
        return new OffsetSnapshot(
                number,
                NOW,
                names,
                positions,
                ends,
                ends,
                Map.of(),
                starts,
                Optional.empty(),
                Optional.empty(),
                LeftOut.NOTHING,
                false);
    }

    private static Position position(Fields partition) {
        long committed = partition.integer("committedOffset");
        return committed < 0 ? Position.UNCOMMITTED : Position.committed(committed);
    }

    private static @Nullable Long nullable(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
