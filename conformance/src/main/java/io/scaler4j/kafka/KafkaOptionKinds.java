package io.scaler4j.kafka;

import static io.scaler4j.kafka.KafkaKinds.ofOurFlavour;
import static java.util.stream.Collectors.toMap;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** What options mean, and which are refused. */
final class KafkaOptionKinds {

    private KafkaOptionKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("kafka.parse", ofOurFlavour(KafkaOptionKinds::parse))
                .evaluate("kafka.metricName", ofOurFlavour(KafkaOptionKinds::metricName))
                .evaluate("kafka.partitionLimitation", ofOurFlavour(KafkaOptionKinds::limitation))
                .evaluate("kafka.topicPartitions", ofOurFlavour(KafkaOptionKinds::partitionsInScope));
    }

    private static Result parse(Fields given) {
        try {
            KafkaTriggerOptions options = read(given);
            var values = values(options);
            KafkaSecurityKinds.add(values, KafkaSecurityKinds.read(given));
            return Result.of("valid", true).and("values", values);
        } catch (InvalidConfigurationException e) {
            return Result.of("valid", false).and("values", Result.of("refused", e.getMessage()));
        }
    }

    /** As the provider reads them; it checks in addition whether certificates and the like have the right form. */
    private static KafkaTriggerOptions read(Fields given) {
        OptionReader reader = reader(given);
        var options = KafkaTriggerOptions.read(reader);
        SecurityOptions.read(reader);
        reader.verify();
        return options;
    }

    static OptionReader reader(Fields given) {
        return OptionReader.of(spec(given), KafkaScalerProvider.OPTIONS);
    }

    private static TriggerSpec spec(Fields given) {
        return TriggerSpec.builder("kafka")
                .metadata(given.object("triggerMetadata").asTexts())
                .authentication(
                        given.objectIfAny("authParams").map(Fields::asTexts).orElseGet(TreeMap::new))
                .environment(
                        given.objectIfAny("resolvedEnv").map(Fields::asTexts).orElseGet(TreeMap::new))
                .build();
    }

    static boolean fullMetadata(Fields given) {
        return read(given).fullMetadata();
    }

    private static Result.Values values(KafkaTriggerOptions options) {
        LagOptions lag = options.lag();
        return Result.of("bootstrapServers", options.servers())
                .and("consumerGroup", lag.group)
                .and("topic", lag.topics.isEmpty() ? null : String.join(",", lag.topics))
                .and("partitionLimitation", lag.partitions.isAll() ? null : partitions(lag.partitions))
                .and("offsetResetPolicy", lag.policy.name().toLowerCase(Locale.ROOT))
                .and("allowIdleConsumers", lag.allowIdleConsumers)
                .and("excludePersistentLag", lag.persistentLag.isPresent())
                .and("scaleToZeroOnInvalidOffset", lag.ignoreUncommitted)
                .and("limitToPartitionsWithLag", lag.limitToPartitionsWithLag)
                .and("ensureEvenDistributionOfPartitions", lag.evenDistribution.isPresent())
                .and("fullMetadata", options.fullMetadata())
                .and("lagThreshold", options.lagThreshold())
                .and("activationLagThreshold", options.activationLagThreshold());
    }

    private static Result metricName(Fields given) {
        TriggerPlan plan = new KafkaScalerProvider().plan(spec(given));
        return Result.of("metricName", plan.metricName(given.count("triggerIndex")));
    }

    private static Result limitation(Fields given) {
        try {
            PartitionLimitation limitation =
                    PartitionLimitation.parse(given.textIfAny("text").orElse(""));
            return Result.of("valid", true).and("partitions", limitation.isAll() ? null : partitions(limitation));
        } catch (IllegalArgumentException e) {
            return Result.of("valid", false).and("partitions", e.getMessage());
        }
    }

    private static List<Integer> partitions(PartitionLimitation limitation) {
        return limitation.partitions().boxed().toList();
    }

    private static Result partitionsInScope(Fields given) {
        try {
            LagQuery query = read(given).lag().query();
            Fields described = given.object("describedPartitions");
            return Result.of(
                    "partitionsInScope",
                    described.names().stream()
                            .collect(toMap(
                                    topic -> topic,
                                    topic -> numbers(query.inScope(topic, partitions(topic, described))))));
        } catch (InvalidConfigurationException | NoPartitionsException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    private static List<TopicPartition> partitions(String topic, Fields described) {
        return described.integers(topic).stream()
                .map(number -> new TopicPartition(topic, number.intValue()))
                .toList();
    }

    private static List<Integer> numbers(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
