package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a read does when the way to a real Prometheus breaks: it ends within its deadline, in a value or in a failure
 * that says why, the next one is right again once the way is, and nothing is left after close.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PrometheusFaultContract {

    private static final Duration DEADLINE = Duration.ofMillis(1_000);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int NUMBER = 7;

    private final Polls polls = new Polls();
    private FaultProxy proxy;
    private PrometheusNode server;
    private Traces before;

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

    abstract PrometheusNode newServer(PrometheusOptions options);

    @BeforeAll
    void startServer() throws InterruptedException {
        server = ServerRequirement.start(() -> newServer(PrometheusOptions.scraping()));
        proxy = FaultProxy.to(URI.create(server.url()).getPort());
        try (var first = scaler()) {
            read(first); // so that what a JVM opens once is there
        }
    }

    @AfterAll
    void closeServer() {
        if (server != null) {
            proxy.close();
            server.close();
        }
    }

    @BeforeEach
    void rememberWhatWasThere() {
        restore();
        await().atMost(PATIENCE).until(() -> Traces.clientThreads() == 0);
        before = Traces.now();
    }

    @AfterEach
    void nothingIsLeft() {
        restore();
        await().atMost(PATIENCE).untilAsserted(() -> {
            Traces now = Traces.now();
            assertThat(now.threads()).isZero();
            assertThat(now.sockets()).isLessThanOrEqualTo(before.sockets());
        });
    }

    /** Ends the connections that the proxy keeps on either side. */
    private void restore() {
        proxy.refuse();
        proxy.pass();
    }

    @ParameterizedTest
    @EnumSource
    void onAnOpenConnection(Fault fault) throws InterruptedException {
        try (var scaler = scaler()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(scaler)).isEqualTo(Reading.of(NUMBER)));
            fault.inject.accept(proxy);
            for (int turn = 0; turn < 2; turn++) {
                isTheNumberOrSaysWhy(read(scaler), fault);
            }
            proxy.pass();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(scaler)).isEqualTo(Reading.of(NUMBER)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void beforeThereIsAConnection(Fault fault) throws InterruptedException {
        fault.inject.accept(proxy);
        try (var scaler = scaler()) {
            isTheNumberOrSaysWhy(read(scaler), fault);
            proxy.pass();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(scaler)).isEqualTo(Reading.of(NUMBER)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingWhileItLastsLeavesNothing(Fault fault) throws InterruptedException {
        try (var scaler = scaler()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(scaler)).isEqualTo(Reading.of(NUMBER)));
            fault.inject.accept(proxy);
            var answer = scaler.readAsync(polls.next(DEADLINE), Runnable::run);
            scaler.close();

            await().atMost(DEADLINE.plus(SLACK))
                    .until(() -> answer.toCompletableFuture().isDone());
        }
        await().atMost(PATIENCE).until(() -> Traces.clientThreads() == 0);
    }

    private PrometheusScaler scaler() {
        try (var connection = PrometheusServer.builder()
                .serverAddress("http://127.0.0.1:" + proxy.port())
                .circuitBreaker(1_000, Duration.ZERO)
                .build()) {
            return PrometheusScaler.builder()
                    .server(connection)
                    .query("vector(" + NUMBER + ")")
                    .timeout(PATIENCE)
                    .build();
        }
    }

    private Reading read(PrometheusScaler scaler) throws InterruptedException {
        long begin = System.nanoTime();
        Reading reading = scaler.read(polls.next(DEADLINE));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("%s", reading)
                .isLessThan(DEADLINE.plus(SLACK));
        return reading;
    }

    private void isTheNumberOrSaysWhy(Reading reading, Fault fault) {
        if (fault.mayMeasure && reading instanceof Reading.Value) {
            assertThat(reading).isEqualTo(Reading.of(NUMBER));
            return;
        }
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isIn(TIMEOUT, UNAVAILABLE);
            assertThat(failure.message()).contains("http://127.0.0.1:" + proxy.port());
        });
    }
}
