package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** How much of its lag a group has to see to, by what the scaler was told to count. */
abstract class KafkaLagOptionsContract extends KafkaLagFixture {

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
                    .as("a marker takes an offset")
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
