package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static io.scaler4j.kafka.OffsetResetPolicy.LATEST;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of each kind, measured as what they are and as what they are not; and which topics of a group count. */
abstract class KafkaGroupKindContract extends KafkaLagFixture {

    @Test
    void aShareGroupThatIsMeasuredAsAConsumerGroupIsAFailureThatNamesItsKind() throws Exception {
        topics.create("jobs", 3);
        topics.produce("jobs", 600);
        try (var consumer = shareConsumer("sg");
                var named = scaler("jobs", "sg");
                var discovering = builder("sg").build()) {
            consumer.subscribe(List.of("jobs"));
            consumer.poll(Duration.ofMillis(200));
            await().atMost(PATIENT)
                    .untilAsserted(
                            () -> assertFailure(read(named), MISCONFIGURED, "\"sg\"", "is a share group", "groupType"));
            assertFailure(read(discovering), MISCONFIGURED, "\"sg\"", "is a share group", "groupType");
        }
    }

    @Test
    void aConsumerGroupThatIsMeasuredAsAShareGroupIsAFailureThatNamesItsKind() throws Exception {
        topics.create("ordinary", 2);
        commit("ordinary-readers", "ordinary", 0, 0);
        try (var named = shareScaler("ordinary-readers", LATEST, "ordinary");
                var discovering = shareScaler("ordinary-readers", LATEST)) {
            assertFailure(read(named), MISCONFIGURED, "is a consumer group", "groupType");
            assertFailure(read(discovering), MISCONFIGURED, "is a consumer group", "groupType");
        }
    }

    @Test
    void aStreamsGroupIsMeasuredAsAConsumerGroupWithItsMembers() throws Exception {
        topics.create("in", 2);
        topics.produce("in", 10);
        try (var streams = streams("app", "in");
                var named =
                        builder("app").topic("in").holdWhileRebalancing(true).build();
                var discovering = builder("app").build();
                var asShare = shareScaler("app", LATEST, "in")) {
            streams.start();
            await().atMost(PATIENT).untilAsserted(() -> {
                assertLag(named, 0);
                assertThat(value(named).details()).containsEntry("members", 1.0).containsEntry("rebalancing", 0.0);
            });
            assertLag(named, 0);
            assertThat(value(named).details()).as("again").containsEntry("members", 1.0);
            assertLag(discovering, 0);
            assertThat(value(discovering).details())
                    .containsEntry("members", 1.0)
                    .containsEntry("partitions", 2.0);
            assertFailure(read(asShare), MISCONFIGURED, "is a streams group", "groupType");
        }
    }

    @Test
    void aGroupThatDoesNotExistIsSaidSoOnceAndHasNoTopicOfItsOwn() throws Exception {
        topics.create("spelt", 3);
        topics.produce("spelt", 30);
        try (var log = CapturedLog.of("io.scaler4j.kafka.KafkaLagScaler");
                var named = scaler("spelt", "biling");
                var discovering = builder("biling").build()) {
            assertLag(named, 3);
            assertLag(named, 3);
            assertThat(log.text().lines()).singleElement().asString().contains("\"biling\"", "correct the name");
            assertLag(discovering, 0);
            assertLag(discovering, 0);
            assertThat(log.text().lines()).hasSize(2);
        }
    }

    // ---- topics

    @ParameterizedTest(name = "group protocol {0}")
    @ValueSource(strings = {"classic", "consumer"})
    void aTopicThatAStableGroupHasLeftDoesNotCount(String protocol) throws Exception {
        String left = "v1-" + protocol;
        String read = "v2-" + protocol;
        String group = "mailer-" + protocol;
        topics.create(left, 2);
        topics.create(read, 2);
        topics.produce(left, 7_200);
        commit(group, left, 100, 100);
        commit(group, read, 0, 0);
        try (var idle = builder(group).build();
                var named = builder(group).topic(left).build();
                var consumer = consumer(group, Map.of("group.protocol", protocol))) {
            assertLag(idle, 7_000);

            join(consumer, 2, read);
            try (var scaler = builder(group).build()) {
                await().atMost(PATIENT).pollInSameThread().untilAsserted(() -> {
                    consumer.poll(Duration.ofMillis(10));
                    assertLag(scaler, 0);
                });
                assertThat(value(scaler).details()).containsEntry("leftTopics", 1.0);
                assertLag(named, 7_000);
            }
        }
    }

