package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a read does when the way to a real broker breaks: it ends within its deadline, in a value or in a failure that
 * says why, the next one is right again once the way is, and nothing is left after close.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KafkaFaultContract {

    private static final Duration DEADLINE = Duration.ofMillis(1_500);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final int LAG = 7;

    private final Polls polls = new Polls();
    private FaultProxy proxy;
    private KafkaServer kafka;
    private KafkaTopics topics;
    private Clients.Traces before;

    /** A way to break the way, and whether a read may still succeed. */
    enum Fault {
        REFUSED(FaultProxy::refuse, false),
        RESET(FaultProxy::reset, false),
        BLACK_HOLE(FaultProxy::blackhole, false),
        SMALL_DELAY(proxy -> proxy.delay(Duration.ofMillis(20)), true),
        LARGE_DELAY(proxy -> proxy.delay(Duration.ofSeconds(2)), false);

        private final Consumer<FaultProxy> inject;
        private final boolean mayMeasure;

        Fault(Consumer<FaultProxy> inject, boolean mayMeasure) {
            this.inject = inject;
            this.mayMeasure = mayMeasure;
        }
    }

    abstract KafkaServer newServer(KafkaOptions options);

    @BeforeAll
    void startBroker() {
        proxy = FaultProxy.open();
        kafka = ServerRequirement.start(() -> newServer(KafkaOptions.defaults().behind(proxy)));
        topics = KafkaTopics.of(kafka);
        topics.create("orders", 2);
        topics.produce("orders", 10);
        topics.commit("billing", "orders", 0, 3);
        topics.commit("billing", "orders", 1, 0);
    }

    @AfterAll
    void closeBroker() {
        if (kafka != null) {
            topics.close();
            kafka.close();
        }
        proxy.close();
    }

    @BeforeEach
    void rememberWhatWasThere() {
        before = Clients.traces();
    }

    @AfterEach
    void nothingIsLeft() {
        proxy.refuse(); // ends the connections that the proxy keeps on either side
        proxy.pass();
        await().untilAsserted(() -> assertThat(Clients.traces()).isEqualTo(before));
    }

    @ParameterizedTest
    @EnumSource
    void onAnOpenConnection(Fault fault) throws Exception {
        try (var scaler = scaler()) {
            await().untilAsserted(() -> assertThat(read(scaler)).satisfies(KafkaFaultContract::isTheLag));
            fault.inject.accept(proxy);
            for (int turn = 0; turn < 2; turn++) {
                meets(fault, scaler);
            }
            proxy.pass();
            await().atMost(SOON).untilAsserted(() -> assertThat(read(scaler)).satisfies(KafkaFaultContract::isTheLag));
        }
    }

    @ParameterizedTest
    @EnumSource
    void beforeThereIsAConnection(Fault fault) throws Exception {
        fault.inject.accept(proxy);
        try (var scaler = scaler()) {
            meets(fault, scaler);
            proxy.pass();
            await().atMost(SOON).untilAsserted(() -> assertThat(read(scaler)).satisfies(KafkaFaultContract::isTheLag));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingWhileItLastsLeavesNothing(Fault fault) {
        try (var scaler = scaler()) {
            await().untilAsserted(() -> assertThat(read(scaler)).satisfies(KafkaFaultContract::isTheLag));
            fault.inject.accept(proxy);
            var answer = scaler.readAsync(polls.next(DEADLINE), Runnable::run);
            scaler.close();

            await().atMost(DEADLINE.plus(SLACK))
                    .until(() -> answer.toCompletableFuture().isDone());
        }
        assertThat(Clients.open()).isZero();
    }

    @Test
    void aHundredReadsThatFailLeaveNothing() throws Exception {
        try (var scaler = scaler()) {
            await().untilAsserted(() -> assertThat(read(scaler)).satisfies(KafkaFaultContract::isTheLag));
            Clients.Traces open = Clients.traces();
            proxy.reset();
            for (int turn = 0; turn < 100; turn++) {
                assertThat(scaler.read(polls.next(Duration.ofMillis(40)))).satisfies(this::saysWhy);
            }
            proxy.pass();
            await().atMost(SOON).untilAsserted(() -> assertThat(read(scaler)).satisfies(KafkaFaultContract::isTheLag));
            await().untilAsserted(() -> assertThat(Clients.traces()).isEqualTo(open));
        }
    }

    private KafkaLagScaler scaler() {
        try (var cluster = KafkaCluster.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .property("reconnect.backoff.max.ms", 200)
                .build()) {
            return KafkaLagScaler.builder()
                    .cluster(cluster)
                    .topic("orders")
                    .consumerGroup("billing")
                    .build();
        }
    }

    private Reading read(KafkaLagScaler scaler) throws InterruptedException {
        long begin = System.nanoTime();
        Reading reading = scaler.read(polls.next(DEADLINE));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("%s", reading)
                .isLessThan(DEADLINE.plus(SLACK));
        return reading;
    }

    private static void isTheLag(Reading reading) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.activationValue()).isEqualTo(LAG);
            assertThat(value.isLowerBound()).isFalse();
        });
    }

    /** A small fault may cost a busy machine a read, but not all of them. */
    private void meets(Fault fault, KafkaLagScaler scaler) throws InterruptedException {
        if (fault.mayMeasure) {
            await().atMost(SOON).untilAsserted(() -> assertThat(read(scaler)).satisfies(KafkaFaultContract::isTheLag));
        } else {
            assertThat(read(scaler)).satisfies(this::saysWhy);
        }
    }

    private void saysWhy(Reading reading) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isIn(TIMEOUT, UNAVAILABLE);
            assertThat(failure.message()).contains(kafka.bootstrapServers());
        });
    }
}
