package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as lag at a real broker: whose, of which topics, and after what has happened to them. */
abstract class KafkaGroupContract extends KafkaLagFixture {

    private static final String STUCK_AT_A_MARKER = "a marker takes an offset";

    @Test
    void agreesWithTheBrokersOwnToolWhateverWasWrittenCommittedAndDeleted() throws Exception {
        long seed = 20_260_105;
        var random = new SplittableRandom(seed);
        topics.create("compared", 8);
        try (var scaler = scaler("compared", "auditors", EARLIEST)) {
            for (int turn = 0; turn < 12; turn++) {
                int partition = random.nextInt(8);
                long end = topics.endOffsets("compared").get(partition);
                switch (random.nextInt(3)) {
                    case 0 -> topics.produce("compared", partition, random.nextInt(1, 40));
                    case 1 -> topics.commit("auditors", "compared", partition, random.nextLong(0, end + 1));
                    default -> deleteBefore("compared", partition, random.nextLong(0, end + 1));
                }
                assertThat(lag(scaler))
                        .as("seed %d, turn %d", seed, turn)
                        .isEqualTo(lagByTheTool("auditors", "compared", 8));
            }
        }
    }

    @Test
    void countsAllTopicsThatAreNamed() throws Exception {
        topics.create("first", 2);
        topics.create("second", 3);
        topics.produce("first", 10);
        topics.produce("second", 2, 7);
        commit("both", "first", 1, 2);
        commit("both", "second", 0, 0, 4);

        try (var scaler = builder("both").topics(List.of("first", "second")).build()) {
            assertLag(scaler, 7 + 3);
            assertThat(value(scaler).limits()).isEqualTo(ReplicaLimits.atMost(5));
        }
        try (var scaler = builder("both").topics(List.of("first", "missing")).build()) {
            assertFailure(read(scaler), MISCONFIGURED, "topic \"missing\" does not exist");
        }
    }

    @Test
    void countsThePartitionsThatAreNamed() throws Exception {
        topics.create("limited", 4);
        topics.produce("limited", 40);
        commit("limited", "limited", 0, 1, 2, 3);

        try (var some = builder("limited").topic("limited").partitions(1, 3).build();
                var none = builder("limited").topic("limited").partitions(4, 5).build()) {
            assertLag(some, 9 + 7);
            assertThat(value(some).limits()).isEqualTo(ReplicaLimits.atMost(2));
            assertFailure(read(none), MISCONFIGURED, "partitions 4,5 are none of the 4 of topic \"limited\"");
        }
    }

    @Test
    void findsTheTopicsOfAGroupByItsCommits() throws Exception {
        topics.create("found-1", 2);
        topics.create("found-2", 1);
        topics.create("not-ours", 1);
        topics.produce("not-ours", 100);
        try (var scaler = builder("finders").build()) {
            assertThat(value(scaler).milli()).as("no group, no topic").isZero();
            assertThat(value(scaler).details()).containsEntry("partitions", 0.0);

            topics.produce("found-1", 0, 5);
            topics.commit("finders", "found-1", 0, 2);
            topics.commit("finders", "found-2", 0, 0);
            assertLag(scaler, 3 + 1); // partition 1 of found-1 has no commit yet, and counts 1

            topics.delete("found-2");
            await().untilAsserted(() -> assertLag(scaler, 4));
            admin.deleteConsumerGroups(List.of("finders")).all().get(20, SECONDS);
            await().untilAsserted(() -> assertLag(scaler, 0));
        }
    }

