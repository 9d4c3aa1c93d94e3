package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.LATEST;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A real broker behind a proxy, whose way past is the test's own; it asks for permissions, and grants all that are not
 * denied. And the words in which the contracts on lag speak.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KafkaLagFixture {

    static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    static final Duration PATIENT = Duration.ofSeconds(60);
    static final Duration SHORT = Duration.ofMillis(1_500);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final AtomicLong READS = new AtomicLong();

    FaultProxy proxy;
    KafkaServer kafka;
    KafkaTopics topics;
    Admin admin;
    KafkaCluster cluster;

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

    KafkaLagScaler scaler(String topic, String group) {
        return scaler(topic, group, LATEST);
    }

    KafkaLagScaler scaler(String topic, String group, OffsetResetPolicy policy) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .topic(topic)
                .consumerGroup(group)
                .offsetResetPolicy(policy)
                .build();
    }

    KafkaLagScalerBuilder builder(String group) {
        return KafkaLagScaler.builder().cluster(cluster).consumerGroup(group);
    }

    Scaler trigger(ScalerCatalog catalog, String group) {
        return catalog.open(TriggerSpec.builder("kafka")
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

    /** Each read comes long after the one before, so that none gets an answer that was read for another. */
    static ReadRequest request(Duration timeout) {
        return ReadRequest.of(NOW.plusSeconds(10 * READS.incrementAndGet()), timeout);
    }

    /** Lets time pass, as scalers are told it. */
    static void pass(Duration time) {
        READS.addAndGet(time.dividedBy(Duration.ofSeconds(10)));
    }

    static Reading read(Scaler scaler) throws Exception {
        return scaler.read(request(PATIENT));
    }

    static Reading.Value value(Scaler scaler) throws Exception {
        Reading reading = read(scaler);
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return (Reading.Value) reading;
    }

    static Reading readShortly(KafkaLagScaler scaler) {
        try {
            return scaler.read(request(SHORT));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reading readShortlyAsync(KafkaLagScaler scaler) {
        return readAsync(scaler, SHORT).join();
    }

    static CompletableFuture<Reading> readAsync(KafkaLagScaler scaler, Duration timeout) {
        return scaler.readAsync(request(timeout), task -> {
                    throw new AssertionError("no executor is needed");
                })
                .toCompletableFuture();
    }

    static Reading withinDeadline(Supplier<Reading> read) {
        long begin = System.nanoTime();
        Reading reading = read.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.plus(SLACK));
        return reading;
    }

    static void assertLag(Scaler scaler, double lag) throws Exception {
        assertThat(read(scaler)).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.activationValue()).isEqualTo(lag);
            assertThat(value.isLowerBound()).isFalse();
        });
    }

    void assertAgreesWithTheTool(Scaler scaler, String group, String topic, int partitions) throws Exception {
        assertThat(lag(scaler)).isEqualTo(lagByTheTool(group, topic, partitions));
    }

    static long lag(Scaler scaler) throws Exception {
        return value(scaler).milli() / 1000;
    }

    long lagByTheTool(String group, String topic, int partitions) throws Exception {
        return new ConsumerGroupTool(kafka.directBootstrapServers(), admin).lag(group, topic, partitions);
    }

    void isFive(Reading.Value value) {
        assertThat(value.activationValue()).isEqualTo(5);
    }

    static void assertFailure(Reading reading, Reading.Failure.Kind kind, String... words) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
            assertThat(failure.message()).contains(words);
        });
    }

    void commit(String group, String topic, long... offsets) {
        for (int partition = 0; partition < offsets.length; partition++) {
            topics.commit(group, topic, partition, offsets[partition]);
        }
    }

    long commits(String group) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(20, SECONDS).values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    static int pollSome(KafkaConsumer<String, String> consumer) {
        return await().atMost(PATIENT)
                .pollInSameThread()
                .until(() -> consumer.poll(Duration.ofMillis(100)).count(), count -> count > 0);
    }

    void deny(ResourceType type, String name) throws Exception {
        var everyone = new AccessControlEntry("User:*", "*", AclOperation.DESCRIBE, AclPermissionType.DENY);
        var binding = new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL), everyone);
        admin.createAcls(List.of(binding)).all().get(20, SECONDS);
    }

    void deleteBefore(String topic, int partition, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get(20, SECONDS);
    }

    KafkaConsumer<String, String> consumer(String group, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putAll(Map.of(
                "bootstrap.servers", kafka.directBootstrapServers(), "group.id", group, "enable.auto.commit", "false"));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** Lets this consumer have all partitions of these topics, and go on reading. */
    static void join(KafkaConsumer<String, String> consumer, int partitions, String... topics) {
        consumer.subscribe(List.of(topics));
        await().atMost(PATIENT).pollInSameThread().until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return consumer.assignment().size() == partitions;
        });
    }

    KafkaShareConsumer<String, String> shareConsumer(String group) {
        return new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", kafka.directBootstrapServers(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Brokers keep the reset policy of a share group. */
    void shareGroupBegins(String group, String where) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("share.auto.offset.reset", where), AlterConfigOp.OpType.SET))))
                .all()
                .get(20, SECONDS);
    }
}
