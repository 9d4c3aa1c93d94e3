package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.KafkaBrokers;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Three brokers, of which the one that keeps the group's offsets is killed: the lag is never wrong, and soon back.
 * There is no container variant: a container of the image is one broker, and what is killed here is a process of three.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KafkaFailoverTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PARTITIONS = 6;

    private final Polls polls = new Polls();
    private KafkaBrokers brokers;
    private KafkaTopics topics;

    @BeforeAll
    void startBrokers() {
        brokers = ServerRequirement.start(() -> KafkaBrokers.three(KafkaOptions.defaults()));
        topics = KafkaTopics.of(brokers);
        topics.create("orders", PARTITIONS);
        topics.produce("orders", 60);
        // A broker that takes over the offsets does not show the last commit for a moment, so it must not be missed.
        topics.commit("billing", everywhere(4));
        topics.commit("billing", everywhere(4));
    }

    @AfterAll
    void closeBrokers() {
        if (brokers != null) {
            topics.close();
            brokers.close();
        }
        assertThat(ProcessHandle.current().children()).as("processes").isEmpty();
    }

    @Test
    void theLagSurvivesTheBrokerThatKeepsTheOffsets() throws Exception {
        Clients.Traces before = Clients.traces();
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers(brokers.bootstrapServers())
                .topic("orders")
                .consumerGroup("billing")
                .build()) {
            await().atMost(SOON).until(() -> isExactly(36, scaler));
            KafkaServer coordinator = brokers.coordinatorOf("billing");

            coordinator.kill();
            await().atMost(SOON).until(() -> isExactly(36, scaler));

            topics.commit("billing", Map.of(new TopicPartition("orders", 0), 10L));
            await().atMost(SOON).until(() -> isExactly(30, scaler));

            coordinator.start();
            await().during(Duration.ofSeconds(3)).atMost(SOON.plusSeconds(5)).until(() -> isExactly(30, scaler));
        }
        assertThat(Clients.open()).isZero();
        await().untilAsserted(() -> assertThat(Clients.traces().sockets())
                .as("those of the helper, which lost some to the killed broker")
                .isLessThanOrEqualTo(before.sockets()));
    }

    private static Map<TopicPartition, Long> everywhere(long offset) {
        return IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(partition -> new TopicPartition("orders", partition), partition -> offset));
    }

    /** A read may fail and may know a part; a number that is wrong fails the test. */
    private boolean isExactly(int lag, KafkaLagScaler scaler) throws InterruptedException {
        long begin = System.nanoTime();
        Reading reading = scaler.read(polls.next(DEADLINE));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("%s", reading)
                .isLessThan(DEADLINE.plus(SLACK));
        if (!(reading instanceof Reading.Value value)) {
            return false;
        }
        if (value.isLowerBound()) {
            assertThat(value.activationValue()).as("%s", reading).isLessThanOrEqualTo(lag);
            return false;
        }
        assertThat(value.activationValue()).as("%s", reading).isEqualTo(lag);
        return true;
    }
}
