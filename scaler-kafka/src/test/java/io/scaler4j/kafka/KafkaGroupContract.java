package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.ReplicaLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as lag at a real broker: whose, of which topics, and after what has happened to them. */
abstract class KafkaGroupContract extends KafkaLagFixture {

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
    void countsWhatAShareGroupHasNotAcknowledged() throws Exception {
        topics.create("shared-out", 2);
        shareGroupBegins("crowd", "earliest");
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
}
