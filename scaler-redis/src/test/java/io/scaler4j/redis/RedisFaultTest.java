package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/**
 * What a read does when the way to a real server breaks: it ends within its deadline, in a value or in a failure that
 * says why, the next one is right again once the way is, and nothing is left after close.
 */
class RedisFaultTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static RedisNode node;
    private static FaultProxy proxy;

    private final Reads reads = new Reads();
    private final Polls polls = new Polls();
    private Traces before;

    /** A way to break the way, and whether a read may still succeed. */
    enum Fault {
        REFUSED(FaultProxy::refuse, false),
        RESET(FaultProxy::reset, false),
        BLACK_HOLE(FaultProxy::blackhole, false),
        SMALL_DELAY(proxy -> proxy.delay(Duration.ofMillis(10)), true),
        LARGE_DELAY(proxy -> proxy.delay(Duration.ofSeconds(2)), false);

        private final Consumer<FaultProxy> inject;
        private final boolean mayMeasure;

        Fault(Consumer<FaultProxy> inject, boolean mayMeasure) {
            this.inject = inject;
            this.mayMeasure = mayMeasure;
        }
    }

    @BeforeAll
    static void startServer() {
        node = ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()));
        proxy = FaultProxy.to(node.port());
        try (var admin = new Jedis("127.0.0.1", node.port())) {
            admin.rpush("mails", "a", "b", "c");
        }
    }

    @AfterAll
    static void closeServer() {
        if (node != null) {
            proxy.close();
            node.close();
        }
    }

    @BeforeEach
    void rememberWhatWasThere() {
        before = Traces.now();
    }

    @AfterEach
    void nothingIsLeft() {
        proxy.refuse(); // ends the connections that the proxy keeps on either side
        proxy.pass();
        before.assertNothingIsLeft();
    }

    private static RedisLengthScaler scaler() {
        return RedisLengthScaler.builder()
                .address("127.0.0.1:" + proxy.port())
                .key("mails")
                .build();
    }

    private Reading read(RedisLengthScaler scaler) {
        long begin = System.nanoTime();
        Reading reading = reads.of(scaler, DEADLINE);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("%s", reading)
                .isLessThan(DEADLINE.plus(SLACK));
        return reading;
    }

    private static void isTheLength(Reading reading) {
        assertThat(Reads.asValue(reading).activationValue()).isEqualTo(3);
    }

    private static void isTheLengthOrSaysWhy(Reading reading, Fault fault) {
        if (reading instanceof Reading.Failure failure) {
            assertThat(failure.kind()).isIn(TIMEOUT, UNAVAILABLE);
            assertThat(failure.message()).contains("127.0.0.1:" + proxy.port());
        } else {
            assertThat(fault.mayMeasure).as("%s in spite of %s", reading, fault).isTrue();
            isTheLength(reading);
        }
    }

    private void becomesRightAgain(RedisLengthScaler scaler) {
        proxy.pass();
        await().atMost(PATIENCE).untilAsserted(() -> isTheLength(reads.of(scaler)));
    }

    @ParameterizedTest
    @EnumSource
    void onAnOpenConnection(Fault fault) {
        try (var scaler = scaler()) {
            isTheLength(reads.of(scaler));
            fault.inject.accept(proxy);
            for (int turn = 0; turn < 2; turn++) {
                isTheLengthOrSaysWhy(read(scaler), fault);
            }
            becomesRightAgain(scaler);
        }
    }

    @ParameterizedTest
    @EnumSource
    void beforeThereIsAConnection(Fault fault) {
        fault.inject.accept(proxy);
        try (var scaler = scaler()) {
            isTheLengthOrSaysWhy(read(scaler), fault);
            becomesRightAgain(scaler);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingWhileItLastsEndsTheReadAndLeavesNothing(Fault fault) {
        var scaler = scaler();
        isTheLength(reads.of(scaler));
        fault.inject.accept(proxy);
        var answer = scaler.readAsync(polls.next(Duration.ofHours(1)), Runnable::run);
        scaler.close();

        await().atMost(PATIENCE).until(() -> answer.toCompletableFuture().isDone());
    }
}
