package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static io.scaler4j.kafka.OffsetResetPolicy.LATEST;
import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scaler does at a real broker. */
abstract class KafkaLagContract extends KafkaClientContract {

    @Test
    void lagIsTheEndOfTheLogMinusTheCommittedOffset() throws Exception {
        topics.create("orders", 3);
        topics.produce("orders", 0, 10);
        topics.produce("orders", 1, 20);
        topics.produce("orders", 2, 30);
        commit("billing", "orders", 4, 20, 0);

        try (var scaler = scaler("orders", "billing")) {
            ReadRequest request = request(PATIENT);
            assertThat(scaler.read(request))
                    .isEqualTo(Reading.value(36)
                            .limits(ReplicaLimits.atMost(3))
                            .measuredAt(request.now())
                            .details(Map.of(
                                    "partitions", 3.0,
                                    "partitionsWithLag", 2.0,
                                    "maxPartitionLag", 30.0,
                                    "unknownPartitions", 0.0,
                                    "partitionsBeyondEnd", 0.0))
                            .build());

            topics.produce("orders", 1, 5);
            assertLag(scaler, 41);
            commit("billing", "orders", 10, 25, 30);
            assertLag(scaler, 0);
        }
    }

    @ParameterizedTest(name = "group protocol {0}")
    @ValueSource(strings = {"classic", "consumer"})
    void seesWhatLiveConsumersCommit(String protocol) throws Exception {
        String topic = "read-" + protocol;
        topics.create(topic, 2);
        topics.produce(topic, 40);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.directBootstrapServers(),
                "group.id",
                "readers-" + protocol,
                "group.protocol",
                protocol,
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                "15");
        try (var scaler = scaler(topic, "readers-" + protocol, EARLIEST);
                var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            int read = pollSome(consumer);
            consumer.commitSync();

            assertThat(commits("readers-" + protocol)).isEqualTo(read);
            assertLag(scaler, 40 - read);
        }
    }

    @Test
    void aGroupThatNeverCommittedIsWokenByOnePerPartition() throws Exception {
        topics.create("fresh", 4);
        topics.produce("fresh", 100);

        try (var scaler = scaler("fresh", "newcomers", LATEST)) {
            assertLag(scaler, 4);
        }
    }

    @Test
    void aGroupThatNeverCommittedAndBeginsAtTheStartHasAllThatIsRetained() throws Exception {
        topics.create("retained", 2);
        topics.produce("retained", 0, 30);
        topics.produce("retained", 1, 10);
        var upTo = Map.of(new TopicPartition("retained", 0), RecordsToDelete.beforeOffset(12));
        admin.deleteRecords(upTo).all().get(20, SECONDS);

        try (var scaler = scaler("retained", "archive", EARLIEST)) {
            assertLag(scaler, 28);

            topics.commit("archive", "retained", 1, 7);
            assertLag(scaler, 21);
        }
    }

    @Test
    void lagIsNeverNegative() throws Exception {
        topics.create("beyond", 2);
        topics.produce("beyond", 0, 5);
        topics.produce("beyond", 1, 5);
        commit("hasty", "beyond", 1_000, 2);

        try (var scaler = scaler("beyond", "hasty")) {
            assertLag(scaler, 3);
        }
    }

    @Test
    void aMissingTopicIsAFailureUntilItIsMade() throws Exception {
        try (var scaler = scaler("later", "patience")) {
            assertFailure(read(scaler), MISCONFIGURED, "topic \"later\" does not exist", "create it");

            topics.create("later", 2);
            assertLag(scaler, 2);
        }
    }

    @Test
    void namesThePermissionThatIsMissing() throws Exception {
        topics.create("secret", 1);
        deny(ResourceType.TOPIC, "secret");
        deny(ResourceType.GROUP, "shy");
        topics.create("open", 1);

        try (var onTopic = scaler("secret", "billing");
                var onGroup = scaler("open", "shy")) {
            await().untilAsserted(() ->
                    assertFailure(read(onTopic), DENIED, "topic \"secret\"", "ACL DESCRIBE on the topic"));
            await().untilAsserted(
                            () -> assertFailure(read(onGroup), DENIED, "group \"shy\"", "ACL DESCRIBE on the group"));
        }
    }

    @Test
    void aBrokerThatIsNotThereIsAFailureWithinTheDeadline() throws Exception {
        String nowhere = Clients.nowhere();
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers(nowhere)
                .topic("orders")
                .consumerGroup("billing")
                .build()) {
            assertFailure(withinDeadline(() -> readShortly(scaler)), TIMEOUT, nowhere);
        }
    }

    @Test
    void aSilentNetworkIsATimeOutWithinTheDeadline() throws Exception {
        topics.create("silent", 1);
        try (var scaler = scaler("silent", "listeners")) {
            assertLag(scaler, 1);

            proxy.blackhole();
            assertFailure(withinDeadline(() -> readShortly(scaler)), TIMEOUT, kafka.bootstrapServers());
            assertFailure(withinDeadline(() -> readShortlyAsync(scaler)), TIMEOUT, kafka.bootstrapServers());

            proxy.pass();
            await().atMost(PATIENT).untilAsserted(() -> assertLag(scaler, 1));
        }
    }

    @Test
    void aConnectionThatBreaksIsAFailureWithinTheDeadline() throws Exception {
        topics.create("broken", 1);
        try (var scaler = scaler("broken", "listeners")) {
            assertLag(scaler, 1);

            proxy.reset();
            assertThat(withinDeadline(() -> readShortly(scaler))).isInstanceOf(Reading.Failure.class);

            proxy.pass();
            await().atMost(PATIENT).untilAsserted(() -> assertLag(scaler, 1));
        }
    }

    @Test
    void aBrokerThatWasKilledIsAFailureAndThenTheRightCountAgain() throws Exception {
        topics.create("durable", 2);
        topics.produce("durable", 20);
        commit("survivors", "durable", 4, 3);
        try (var scaler = scaler("durable", "survivors")) {
            assertLag(scaler, 13);
            Reading before = read(scaler);

            kafka.kill();
            for (int turn = 0; turn < 3; turn++) {
                assertThat(withinDeadline(() -> readShortly(scaler))).isInstanceOf(Reading.Failure.class);
            }

            kafka.start();
            Reading first = await().atMost(PATIENT).until(() -> read(scaler), KafkaLagContract::isComplete);
            assertThat(((Reading.Value) first).milli()).isEqualTo(((Reading.Value) before).milli());
        }
    }

    private static boolean isComplete(Reading reading) {
        return reading instanceof Reading.Value value && !value.isLowerBound();
    }
}
