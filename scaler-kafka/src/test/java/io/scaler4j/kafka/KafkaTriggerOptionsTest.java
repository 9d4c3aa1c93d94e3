package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that the vectors do not know, and the quirks of those that they do. */
class KafkaTriggerOptionsTest {

    @Test
    void takesATopicAsOneNameAndTopicsAsAList() {
        assertThat(read("topic", "a, b").lag().topics).containsExactly("a, b");
        assertThat(read("topics", "a, b").lag().topics).containsExactly("a", "b");
        assertThat(read().lag().query().discovers()).isTrue();
        assertThat(problems("topic", "a", "topics", "b,c"))
                .singleElement()
                .asString()
                .contains("exclude each other");
        assertThat(problems("topics", "b,,c")).singleElement().asString().contains("\"b,,c\"");
    }

    @Test
    void leavesALimitationOutWhereNoTopicIsNamed() {
        assertThat(read("partitionLimitation", "1-3").lag().query().partitions())
                .isEqualTo(PartitionLimitation.ALL);
        assertThat(read("topic", "a", "partitionLimitation", "1-3")
                        .lag()
                        .query()
                        .partitions())
                .hasToString("1-3");
    }

    @Test
    void readsWhatKedaHasNot() {
        LagOptions lag = read(
                        "topic", "a",
                        "isolationLevel", "read_committed",
                        "ignoreSettledLagUpTo", "1",
                        "settledLagPolls", "5",
                        "lagOlderThanSeconds", "60",
                        "holdWhileRebalancing", "true",
                        "ensureEvenDistributionOfPartitions", "true",
                        "evenDistributionMode", "near",
                        "partitionsPerReplica", "4")
                .lag();

        assertThat(lag.isolation).isEqualTo(IsolationLevel.READ_COMMITTED);
        assertThat(lag.settledLag).isEqualTo(new LagRules.SettledLag(1, 5));
        assertThat(lag.olderThan).isEqualTo(Duration.ofMinutes(1));
        assertThat(lag.holdWhileRebalancing).isTrue();
        assertThat(lag.evenDistribution)
                .isEqualTo(Optional.of(EvenDistribution.near().withPartitionsPerReplica(4)));
        assertThat(lag.query().members()).isTrue();
        assertThat(read("groupType", "share").lag().kind).isEqualTo(LagQuery.GroupKind.SHARE);
    }

    @Test
    void readsHowLongAPartitionMustStandStill() {
        assertThat(read("topic", "a").lag().persistentLag).isEmpty();
        assertThat(persistentLag("excludePersistentLag", "true")).isEqualTo("after 1 reads and 0 s");
        assertThat(persistentLag("excludePersistentLag", "true", "persistentLagPolls", "3"))
                .isEqualTo("after 3 reads and 0 s");
        assertThat(persistentLag(
                        "excludePersistentLag", "true",
                        "persistentLagSeconds", "90",
                        "persistentLagWithoutCommit", "true"))
                .isEqualTo("after 1 reads and 90 s, without commit too");
    }

    @ParameterizedTest(name = "{0} needs {1}")
    @CsvSource({
        "persistentLagPolls,         2,    excludePersistentLag",
        "persistentLagSeconds,       30,   excludePersistentLag",
        "persistentLagWithoutCommit, true, excludePersistentLag",
        "evenDistributionMode,       near, ensureEvenDistributionOfPartitions",
        "partitionsPerReplica,       2,    ensureEvenDistributionOfPartitions",
    })
    void refusesADetailOfWhatIsOff(String option, String value, String needed) {
        assertThat(problems("topic", "a", option, value))
                .singleElement()
                .asString()
                .contains(option + " has no effect without " + needed);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "offsetResetPolicy,      'latest,earliest'",
        "offsetResetPolicy,      Latest",
        "lagThreshold,           null",
        "lagThreshold,           '+5'",
        "settledLagPolls,        0",
        "settledLagPolls,        2147483648",
        "lagOlderThanSeconds,    -1",
        "isolationLevel,         committed",
        "groupType,              classic",
    })
    void refusesWhatIsNoValue(String option, String value) {
        assertThat(problems("topic", "a", option, value))
                .singleElement()
                .asString()
                .contains(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "2.5.1", "3.9.0", "4.1.10", "0.11.0.2", "0.8.2.0"})
    void takesAVersion(String version) {
        assertThat(problems("topic", "a", "version", version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4", "2.8", "latest", "0.11.0", "1.0.0-rc1", "v2.0.0"})
    void refusesWhatIsNoVersion(String version) {
        assertThat(problems("topic", "a", "version", version))
                .singleElement()
                .asString()
                .contains("version must be");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThat(problems(
                        "limitToPartitionsWithLag", "true",
                        "allowIdleConsumers", "true",
                        "ensureEvenDistributionOfPartitions", "true",
                        "fullMetadata", "false",
                        "version", "latest",
                        "lagThreshold", "0"))
                .hasSize(7);
    }

    private static String persistentLag(String... options) {
        return read(options).lag().persistentLag.orElseThrow().toString();
    }

    private static List<String> problems(String... options) {
        OptionReader given = reader(options);
        KafkaTriggerOptions.read(given);
        return given.problems().sentences();
    }

    private static KafkaTriggerOptions read(String... options) {
        OptionReader given = reader(options);
        var read = KafkaTriggerOptions.read(given);
        given.verify();
        return read;
    }

    @Test
    void theMetricIsNamedAsInKeda() {
        assertThat(metricName("topic", "orders.v1/eu:(a)%b_c")).isEqualTo("s2-kafka-orders-v1-eu--a--b_c");
        assertThat(metricName("topics", "orders,returns")).isEqualTo("s2-kafka-orders,returns");
        assertThat(metricName("consumerGroup", "a.b")).isEqualTo("s2-kafka-a-b-topics");
    }

    private static String metricName(String... options) {
        return new KafkaScalerProvider().plan(spec(options)).metricName(2);
    }

    private static OptionReader reader(String... options) {
        return OptionReader.of(spec(options), KafkaScalerProvider.OPTIONS);
    }

    private static TriggerSpec spec(String... options) {
        Map<String, String> metadata =
                new HashMap<>(Map.of("bootstrapServers", "broker:9092", "consumerGroup", "billing"));
        for (int i = 0; i < options.length; i += 2) {
            metadata.put(options[i], options[i + 1]);
        }
        return TriggerSpec.builder("kafka").metadata(metadata).build();
    }
}
