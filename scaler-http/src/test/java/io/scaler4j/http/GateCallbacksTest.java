package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.Scheduler;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a gate calls may fail or end: no request is lost, and none stays in flight without its caller. */
class GateCallbacksTest {

    private static final Endpoint A = Endpoint.http("10.0.0.1", 8080);

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final EndpointList endpoints = new EndpointList();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
        logger().setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
        logger().setAdditive(true);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Callbacks.class);
    }

    @Test
    void anActionThatFailsCostsNoRequest() {
        try (Gate gate = builder(time)
                .wakes(() -> {
                    throw new IllegalStateException("the autoscaler is closed");
                })
                .build()) {
            CompletableFuture<Admission> answer = gate.admit(Arrival.any());
            assertThat(answer).isNotDone();
            endpoints.set(A);
            assertThat(answer).isCompletedWithValueMatching(Permit.class::isInstance);
            ((Permit) answer.join()).close();
            assertThat(gate.status().inFlight()).isZero();
        }
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage())
                    .isEqualTo("gate before shop/web: an action of the application failed; the request goes on");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("the autoscaler is closed");
        });
        assertThat(time.pending()).isZero();
    }

    @Test
    void aSourceThatFailsWhenRequestsWaitCostsNoneOfThem() {
        var source = new Failing();
        try (Gate gate =
                Gate.builder("shop/web").endpoints(source).scheduler(time).build()) {
            CompletableFuture<Admission> first = gate.admit(Arrival.any());
            CompletableFuture<Admission> second = gate.admit(Arrival.any());
            source.listener.accept(List.of(A));
            assertThat(first).isDone();
            assertThat(second).isDone();
            assertThat(source.told)
                    .as("each change is told, though the last one failed")
                    .isEqualTo(3);
            ((Permit) first.join()).close();
            ((Permit) second.join()).close();
        }
        assertThat(log.list).hasSize(3);
    }

    private static final class Failing implements EndpointSource {

        private Consumer<List<Endpoint>> listener = all -> {};
        private int told;

        @Override
        public Watch watch(Consumer<List<Endpoint>> given, Context context) {
            listener = given;
            return new Watch() {
                @Override
                public void wanted(boolean now) {
                    told++;
                    throw new IllegalStateException("no");
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void anActionOfARouteThatFailsLeavesNoRequestInFlight() {
        var tracker = new RequestTracker();
        tracker.wakes("shop/web", () -> {
            throw new IllegalStateException("the autoscaler is closed");
        });
        try (Tracked request = tracker.begin("shop/web")) {
            assertThat(request).isNotNull();
            assertThat(tracker.counter("shop/web").inFlight()).isEqualTo(1);
        }
        assertThat(tracker.counter("shop/web").inFlight()).isZero();
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).startsWith("route shop/web: "));
    }

    /** Without a timer a request could wait for ever. */
    @Test
    void aGateWhoseTimerHasEndedIsShut() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try (Gate gate = builder(Scheduler.of(executor)).build()) {
            CompletableFuture<Admission> before = gate.admit(Arrival.any());
            executor.shutdownNow();
            CompletableFuture<Admission> after = gate.admit(Arrival.any());
            assertThat(after).isCompletedWithValue(new Admission.Refusal(Admission.Reason.SHUT));
            assertThat(before).isCompletedWithValue(new Admission.Refusal(Admission.Reason.SHUT));
            assertThat(gate.status().waiting()).isZero();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aRefusedConnectionAfterTheTimerHasEndedIsARefusal() {
        var ended = new AtomicBoolean();
        Scheduler scheduler = (task, delay) -> {
            if (ended.get()) {
                throw new RejectedExecutionException("shut down");
            }
            return time.schedule(task, delay);
        };
        endpoints.set(A);
        try (Gate gate = builder(scheduler).build()) {
            var permit = (Permit) gate.admit(Arrival.any()).join();
            ended.set(true);
            assertThat(permit.retry()).isCompletedWithValue(new Admission.Refusal(Admission.Reason.SHUT));
            assertThat(gate.status().inFlight()).isZero();
            assertThat(gate.status().waiting()).isZero();
        }
        assertThat(time.pending()).isZero();
    }

    /** The JDK's longest duration has no number of nanoseconds in 64 bits. */
    @Test
    void aRequestMayWaitForEver() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try (Gate gate = builder(Scheduler.of(executor))
                .hold(Hold.DEFAULT.upTo(ChronoUnit.FOREVER.getDuration()))
                .build()) {
            CompletableFuture<Admission> usual = gate.admit(Arrival.any());
            CompletableFuture<Admission> patient = gate.admit(Arrival.any().upTo(ChronoUnit.FOREVER.getDuration()));
            assertThat(usual).isNotDone();
            endpoints.set(A);
            assertThat(usual).isDone();
            assertThat(patient).isDone();
            ((Permit) usual.join()).close();
            ((Permit) patient.join()).close();
        } finally {
            executor.shutdownNow();
        }
    }

    /** Two connections to one replica fail half a second apart: the second failure counts its own second. */
    @Test
    void aReplicaIsLeftOutForASecondAfterItsLastRefusal() {
        endpoints.set(A);
        try (Gate gate = builder(time).build()) {
            var first = (Permit) gate.admit(Arrival.any()).join();
            var second = (Permit) gate.admit(Arrival.any()).join();
            CompletableFuture<Admission> one = first.retry();
            time.advance(Duration.ofMillis(500));
            CompletableFuture<Admission> other = second.retry();
            time.advance(Duration.ofMillis(999));
            assertThat(one).isNotDone();
            assertThat(other).isNotDone();
            time.advance(Duration.ofMillis(1));
            assertThat(one).isDone();
            assertThat(other).isDone();
            ((Permit) one.join()).close();
            ((Permit) other.join()).close();
        }
        assertThat(time.pending()).isZero();
    }

    @Test
    void theReplicasAreInTheOrderOfTheirSource() {
        List<Endpoint> twenty = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> Endpoint.http("10.0.0." + i * 7 % 20, 8080))
                .toList();
        endpoints.set(twenty);
        try (Gate gate = builder(time).build()) {
            assertThat(gate.status().endpoints()).isEqualTo(twenty);
            endpoints.set(A, A);
            assertThat(gate.status().endpoints()).containsExactly(A);
        }
    }

    private GateBuilder builder(Scheduler scheduler) {
        return Gate.builder("shop/web").endpoints(endpoints).scheduler(scheduler);
    }
}
