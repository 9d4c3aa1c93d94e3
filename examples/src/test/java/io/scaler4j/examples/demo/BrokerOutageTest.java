package io.scaler4j.examples.demo;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.kafka.OffsetResetPolicy;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.Test;

/** A real broker is killed in the middle of a run, and comes back. The policy would shrink at once if it were let. */
class BrokerOutageTest {

    private static final String TOPIC = "orders";
    private static final String GROUP = "billing";
    private static final int PARTITIONS = 10;
    private static final int BEFORE = 400;
    private static final int DURING = 100;
    private static final Duration LIMIT = ofSeconds(60);

    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(0, PARTITIONS)
            .cooldown(ofSeconds(1))
            .scaleDown(ScalingRules.builder()
                    .stabilizationWindow(Duration.ZERO)
                    .percent(100, ofSeconds(1))
                    .build())
            .build();

    private final Consumption consumption = new Consumption();
    private final Watcher watcher = new Watcher();

    @Test
    void aKilledBrokerHoldsTheCountAndLosesNothing() {
        try (var kafka = ServerRequirement.start(KafkaServer::childJvm);
                var topics = KafkaTopics.of(kafka)) {
            topics.create(TOPIC, PARTITIONS);
            var job = new ConsumerWorker.Job(kafka.bootstrapServers(), TOPIC, GROUP, ofMillis(100), consumption);
            try (var pool = new ConsumerPool(job);
                    var producer = producer(kafka.bootstrapServers());
                    var autoscaler = autoscaler(kafka.bootstrapServers(), pool)) {
                send(producer, 0, BEFORE);
                producer.flush();
                autoscaler.start();
                await().atMost(LIMIT).until(() -> pool.replicas().desired() == PARTITIONS);
                await().atMost(LIMIT).until(() -> consumption.distinct() > 20);

                int outage = watcher.decisions.size();
                kafka.kill();
                send(producer, BEFORE, DURING);
                await().atMost(LIMIT).until(() -> watcher.failedSince(outage) >= 5);
                assertThat(watcher.since(outage))
                        .allSatisfy(decision ->
                                assertThat(decision.to()).as("%s", decision).isGreaterThanOrEqualTo(decision.from()));
                assertThat(pool.replicas().desired()).isEqualTo(PARTITIONS);

                kafka.start();
                int back = watcher.decisions.size();
                await().atMost(ofSeconds(15))
                        .until(() -> watcher.since(back).stream().anyMatch(BrokerOutageTest::countIsRight));
                producer.flush();
                await().atMost(LIMIT).until(() -> consumption.distinct() == BEFORE + DURING);
                await().atMost(LIMIT).until(() -> pool.replicas().desired() == 0);
            }
        }
        assertThat(watcher.turnFailures).isEmpty();
        assertThat(watcher.turns.get() - watcher.decisions.size())
                .as("turns without a decision, but for one that closing may have cut off")
                .isBetween(0, 1);
    }

    private Autoscaler autoscaler(String servers, ConsumerPool pool) {
        var lag = KafkaLagScaler.builder()
                .bootstrapServers(servers)
                .topic(TOPIC)
                .consumerGroup(GROUP)
                .offsetResetPolicy(OffsetResetPolicy.EARLIEST)
                .build();
        return Autoscaler.builder("outage")
                .target(watcher.counting(pool))
                .policy(POLICY)
                .trigger(Trigger.of("lag", lag, averageValue(5)))
                .interval(ofMillis(500))
                .observer(watcher)
                .build();
    }

    /** Read, and what the lag asks for; the pool starts and ends with this count. */
    private static boolean countIsRight(Decision decision) {
        Recommendation lag = decision.explanation().recommendations().get(0);
        int wanted = lag.replicas().orElse(-1);
        return wanted >= 0 && decision.to() == wanted;
    }

    private static KafkaProducer<Long, Long> producer(String servers) {
        // Else a client that has lost its last broker forgets the topic, and each send waits for a minute.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                servers,
                "acks",
                "all",
                "retry.backoff.ms",
                100,
                "metadata.recovery.strategy",
                "none");
        return new KafkaProducer<>(settings, new LongSerializer(), new LongSerializer());
    }

    private static void send(KafkaProducer<Long, Long> producer, long first, int count) {
        for (long id = first; id < first + count; id++) {
            producer.send(new ProducerRecord<>(TOPIC, (int) (id % PARTITIONS), id, id));
        }
    }

    /** Counts turns at the target, and keeps every decision. */
    private static final class Watcher implements AutoscalerObserver {
        private final AtomicInteger turns = new AtomicInteger();
        private final List<Decision> decisions = new CopyOnWriteArrayList<>();
        private final List<RuntimeException> turnFailures = new CopyOnWriteArrayList<>();

        /** Every turn reads the target once. */
        ScaleTarget counting(ScaleTarget target) {
            return new ScaleTarget() {
                @Override
                public Replicas replicas() throws Exception {
                    turns.incrementAndGet();
                    return target.replicas();
                }

                @Override
                public void scaleTo(int replicas, Decision why) throws Exception {
                    target.scaleTo(replicas, why);
                }
            };
        }

        @Override
        public void decided(String autoscaler, Observation observation, Decision decision) {
            decisions.add(decision);
        }

        @Override
        public void turnEnded(Turn turn) {
            if (turn.outcome() instanceof Turn.NoDecision failed) {
                turnFailures.add(failed.problem());
            }
        }

        List<Decision> since(int index) {
            List<Decision> all = List.copyOf(decisions);
            return all.subList(index, all.size());
        }

        long failedSince(int index) {
            return since(index).stream()
                    .filter(decision ->
                            !decision.explanation().recommendations().get(0).isUsable())
                    .count();
        }
    }
}
