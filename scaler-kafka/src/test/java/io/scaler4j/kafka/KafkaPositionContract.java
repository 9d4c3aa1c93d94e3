package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static io.scaler4j.kafka.OffsetResetPolicy.LATEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts where a group has committed an offset that the log does not hold, beside what consumers then read. */
abstract class KafkaPositionContract extends KafkaLagFixture {

    @ParameterizedTest(name = "{0}: committed {3}, log {1} to {2}, {4}: lag {5}, of which {6} are read")
    @CsvSource({
        // topic, start, end, committed, policy, lag, read
        "payments,       1000, 1000, 100,  EARLIEST, 0,   0",
        "payments,       1000, 1000, 100,  LATEST,   0,   0",
        "partly,         900,  1000, 100,  EARLIEST, 100, 100",
        "partly,         900,  1000, 100,  LATEST,   1,   0", // 1: to be started, and to commit again
        "dataproc,       0,    300,  5215, EARLIEST, 300, 300",
        "dataproc,       0,    300,  5215, LATEST,   0,   0",
        "beyond-and-cut, 250,  300,  5215, EARLIEST, 50,  50",
        "at-the-start,   900,  1000, 900,  LATEST,   100, 100",
        "at-the-end,     900,  1000, 1000, EARLIEST, 0,   0",
    })
    void aCommitOutsideTheLogCountsWhatConsumersThenRead(
            String topic, long start, long end, long committed, OffsetResetPolicy policy, long lag, long read)
            throws Exception {
        String name = topic + "-" + policy.name().toLowerCase(Locale.ROOT);
        topics.create(name, 1);
        topics.produce(name, 0, (int) end);
        topics.commit(name, name, 0, committed);
        deleteBefore(name, 0, start);

        try (var scaler = scaler(name, name, policy);
                var discovering = builder(name).offsetResetPolicy(policy).build()) {
            assertLag(scaler, lag);
            assertLag(discovering, lag);
            assertThat(value(scaler).details()).containsEntry("partitionsBeyondEnd", committed > end ? 1.0 : 0.0);
        }
        assertThat(readByAConsumer(name, policy, end)).isEqualTo(read);
    }

    @Test
    void anAgeFromWhichRecordsCountGoesWithThePolicy() throws Exception {
        long now = request(PATIENT).now().toEpochMilli();
        topics.create("aged-lost", 1);
        produceAged("aged-lost", now - 3_600_000, 8);
        produceAged("aged-lost", now - 60_000, 4);
        deleteBefore("aged-lost", 0, 5);
        for (long committed : List.of(2L, 50L)) {
            topics.commit("aged-" + committed, "aged-lost", 0, committed);
            try (var scaler = aged("aged-lost", "aged-" + committed, EARLIEST)) {
                assertLag(scaler, 3);
            }
        }
        try (var scaler = aged("aged-lost", "aged-2", LATEST)) {
            assertLag(scaler, 1);
        }
    }

    @Test
    void aRecordStampedInTheFutureDoesNotHideTheOldOnesBehindIt() throws Exception {
        Instant now = request(PATIENT).now();
        topics.create("misdated", 2);
        produceAged("misdated", now.plus(Duration.ofHours(1)).toEpochMilli(), 1);
        produceAged("misdated", now.minus(Duration.ofHours(1)).toEpochMilli(), 100);
        commit("patience", "misdated", 0, 0);
        commit("further", "misdated", 31, 0);

        try (var scaler = aged("misdated", "patience", LATEST);
                var further = aged("misdated", "further", LATEST)) {
            assertLag(scaler, 100);
            assertLag(further, 70);
            assertThat(value(scaler).details()).containsEntry("partitionsStampedInTheFuture", 1.0);
        }
    }

    @Test
    void aLittleLagOfALostCommitDoesNotSettle() throws Exception {
        topics.create("unsettled", 1);
        topics.produce("unsettled", 0, 10);
        deleteBefore("unsettled", 0, 9);
        topics.commit("lost", "unsettled", 0, 3);
        try (var scaler = builder("lost")
                .topic("unsettled")
                .offsetResetPolicy(EARLIEST)
                .ignoreSettledLag(1, 1)
                .build()) {
            assertLag(scaler, 1);
            assertLag(scaler, 1);
            assertLag(scaler, 1);
        }
    }

    @Test
    void aLostCommitThatDoesNotMoveKeepsTheTargetAwake() throws Exception {
        topics.create("stuck-lost", 1);
        topics.produce("stuck-lost", 0, 30);
        topics.commit("stuck", "stuck-lost", 0, 1_000);
        try (var scaler = builder("stuck")
                .topic("stuck-lost")
                .offsetResetPolicy(EARLIEST)
                .excludePersistentLag(PersistentLag.sincePreviousRead())
                .build()) {
            assertThat(value(scaler).milli()).isEqualTo(30_000);
            Reading.Value second = value(scaler);
            assertThat(second.milli()).isZero();
            assertThat(second.activationValue()).isEqualTo(30);
        }
    }

    @Test
    void aCommitPastAnOpenTransactionIsInsideTheLog() throws Exception {
        topics.create("ahead", 1);
        topics.produce("ahead", 0, 5);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.directBootstrapServers(), "transactional.id", "open"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("ahead", 0, null, "not yet"));
            producer.flush();
            topics.commit("dirty-readers", "ahead", 0, 6);
            topics.commit("lost-readers", "ahead", 0, 7);
            try (var inside = committed("dirty-readers");
                    var outside = committed("lost-readers")) {
                assertLag(inside, 0);
                assertThat(value(inside).details()).containsEntry("partitionsBeyondEnd", 0.0);
                assertLag(outside, 5);
                assertThat(value(outside).details()).containsEntry("partitionsBeyondEnd", 1.0);
            }
            producer.abortTransaction();
        }
    }

    // ---- words

    private KafkaLagScaler committed(String group) {
        return builder(group)
                .topic("ahead")
                .offsetResetPolicy(EARLIEST)
                .isolationLevel(IsolationLevel.READ_COMMITTED)
                .build();
    }

    private KafkaLagScaler aged(String topic, String group, OffsetResetPolicy policy) {
        return builder(group)
                .topic(topic)
                .offsetResetPolicy(policy)
                .olderThan(Duration.ofMinutes(10))
                .build();
    }

    private long readByAConsumer(String topic, OffsetResetPolicy policy, long end) {
        var partition = new TopicPartition(topic, 0);
        String reset = policy.name().toLowerCase(Locale.ROOT);
        try (var consumer = consumer(topic, Map.of("auto.offset.reset", reset))) {
            consumer.assign(List.of(partition));
            long[] read = new long[1];
            await().atMost(PATIENT).pollInSameThread().until(() -> {
                read[0] += consumer.poll(Duration.ofMillis(200)).count();
                return consumer.position(partition) == end;
            });
            return read[0];
        }
    }

    private void produceAged(String topic, long timestamp, int records) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.directBootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, 0, timestamp, null, "record " + i));
            }
            producer.flush();
        }
    }
}