    @ParameterizedTest(name = "group protocol {0}")
    @ValueSource(strings = {"classic", "consumer"})
    void findsTheTopicsOfAGroupThatHasMembersAndNeverCommitted(String protocol) throws Exception {
        String topic = "joined-" + protocol;
        topics.create(topic, 3);
        try (var scaler = builder("joiners-" + protocol).build();
                var consumer = consumer("joiners-" + protocol, Map.of("group.protocol", protocol))) {
            assertLag(scaler, 0);
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENT).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return consumer.assignment().size() == 3;
            });

            await().atMost(PATIENT).pollInSameThread().untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(10));
                assertLag(scaler, 3);
            });
            assertThat(value(scaler).details()).containsEntry("members", 1.0).containsKey("rebalancing");
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
            assertAgreesWithTheTool(scaler, "watch", "phoenix", 3);
            assertThat(value(scaler).limits()).isEqualTo(ReplicaLimits.atMost(3));
        }
    }

    @Test
    void aGroupThatWasDeletedHasNoCommits() throws Exception {
        topics.create("orphaned", 2);
        topics.produce("orphaned", 10);
        commit("parents", "orphaned", 5, 5);
        try (var scaler = scaler("orphaned", "parents", EARLIEST)) {
            assertLag(scaler, 0);

            admin.deleteConsumerGroups(List.of("parents")).all().get(20, SECONDS);
            assertLag(scaler, 10);
            assertAgreesWithTheTool(scaler, "parents", "orphaned", 2);
        }
    }

    @Test
    void seesPartitionsThatAreAddedWithinAMinute() throws Exception {
        topics.create("growing", 1);
        commit("growers", "growing", 0);
        try (var scaler = scaler("growing", "growers", EARLIEST)) {
            assertLag(scaler, 0);

            admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(3)))
                    .all()
                    .get(20, SECONDS);
            topics.produce("growing", 2, 4);
            pass(Duration.ofMinutes(1));

            await().untilAsserted(() -> assertLag(scaler, 4));
            assertAgreesWithTheTool(scaler, "growers", "growing", 3);
            assertThat(value(scaler).limits()).isEqualTo(ReplicaLimits.atMost(3));
        }
    }

    @Test
    void countsTransactionsByTheIsolationLevel() throws Exception {
        topics.create("transacted", 1);
        commit("payers", "transacted", 0);
        try (var all = scaler("transacted", "payers");
                var committed = builder("payers")
                        .topic("transacted")
                        .isolationLevel(IsolationLevel.READ_COMMITTED)
                        .build();
                var producer = transactionalProducer("payer")) {
            producer.beginTransaction();
            write(producer, "transacted", 5);
            producer.commitTransaction();
            producer.beginTransaction();
            write(producer, "transacted", 3);
            producer.abortTransaction();
            await().untilAsserted(() -> assertLag(all, 5 + 1 + 3 + 1)); // each marker takes an offset
            await().untilAsserted(() -> assertLag(committed, 10));

            producer.beginTransaction();
            write(producer, "transacted", 7);
            assertLag(all, 17);
            assertLag(committed, 10);
            assertAgreesWithTheTool(all, "payers", "transacted", 1);

            producer.abortTransaction();
            await().untilAsserted(() -> assertLag(committed, 18));
            assertAgreesWithTheTool(all, "payers", "transacted", 1);
        }
    }

    @Test
    void lagThatIsOnlyAMarkerSettles() throws Exception {
        topics.create("settled", 1);
        try (var producer = transactionalProducer("settler")) {
            producer.beginTransaction();
            write(producer, "settled", 4);
            producer.commitTransaction();
        }
        topics.commit("settlers", "settled", 0, 4);
        try (var scaler =
                builder("settlers").topic("settled").ignoreSettledLag(1, 2).build()) {
            await().untilAsserted(() -> assertThat(topics.endOffsets("settled"))
                    .as(STUCK_AT_A_MARKER)
                    .containsEntry(0, 5L));
            assertLag(scaler, 1);
            assertLag(scaler, 1);
            assertLag(scaler, 0);

            topics.produce("settled", 0, 1);
            assertLag(scaler, 2);
        }
    }

    @Test
    void aStuckPartitionKeepsTheTargetAwakeAndDoesNotScaleIt() throws Exception {
        topics.create("stuck", 2);
        topics.produce("stuck", 0, 30);
        topics.produce("stuck", 1, 30);
        commit("mules", "stuck", 10, 10);
        try (var scaler = builder("mules")
                .topic("stuck")
                .limitToPartitionsWithLag(true)
                .excludePersistentLag(PersistentLag.sincePreviousRead())
                .build()) {
            assertThat(value(scaler).milli()).isEqualTo(40_000);

            topics.commit("mules", "stuck", 1, 15);
            Reading.Value second = value(scaler);
            assertThat(second.milli()).as("towards replicas").isEqualTo(15_000);
            assertThat(second.activationValue()).isEqualTo(35);
            assertThat(second.limits()).isEqualTo(ReplicaLimits.atMost(1));
            assertThat(second.details()).containsEntry("stuckPartitions", 1.0);
        }
    }

    @Test
    void countsWhatHasWaitedForTooLong() throws Exception {
        topics.create("aged", 2);
        commit("patient", "aged", 2, 0);
        try (var scaler = builder("patient")
                        .topic("aged")
                        .olderThan(Duration.ofMinutes(10))
                        .build();
                var producer = producer(Map.of())) {
            long now = request(PATIENT).now().toEpochMilli();
            for (int minutes : new int[] {30, 20, 15, 12, 2, 1}) {
                producer.send(new ProducerRecord<>("aged", 0, now - minutes * 60_000L, null, "old"));
            }
            producer.send(new ProducerRecord<>("aged", 1, now - 60_000L, null, "young"));
            producer.flush();

            assertLag(scaler, 2);
            pass(Duration.ofMinutes(20));
            assertLag(scaler, 4 + 1);
        }
    }

    @Test
    void countsWhatAShareGroupHasNotAcknowledged() throws Exception {
        topics.create("shared-out", 2);
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, "crowd"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                .all()
                .get(20, SECONDS);
        topics.produce("shared-out", 0, 12);
        topics.produce("shared-out", 1, 8);
        try (var scaler = KafkaLagScaler.builder()
                        .cluster(cluster)
                        .shareGroup("crowd")
                        .topic("shared-out")
                        .offsetResetPolicy(EARLIEST)
                        .build();
                var consumer = shareConsumer("crowd")) {
            assertLag(scaler, 20);
            consumer.subscribe(List.of("shared-out"));
            int read = await().atMost(PATIENT)
                    .pollInSameThread()
                    .until(() -> consumer.poll(Duration.ofMillis(200)).count(), count -> count > 0);
            consumer.commitSync();

            await().atMost(PATIENT).untilAsserted(() -> assertLag(scaler, 20 - read));
            assertThat(value(scaler).limits()).isEqualTo(ReplicaLimits.none());
        }
    }

    // ---- words

    private KafkaLagScalerBuilder builder(String group) {
        return KafkaLagScaler.builder().cluster(cluster).consumerGroup(group);
    }

    private static Reading.Value value(Scaler scaler) throws Exception {
        Reading reading = read(scaler);
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return (Reading.Value) reading;
    }

    private static long lag(Scaler scaler) throws Exception {
        return value(scaler).milli() / 1000;
    }

    private void assertAgreesWithTheTool(Scaler scaler, String group, String topic, int partitions) throws Exception {
        assertThat(lag(scaler)).isEqualTo(lagByTheTool(group, topic, partitions));
    }

    /** Where the tool prints nothing, since nothing is committed: end minus start. */
    private long lagByTheTool(String group, String topic, int partitions) throws Exception {
        Map<TopicPartition, OptionalLong> printed =
                hasNoCommits(group) ? Map.of() : new ConsumerGroupTool(kafka.directBootstrapServers()).lag(group);
        long sum = 0;
        for (int number = 0; number < partitions; number++) {
            var partition = new TopicPartition(topic, number);
            OptionalLong lag = printed.getOrDefault(partition, OptionalLong.empty());
            // The tool may print a negative lag after records are deleted; nothing is less than no lag.
            sum += lag.isPresent() ? Math.max(0, lag.getAsLong()) : retained(partition);
        }
        return sum;
    }

    /** The tool prints no table then, not even an empty one. */
    private boolean hasNoCommits(String group) throws Exception {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(20, SECONDS)
                .isEmpty();
    }

    private long retained(TopicPartition partition) throws Exception {
        return offset(partition, OffsetSpec.latest()) - offset(partition, OffsetSpec.earliest());
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec))
                .all()
                .get(20, SECONDS)
                .get(partition)
                .offset();
    }

    private void deleteBefore(String topic, int partition, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get(20, SECONDS);
    }

    private KafkaConsumer<String, String> consumer(String group, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putAll(Map.of(
                "bootstrap.servers", kafka.directBootstrapServers(), "group.id", group, "enable.auto.commit", "false"));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private KafkaShareConsumer<String, String> shareConsumer(String group) {
        return new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", kafka.directBootstrapServers(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private Producer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.directBootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private Producer<String, String> transactionalProducer(String id) {
        Producer<String, String> producer = producer(Map.of("transactional.id", id));
        producer.initTransactions();
        return producer;
    }

    private static void write(Producer<String, String> producer, String topic, int records) {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(topic, 0, null, "record " + i));
        }
        producer.flush();
    }
}
