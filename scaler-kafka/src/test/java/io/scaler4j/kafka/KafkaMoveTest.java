package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * All brokers move to addresses that a client has not learnt, but was given to begin with. There is no container
 * variant: it takes two clusters, one of which is not there at first.
 */
class KafkaMoveTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Polls polls = new Polls();

    @Test
    void aClientWithoutAnAnswerForAMinuteBeginsAgainWithTheServersGiven() throws Exception {
        try (var proxy = FaultProxy.open();
                var before = ServerRequirement.start(() -> KafkaServer.inProcess(KafkaOptions.defaults()));
                var after = ServerRequirement.start(
                        () -> KafkaServer.inProcess(KafkaOptions.defaults().behind(proxy)))) {
            prepare(before, 5);
            prepare(after, 9);
            proxy.refuse();
            try (var scaler = KafkaLagScaler.builder()
                    .bootstrapServers(before.bootstrapServers(), after.bootstrapServers())
                    .topic("orders")
                    .consumerGroup("billing")
                    .build()) {
                await().atMost(SOON).until(() -> lagIs(5, scaler));

                before.kill();
                proxy.pass();
                assertThat(scaler.read(polls.next(DEADLINE))).isInstanceOf(Reading.Failure.class);
                for (int turn = 0; turn < 3; turn++) { // a quarter of a minute: it may come back
                    assertThat(scaler.read(polls.next(DEADLINE))).isInstanceOf(Reading.Failure.class);
                }
                await().atMost(SOON).until(() -> lagIs(9, scaler));
                assertThat(Clients.open()).isEqualTo(1);
            }
        }
        assertThat(Clients.open()).isZero();
    }

    private static void prepare(KafkaServer kafka, int records) {
        try (var topics = KafkaTopics.of(kafka)) {
            topics.create("orders", 1);
            topics.produce("orders", 0, records);
            topics.commit("billing", "orders", 0, 0);
        }
    }

    private boolean lagIs(int lag, KafkaLagScaler scaler) throws InterruptedException {
        return scaler.read(polls.next(DEADLINE)) instanceof Reading.Value value && value.activationValue() == lag;
    }
}
