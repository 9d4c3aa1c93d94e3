package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.testservers.FaultProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An autoscaler with streams on a server that fails in some way. It never scales in for that, goes on when the server
 * is well again, and leaves nothing open.
 */
class FaultsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int TURNS = 8;
    private static final int BUSY = 8;

    private Leftovers before;
    private FakeServer server;
    private FaultProxy proxy;
    private Autoscaler autoscaler;

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final AtomicInteger count = new AtomicInteger(1);
    private final List<Integer> written = new CopyOnWriteArrayList<>();
    private final ScaleTarget workers = ScaleTarget.of(count::get, wanted -> {
        written.add(wanted);
        count.set(wanted);
    });

    @BeforeEach
    void open() {
        QuietGrpc.now();
        before = Leftovers.now();
        server = FakeServer.open().answering("orders", 5, 5.0 * BUSY);
        proxy = FaultProxy.to(server.port());
        var scaler = ExternalScaler.builder()
                .address("127.0.0.1:" + proxy.port())
                .push()
                .scheduler(time)
                .build();
        autoscaler = Autoscaler.builder("orders")
                .target(workers)
                .policy(ScalingPolicy.builder().replicas(0, 20).build())
                .trigger(Trigger.of("orders", scaler, averageValue(1)))
                .time(time)
                .readTimeout(Duration.ofMillis(400))
                .build();
    }

    @AfterEach
    void close() {
        autoscaler.close();
        proxy.close();
        server.close();
        before.assertNone();
    }

    private void turn() throws InterruptedException {
        time.advance(INTERVAL);
        autoscaler.evaluate();
    }

    private void turnsUntil(int wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (count.get() != wanted && System.nanoTime() < end) {
            turn();
        }
        assertThat(count).hasValue(wanted);
    }

    /** Busy, then the fault for as long as it would take to scale in, then quiet. */
    private void assertHoldsWhile(Consumer<FaultProxy> fault) throws InterruptedException {
        turnsUntil(BUSY);
        written.clear();
        fault.accept(proxy);
        time.advance(Duration.ofHours(1)); // nothing that was measured before counts any more
        for (int i = 0; i < TURNS; i++) {
            turn();
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(written).as("what the target was scaled to").isEmpty();
        assertThat(count).hasValue(BUSY);

        server.answering("orders", 5, 10);
        proxy.forwardTo(server.port());
        proxy.reset(); // what is connected elsewhere
        proxy.pass();
        turnsUntil(2);
    }

    @Test
    void aBlackHoleScalesNothing() throws InterruptedException {
        assertHoldsWhile(FaultProxy::blackhole);
    }

    @Test
    void refusedConnectionsScaleNothing() throws InterruptedException {
        assertHoldsWhile(FaultProxy::refuse);
    }

    @Test
    void resetConnectionsScaleNothing() throws InterruptedException {
        assertHoldsWhile(FaultProxy::reset);
    }

    @Test
    void aServerThatIsTooSlowScalesNothing() throws InterruptedException {
        assertHoldsWhile(slow -> slow.delay(Duration.ofMillis(300)));
    }

    @ParameterizedTest
    @EnumSource(BrokenServer.Way.class)
    void aBrokenServerScalesNothing(BrokenServer.Way way) throws Exception {
        try (var broken = new BrokenServer(way)) {
            assertHoldsWhile(moved -> {
                moved.forwardTo(broken.port());
                moved.reset();
                moved.pass();
            });
        }
    }

    @Test
    void numbersThatAreNoneScaleNothing() throws InterruptedException {
        for (double garbage : List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0, -1e300)) {
            count.set(1);
            server.answering("orders", 5, 5.0 * BUSY);
            assertHoldsWhile(same -> server.answering("orders", 5, garbage));
        }
    }

    @Test
    void targetsThatAreNoneScaleNothing() throws InterruptedException {
        for (double garbage : List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0, 0.0)) {
            count.set(1);
            server.answering("orders", 5, 5.0 * BUSY);
            assertHoldsWhile(same -> server.answering("orders", garbage, 0));
        }
    }

    @Test
    void aServerWithoutMetricsOrValuesScalesNothing() throws InterruptedException {
        assertHoldsWhile(same -> server.specs = List.of());
        count.set(1);
        server.answering("orders", 5, 5.0 * BUSY);
        assertHoldsWhile(same -> server.values.clear());
    }

    /** The activity stream goes on telling that nothing is to do; only a read may say so. */
    @Test
    void pushedInactivityScalesNothing() throws InterruptedException {
        assertHoldsWhile(same -> {
            server.activityStreams.forEach(stream -> stream.onNext(FakeServer.activity(false)));
            server.specStreams.forEach(stream -> stream.onNext(FakeServer.specs(List.of())));
        });
    }
}
