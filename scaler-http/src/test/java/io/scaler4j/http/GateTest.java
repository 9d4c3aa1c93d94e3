package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Endpoint A = Endpoint.http("10.0.0.1", 8080);
    private static final Endpoint B = Endpoint.http("10.0.0.2", 8080);

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final EndpointList endpoints = new EndpointList();
    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void aReadyReplicaTakesARequestAtOnce() {
        endpoints.set(A);
        try (Gate gate = builder().build()) {
            Permit permit = permit(gate.admit(Arrival.any()));
            assertThat(permit.endpoint()).isEqualTo(A);
            assertThat(permit.hasWaited()).isFalse();
            assertThat(permit).hasToString("a request at http://10.0.0.1:8080");
            assertThat(gate.status()).isEqualTo(new GateStatus(List.of(A), 1, 0, 1, false));
            permit.close();
            permit.close();
            assertThat(gate.status().inFlight()).isZero();
        }
        assertThat(woken).hasValue(0);
        assertThat(time.pending()).isZero();
    }

    @Test
    void requestsWaitInTheirOrderUntilAReplicaIsReady() {
        try (Gate gate = builder().perReplicaLimit(2).build()) {
            List<Integer> order = new ArrayList<>();
            List<CompletableFuture<Admission>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                all.add(gate.admit(Arrival.any()));
                all.get(i).thenAccept(admission -> order.add(number));
            }
            assertThat(woken).hasValue(1);
            endpoints.set(A);
            assertThat(order).containsExactly(0, 1);
            endpoints.set(A, B);
            assertThat(order).containsExactly(0, 1, 2, 3);
            assertThat(permit(all.get(0)).hasWaited()).isTrue();
            permit(all.get(2)).close();
            assertThat(order).containsExactly(0, 1, 2, 3, 4);
            all.forEach(one -> permit(one).close());
        }
        assertThat(time.pending()).isZero();
    }

    @Test
    void aRequestWaitsAsLongAsItMay() {
        try (Gate gate = builder().build()) {
            CompletableFuture<Admission> usual = gate.admit(Arrival.any());
            CompletableFuture<Admission> hurried = gate.admit(Arrival.any().upTo(Duration.ofSeconds(2)));
            time.advance(Duration.ofMillis(1999));
            assertThat(hurried).isNotDone();
            time.advance(Duration.ofMillis(1));
            assertThat(refusal(hurried)).isEqualTo(Admission.Reason.TIMEOUT);
            time.advance(Duration.ofSeconds(28));
            assertThat(refusal(usual)).isEqualTo(Admission.Reason.TIMEOUT);
            assertThat(gate.status().waiting()).isZero();
        }
    }

    @Test
    void theLineHasLimitsOfRequestsBytesAndOfTheProcess() {
        HoldBudget budget = HoldBudget.of(3, 1000);
        try (Gate one = builder().hold(Hold.atMost(2).bytes(100)).budget(budget).build();
                Gate other = builder().budget(budget).build()) {
            assertThat(one.admit(Arrival.any().bytes(90))).isNotDone();
            assertThat(refusal(one.admit(Arrival.any().bytes(11)))).isEqualTo(Admission.Reason.FULL);
            assertThat(one.admit(Arrival.any().bytes(10))).isNotDone();
            assertThat(refusal(one.admit(Arrival.any()))).isEqualTo(Admission.Reason.FULL);
            assertThat(other.admit(Arrival.any())).isNotDone();
            assertThat(refusal(other.admit(Arrival.any()))).isEqualTo(Admission.Reason.FULL);
            assertThat(budget).hasToString("3 of 3 requests, 100 of 1000 bytes");
        }
        assertThat(budget).hasToString("0 of 3 requests, 0 of 1000 bytes");
    }

    @Test
    void aClientThatGivesUpLeavesTheLine() {
        try (Gate gate = builder().build()) {
            var counter = new RequestTracker().counter("shop/web");
            CompletableFuture<Admission> gone = gate.admit(Arrival.of(counter));
            CompletableFuture<Admission> other = gate.admit(Arrival.of(counter));
            assertThat(counter.counts().held()).isEqualTo(2);
            gone.cancel(false);
            assertThat(gate.status().waiting()).isEqualTo(1);
            assertThat(counter.counts().held()).isEqualTo(1);
            endpoints.set(A);
            assertThat(gate.status()).isEqualTo(new GateStatus(List.of(A), 1, 0, 2, false));
            permit(other).close();
            assertThat(counter.counts().held()).isZero();
        }
        assertThat(time.pending()).isZero();
    }

    @Test
    void aRefusedConnectionGoesBackToItsOldPlaceAndTheReplicaIsLeftOutForASecond() {
        endpoints.set(A);
        try (Gate gate = builder().perReplicaLimit(1).build()) {
            Permit first = permit(gate.admit(Arrival.any()));
            List<String> order = new ArrayList<>();
            CompletableFuture<Admission> second = gate.admit(Arrival.any());
            second.thenAccept(admission -> order.add("second"));
            CompletableFuture<Admission> again = first.retry();
            again.thenAccept(admission -> order.add("first"));
            time.advance(Duration.ofMillis(999));
            assertThat(order).isEmpty();
            endpoints.set(A, B);
            assertThat(order).containsExactly("first");
            assertThat(permit(again).endpoint()).isEqualTo(B);
            assertThat(permit(again).hasWaited()).isTrue();
            time.advance(Duration.ofMillis(1));
            assertThat(order).containsExactly("first", "second");
            assertThatIllegalStateException().isThrownBy(first::retry).withMessageContaining("has ended");
            permit(again).close();
            permit(second).close();
        }
        assertThat(time.pending()).isZero();
    }

    /** Its time does not begin again with each try. */
    @Test
    void aReplicaThatAlwaysRefusesEndsWithTheTimeLimit() {
        endpoints.set(A);
        try (Gate gate = builder().build()) {
            CompletableFuture<Admission> answer = gate.admit(Arrival.any().upTo(Duration.ofMillis(4500)));
            int tries = 0;
            while (answer.isDone() && answer.join() instanceof Permit permit) {
                tries++;
                answer = permit.retry();
                time.advance(Duration.ofSeconds(1));
            }
            assertThat(refusal(answer)).isEqualTo(Admission.Reason.TIMEOUT);
            assertThat(tries).isEqualTo(5);
            assertThat(gate.status().inFlight()).isZero();
            assertThat(gate.status().waiting()).isZero();
        }
        assertThat(time.pending()).isZero();
    }

    @Test
    void tenThousandThatWaitAndEndAtOnceDoNotOverflowTheStack() {
        try (Gate gate = builder().hold(Hold.atMost(10_000)).perReplicaLimit(1).build()) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                gate.admit(Arrival.any()).thenAccept(admission -> {
                    order.add(number);
                    ((Permit) admission).close();
                });
            }
            endpoints.set(A);
            assertThat(order).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
        }
        assertThat(time.pending()).isZero();
    }

    @Test
    void aShutGateRefusesWhoWaitsAndWhoComes() {
        Gate gate = builder().build();
        CompletableFuture<Admission> waiting = gate.admit(Arrival.any());
        gate.close();
        gate.close();
        assertThat(refusal(waiting)).isEqualTo(Admission.Reason.SHUT);
        assertThat(refusal(gate.admit(Arrival.any()))).isEqualTo(Admission.Reason.SHUT);
        endpoints.set(A);
        assertThat(gate.status().endpoints()).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void eachFirstInTheLineWakes() {
        try (Gate gate = builder().build()) {
            CompletableFuture<Admission> first = gate.admit(Arrival.any());
            gate.admit(Arrival.any()).cancel(false);
            first.cancel(false);
            gate.admit(Arrival.any());
            assertThat(woken).hasValue(2);
        }
    }

    /** Threads that ask, end, give up and retry while endpoints come and go: nobody is lost or kept. */
    @Test
    void manyThreadsLeaveNothingBehind() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (Gate gate = builder()
                .hold(Hold.atMost(100_000).upTo(Duration.ofHours(1)))
                .budget(HoldBudget.of(100_000, 0))
                .perReplicaLimit(3)
                .build()) {
            var served = new AtomicInteger();
            List<CompletableFuture<Admission>> all = new ArrayList<>();
            List<Callable<List<CompletableFuture<Admission>>>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int seed = i;
                clients.add(() -> {
                    var random = new java.util.Random(seed);
                    List<CompletableFuture<Admission>> mine = new ArrayList<>();
                    for (int j = 0; j < 2500; j++) {
                        CompletableFuture<Admission> answer = gate.admit(Arrival.any());
                        mine.add(answer);
                        boolean retries = random.nextInt(20) == 0;
                        answer.thenAccept(admission -> serve(admission, retries, served));
                    }
                    return mine;
                });
            }
            Future<Void> scaling = threads.submit(() -> {
                for (int i = 0; i < 3000; i++) {
                    endpoints.set(i % 3 == 0 ? List.of() : i % 3 == 1 ? List.of(A) : List.of(A, B));
                }
                return null;
            });
            for (Future<List<CompletableFuture<Admission>>> client : threads.invokeAll(clients)) {
                all.addAll(client.get());
            }
            scaling.get();
            endpoints.set(A, B);
            time.advance(Duration.ofMinutes(20)); // each retry stops its replica for a second
            assertThat(all).allMatch(CompletableFuture::isDone);
            assertThat(served).hasValue(10_000);
            assertThat(gate.status()).isEqualTo(new GateStatus(gate.status().endpoints(), 0, 0, 10_000, false));
        } finally {
            threads.shutdownNow();
        }
        assertThat(time.pending()).isZero();
    }

    private static void serve(Admission admission, boolean retries, AtomicInteger served) {
        Permit permit = (Permit) admission;
        if (retries) {
            permit.retry().thenAccept(again -> serve(again, false, served));
        } else {
            served.incrementAndGet();
            permit.close();
        }
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Gate.builder(" ").perReplicaLimit(0).hold(null).build());
        assertThat(refused.problems()).hasSize(5);
        assertThat(catchThrowableOfType(
                                InvalidConfigurationException.class,
                                () -> new Hold(-1, -1, Duration.ZERO, Hold.Overflow.REJECT))
                        .problems())
                .hasSize(3);
        assertThat(Hold.DEFAULT.overflow(Hold.Overflow.PLACEHOLDER).upTo(Duration.ofSeconds(1)))
                .isEqualTo(new Hold(1000, 64 << 20, Duration.ofSeconds(1), Hold.Overflow.PLACEHOLDER));
    }

    private GateBuilder builder() {
        return Gate.builder("shop/web").endpoints(endpoints).scheduler(time).wakes(woken::incrementAndGet);
    }

    private static Permit permit(CompletableFuture<Admission> answer) {
        assertThat(answer).isDone();
        return (Permit) answer.join();
    }

    private static Admission.Reason refusal(CompletableFuture<Admission> answer) {
        assertThat(answer).isDone();
        return ((Admission.Refusal) answer.join()).reason();
    }
}