    @ParameterizedTest(name = "group protocol {0}")
    @ValueSource(strings = {"classic", "consumer"})
    void aTopicOfMembersThatMayNotBeLookedAtMakesTheLagALowerBound(String protocol) throws Exception {
        String open = "open-" + protocol;
        String secret = "secret-" + protocol;
        String group = "spies-" + protocol;
        topics.create(open, 1);
        topics.create(secret, 1);
        topics.produce(open, 10);
        topics.produce(secret, 500);
        commit(group, open, 0);
        commit(group, secret, 0);
        try (var log = CapturedLog.of("io.scaler4j.kafka.KafkaLagScaler");
                var scaler = builder(group).build();
                var consumer = consumer(group, Map.of("group.protocol", protocol))) {
            join(consumer, 2, open, secret);
            deny(ResourceType.TOPIC, secret);

            await().atMost(PATIENT)
                    .untilAsserted(() -> assertThat(read(scaler)).isInstanceOfSatisfying(Reading.Value.class, value -> {
                        assertThat(value.activationValue()).isEqualTo(10);
                        assertThat(value.isLowerBound()).isTrue();
                    }));
            assertThat(log.text()).contains("may not look at", "lower bound", "ACL DESCRIBE");
        }
    }

    // ---- share groups

    @Test
    void aShareGroupThatHasAcknowledgedNothingHasAllFromWhereItsBrokersLetItBegin() throws Exception {
        topics.create("fresh-share", 3);
        topics.produce("fresh-share", 700);
        shareGroupBegins("early", "earliest");
        shareGroupBegins("late", "latest");

        try (var early = shareScaler("early", LATEST, "fresh-share");
                var late = shareScaler("late", EARLIEST, "fresh-share")) {
            assertLag(early, 700);
            assertLag(late, 3);
        }
    }

    @Test
    void theLagOfAShareGroupWithAStartAndWithoutACountIsTheDistance() throws Exception {
        topics.create("put-back", 1);
        topics.produce("put-back", 0, 50);
        shareGroupBegins("put-back", "earliest");
        acknowledgeAll("put-back", 50);
        admin.alterShareGroupOffsets("put-back", Map.of(new TopicPartition("put-back", 0), 20L))
                .all()
                .get(20, SECONDS);

        try (var scaler = shareScaler("put-back", LATEST, "put-back")) {
            await().atMost(PATIENT).untilAsserted(() -> assertLag(scaler, 30));
        }
    }

    @Test
    void theLagOfAShareGroupIsNoMoreThanTheLogHolds() throws Exception {
        topics.create("emptied", 1);
        topics.produce("emptied", 0, 40);
        shareGroupBegins("emptied", "earliest");
        acknowledgeAll("emptied", 40);
        topics.produce("emptied", 0, 60);
        try (var scaler = shareScaler("emptied", LATEST, "emptied")) {
            await().atMost(PATIENT).untilAsserted(() -> assertLag(scaler, 60));

            deleteBefore("emptied", 0, 95);
            assertLag(scaler, 5);
            deleteBefore("emptied", 0, 100);
            assertLag(scaler, 0);
            topics.produce("emptied", 0, 2);
            assertLag(scaler, 2);
        }
    }

    private void acknowledgeAll(String group, int records) {
        try (var consumer = shareConsumer(group)) {
            consumer.subscribe(List.of(group));
            int[] read = new int[1];
            await().atMost(PATIENT).pollInSameThread().until(() -> {
                read[0] += consumer.poll(Duration.ofMillis(200)).count();
                consumer.commitSync();
                return read[0] == records;
            });
        }
    }

    private KafkaLagScaler shareScaler(String group, OffsetResetPolicy policy, String... names) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .shareGroup(group)
                .topics(List.of(names))
                .offsetResetPolicy(policy)
                .build();
    }

    private KafkaStreams streams(String group, String topic) {
        var topology = new StreamsBuilder();
        topology.stream(topic, Consumed.with(Serdes.String(), Serdes.String())).foreach((key, value) -> {});
        var settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                group,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.directBootstrapServers(),
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                "streams",
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                100,
                StreamsConfig.consumerPrefix("auto.offset.reset"),
                "earliest"));
        return new KafkaStreams(topology.build(), settings);
    }
}
