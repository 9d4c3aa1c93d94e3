package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static io.scaler4j.kafka.OffsetResetPolicy.LATEST;
import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the scaler does at a real broker. The broker stands behind a proxy, whose way past is the test's own; it asks
 * for permissions, and grants all that are not denied.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KafkaLagContract {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1_500);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private FaultProxy proxy;
    private KafkaServer kafka;
    private KafkaTopics topics;
    private Admin admin;
    private KafkaCluster cluster;

    abstract KafkaServer newServer(KafkaOptions options);

    @BeforeAll
    void startBroker() {
        proxy = FaultProxy.open();
        kafka = ServerRequirement.start(() -> newServer(KafkaOptions.defaults()
                .behind(proxy)
                .property("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .property("allow.everyone.if.no.acl.found", "true")));
        topics = KafkaTopics.of(kafka);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.directBootstrapServers()));
    }

    @AfterAll
    void closeBroker() {
        if (kafka != null) {
            admin.close(Duration.ZERO);
            topics.close();
            kafka.close();
        }
        proxy.close();
    }

    @BeforeEach
    void openCluster() {
        cluster = KafkaCluster.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .property("reconnect.backoff.max.ms", 200)
                .build();
    }

    @AfterEach
    void noClientIsLeft() {
        proxy.pass();
        kafka.start();
        cluster.close();
        assertThat(Clients.open()).isZero();
    }

    @Test
    void lagIsTheEndOfTheLogMinusTheCommittedOffset() throws Exception {
        topics.create("orders", 3);
        topics.produce("orders", 0, 10);
        topics.produce("orders", 1, 20);
        topics.produce("orders", 2, 30);
        commit("billing", "orders", 4, 20, 0);

        try (var scaler = scaler("orders", "billing")) {
            assertThat(read(scaler))
                    .isEqualTo(Reading.value(36)
                            .limits(ReplicaLimits.atMost(3))
                            .measuredAt(NOW)
                            .details(Map.of(
                                    "partitions", 3.0,
                                    "partitionsWithLag", 2.0,
                                    "maxPartitionLag", 30.0,
                                    "unknownPartitions", 0.0))
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
    void followsATopicThatIsDeletedAndMadeAnew() throws Exception {
        topics.create("phoenix", 2);
        topics.produce("phoenix", 20);
        commit("watch", "phoenix", 10, 10);
        try (var scaler = scaler("phoenix", "watch", EARLIEST)) {
            assertLag(scaler, 0);

            topics.delete("phoenix");
            assertFailure(read(scaler), MISCONFIGURED, "topic \"phoenix\" does not exist");

            topics.create("phoenix", 3);
            topics.produce("phoenix", 2, 6);
            await().untilAsserted(() -> assertLag(scaler, 6));
            assertThat(((Reading.Value) read(scaler)).limits()).isEqualTo(ReplicaLimits.atMost(3));
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
            Reading first =
                    await().atMost(PATIENT).until(() -> read(scaler), reading -> !(reading instanceof Reading.Failure));
            assertThat(first).isEqualTo(before);
        }
    }

    @Test
    void scalersShareTheClientThatClosesWithTheLastOfThem() throws Exception {
        topics.create("shared", 2);
        var first = scaler("shared", "a");
        var second = scaler("shared", "b");
        cluster.close();

        assertLag(first, 2);
        assertLag(second, 2);
        assertThat(Clients.open()).isEqualTo(1);

        first.close();
        first.close();
        assertThat(Clients.open()).isEqualTo(1);
        assertLag(second, 2);
        assertFailure(read(first), UNAVAILABLE, "closed");

        second.close();
        assertThat(Clients.open()).isZero();
    }

    @Test
    void aScalerWithServersOfItsOwnClosesItsClient() throws Exception {
        topics.create("alone", 1);
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers(List.of(kafka.bootstrapServers()))
                .topic("alone")
                .consumerGroup("hermits")
                .build()) {
            assertLag(scaler, 1);
            assertThat(Clients.open()).isEqualTo(2);
        }
        assertThat(Clients.open()).isEqualTo(1);
    }

    @Test
    void triggersOfOneCatalogShareAClient() throws Exception {
        topics.create("catalogued", 3);
        try (var catalog = ScalerCatalog.load();
                var one = trigger(catalog, "readers");
                var two = trigger(catalog, "writers")) {
            assertLag(one, 3);
            assertLag(two, 3);
            assertThat(Clients.open()).isEqualTo(2);
        }
    }

    @Test
    void readsAlikeWithAndWithoutWaiting() throws Exception {
        topics.create("alike", 3);
        topics.produce("alike", 9);
        commit("twins", "alike", 1, 1, 1);

        try (var scaler = scaler("alike", "twins")) {
            assertThat(readAsync(scaler, PATIENT).get(20, SECONDS)).isEqualTo(read(scaler));
        }
    }

    @Test
    void readsManyScalersAtOnceOnOneThread() throws Exception {
        topics.create("crowd", 5);
        List<KafkaLagScaler> scalers = IntStream.range(0, 200)
                .mapToObj(number -> scaler("crowd", "group-" + number))
                .toList();

        var answers = scalers.stream().map(each -> readAsync(each, PATIENT)).toList();
        for (var answer : answers) {
            assertThat(answer.get(20, SECONDS)).isInstanceOfSatisfying(Reading.Value.class, this::isFive);
        }
        assertThat(Clients.open()).isEqualTo(1);
        scalers.forEach(KafkaLagScaler::close);
    }

    @Test
    void closingEndsAReadUnderWay() throws Exception {
        topics.create("cut", 1);
        var scaler = scaler("cut", "editors");
        assertLag(scaler, 1);
        proxy.blackhole();
        var answer = readAsync(scaler, PATIENT);

        cluster.close();
        scaler.close();

        assertThat(Clients.open()).isZero();
        assertFailure(answer.get(5, SECONDS), UNAVAILABLE, "closed");
    }

    @Test
    void anInterruptEndsTheWaiting() {
        topics.create("impatient", 1);
        try (var scaler = scaler("impatient", "hurry")) {
            proxy.blackhole();
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> read(scaler));
        } finally {
            assertThat(Thread.interrupted()).as("the flag, after the exception").isFalse();
        }
    }

    private KafkaLagScaler scaler(String topic, String group) {
        return scaler(topic, group, LATEST);
    }

    private KafkaLagScaler scaler(String topic, String group, OffsetResetPolicy policy) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .topic(topic)
                .consumerGroup(group)
                .offsetResetPolicy(policy)
                .build();
    }

    private Scaler trigger(ScalerCatalog catalog, String group) {
        return catalog.create(TriggerSpec.builder("kafka")
                        .metadata(Map.of(
                                "bootstrapServers",
                                kafka.bootstrapServers(),
                                "topic",
                                "catalogued",
                                "consumerGroup",
                                group))
                        .build())
                .scaler();
    }

    private static Reading read(Scaler scaler) throws Exception {
        return scaler.read(ReadRequest.of(NOW, PATIENT));
    }

    private static Reading readShortly(KafkaLagScaler scaler) {
        try {
            return scaler.read(ReadRequest.of(NOW, SHORT));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reading readShortlyAsync(KafkaLagScaler scaler) {
        return readAsync(scaler, SHORT).join();
    }

    private static CompletableFuture<Reading> readAsync(KafkaLagScaler scaler, Duration timeout) {
        return scaler.readAsync(ReadRequest.of(NOW, timeout), task -> {
                    throw new AssertionError("no executor is needed");
                })
                .toCompletableFuture();
    }

    private static Reading withinDeadline(Supplier<Reading> read) {
        long begin = System.nanoTime();
        Reading reading = read.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.plus(SLACK));
        return reading;
    }

    private static void assertLag(Scaler scaler, double lag) throws Exception {
        assertThat(read(scaler)).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.activationValue()).isEqualTo(lag);
            assertThat(value.isLowerBound()).isFalse();
        });
    }

    private void isFive(Reading.Value value) {
        assertThat(value.activationValue()).isEqualTo(5);
    }

    private static void assertFailure(Reading reading, Reading.Failure.Kind kind, String... words) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
            assertThat(failure.message()).contains(words);
        });
    }

    private void commit(String group, String topic, long... offsets) {
        for (int partition = 0; partition < offsets.length; partition++) {
            topics.commit(group, topic, partition, offsets[partition]);
        }
    }

    private long commits(String group) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(20, SECONDS).values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private static int pollSome(KafkaConsumer<String, String> consumer) {
        return await().atMost(PATIENT)
                .pollInSameThread()
                .until(() -> consumer.poll(Duration.ofMillis(100)).count(), count -> count > 0);
    }

    private void deny(ResourceType type, String name) throws Exception {
        var everyone = new AccessControlEntry("User:*", "*", AclOperation.DESCRIBE, AclPermissionType.DENY);
        var binding = new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL), everyone);
        admin.createAcls(List.of(binding)).all().get(20, SECONDS);
    }
}
