package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Stage;
import io.scaler4j.policy.Step;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateGuardTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Endpoint A = Endpoint.http("10.0.0.1", 8080);
    private static final Endpoint B = Endpoint.http("10.0.0.2", 8080);

    private final VirtualTime time = VirtualTime.startingAt(START);
    private final EndpointList endpoints = new EndpointList();
    private final Gate gate =
            Gate.builder("shop/web").endpoints(endpoints).scheduler(time).build();
    private final Workers workers = new Workers();
    private final GateGuard guard = gate.guard(workers);

    /** Writes end when the test says so. */
    private static final class Workers implements ScaleTarget {

        private int replicas = 1;
        private final List<Integer> asked = new ArrayList<>();
        private CompletableFuture<Void> write = CompletableFuture.completedFuture(null);

        @Override
        public Replicas replicas() {
            return Replicas.of(replicas);
        }

        @Override
        public void scaleTo(int count, Decision why) {
            asked.add(count);
            write.join();
            replicas = count;
        }

        @Override
        public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
            asked.add(request.replicas());
            return write.thenRun(() -> replicas = request.replicas());
        }
    }

    @AfterEach
    void nothingIsLeftBehind() {
        gate.close();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aRequestInFlightKeepsTheTarget() {
        endpoints.set(A);
        Permit permit = (Permit) gate.admit(Arrival.any()).join();
        turn();
        assertThat(write(1, 0))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(RequestsInFlightException.class)
                .withMessageContaining("gate before shop/web does not let it be scaled to 0: 1 request is in flight");
        assertThat(workers.asked).isEmpty();
        assertThat(gate.status().isClosed()).isFalse();
        permit.close();
        turn();
        assertThat(write(1, 0)).isCompleted();
        assertThat(workers.asked).containsExactly(0);
    }

    @Test
    void aRequestThatCameAndWentSinceTheTurnBeganKeepsIt() {
        endpoints.set(A);
        turn();
        ((Permit) gate.admit(Arrival.any()).join()).close();
        assertThat(write(1, 0)).isCompletedExceptionally();
        turn();
        assertThat(write(1, 0)).isCompleted();
    }

    @Test
    void whatArrivesDuringTheWriteWaitsForTheNextReplica() {
        endpoints.set(A);
        workers.write = new CompletableFuture<>();
        turn();
        CompletableFuture<Void> write = write(1, 0);
        CompletableFuture<Admission> arrived = gate.admit(Arrival.any());
        assertThat(write).isNotDone();
        assertThat(arrived).isNotDone();
        workers.write.complete(null);
        assertThat(write).isCompleted();
        assertThat(arrived).as("the old endpoint is still listed").isNotDone();
        endpoints.set(List.of());
        assertThat(write(0, 1)).isCompleted();
        assertThat(arrived).isNotDone();
        endpoints.set(B);
        assertThat(((Permit) arrived.join()).endpoint()).isEqualTo(B);
        ((Permit) arrived.join()).close();
    }

    @Test
    void aFailedWriteOpensTheGateAgain() {
        endpoints.set(A);
        workers.write = CompletableFuture.failedFuture(new IllegalStateException("no"));
        turn();
        CompletableFuture<Void> write = write(1, 0);
        assertThat(write).isCompletedExceptionally();
        assertThat(gate.status().isClosed()).isFalse();
        assertThatThrownBy(() -> guard.scaleTo(0, decision(1, 0))).isInstanceOf(Exception.class);
        assertThat(gate.status().isClosed()).isFalse();
    }

    @Test
    void aSecondBlockingWriteOfZeroIsRefusedAndTheGateStaysClosed() throws Exception {
        endpoints.set(A);
        guard.replicas();
        guard.scaleTo(0, decision(1, 0));
        CompletableFuture<Admission> answer = gate.admit(Arrival.any());
        assertThat(answer).isNotDone();
        assertThatThrownBy(() -> guard.scaleTo(0, decision(0, 0)))
                .isInstanceOf(RequestsInFlightException.class)
                .hasMessageContaining("1 request is in flight; the next turn decides again");
        assertThat(answer).as("the target is still at 0").isNotDone();
        guard.scaleTo(1, decision(0, 1));
        assertThat(answer).isDone();
        ((Permit) answer.join()).close();
        assertThat(workers.asked).containsExactly(0, 1);
    }

    @Test
    void aTargetThatSomebodyElseScaledUpIsOpenAtTheNextTurn() throws Exception {
        turn();
        guard.scaleTo(0, decision(1, 0));
        assertThat(gate.status().isClosed()).isTrue();
        assertThat(guard.replicas()).isEqualTo(Replicas.of(0));
        assertThat(gate.status().isClosed()).isTrue();
        workers.replicas = 3;
        assertThat(guard.replicas()).isEqualTo(Replicas.of(3));
        assertThat(gate.status().isClosed()).isFalse();
    }

    /** The last write has been left behind, and nobody knows whether it takes effect. */
    @Test
    void aLookAtTheCountDuringTheWriteDoesNotOpen() {
        workers.write = new CompletableFuture<>();
        turn();
        CompletableFuture<Void> write = write(1, 0);
        turn();
        assertThat(gate.status().isClosed()).isTrue();
        workers.write.complete(null);
        assertThat(write).isCompleted();
        assertThat(gate.status().isClosed()).isTrue();
    }

    @Test
    void anOperatorsOrderIsCarriedOut() {
        endpoints.set(A);
        Permit permit = (Permit) gate.admit(Arrival.any()).join();
        turn();
        var order = Decision.of(
                Observation.of(START, Replicas.of(1)),
                ScalingState.initial(),
                0,
                List.of(Step.of(Stage.PAUSE, 1, 0, Reason.PAUSED, "paused at 0")));
        assertThat(guard.scaleToAsync(ScaleRequest.of(order, START, Duration.ofSeconds(10)), Runnable::run)
                        .toCompletableFuture())
                .isCompleted();
        assertThat(workers.asked).containsExactly(0);
        permit.close();
    }

    @Test
    void requestsThatDoNotPassTheGateCountToo() {
        RouteCounter counter = new RequestTracker().counter("shop/web");
        GateGuard both = gate.guard(workers, counter);
        Tracked request = counter.track();
        both.replicasAsync(ReadRequest.of(START, Duration.ofSeconds(1)), Runnable::run);
        assertThatThrownBy(() -> both.scaleTo(0, decision(1, 0))).isInstanceOf(RequestsInFlightException.class);
        request.close();
        assertThat(write(both, 1, 0)).isCompleted();
    }

    @Test
    void theRequestsOfAReplicaThatGoesEndBefore() {
        endpoints.set(A, B);
        GateGuard draining = gate.guard(workers).draining((all, count) -> List.of(A), Duration.ofSeconds(4));
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            permits.add((Permit) gate.admit(Arrival.any()).join());
        }
        CompletableFuture<Void> write = write(draining, 2, 1);
        assertThat(write).isNotDone();
        for (int i = 0; i < 20; i++) {
            permits.add((Permit) gate.admit(Arrival.any()).join());
            assertThat(permits.get(permits.size() - 1).endpoint()).isEqualTo(B);
        }
        permits.stream().filter(permit -> permit.endpoint().equals(A)).forEach(Permit::close);
        assertThat(write).isCompleted();
        assertThat(workers.asked).containsExactly(1);
        permits.forEach(Permit::close);
        endpoints.set(B);
        assertThat(write(draining, 1, 2)).isCompleted();
    }

    @Test
    void aRequestThatDoesNotEndHoldsTheWriteUpToTheLimit() {
        endpoints.set(A);
        GateGuard draining = gate.guard(workers).draining((all, count) -> all, Duration.ofSeconds(4));
        Permit permit = (Permit) gate.admit(Arrival.any()).join();
        CompletableFuture<Void> write = write(draining, 2, 1);
        time.advance(Duration.ofMillis(3999));
        assertThat(write).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(write).isCompleted();
        permit.close();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.draining((all, count) -> all, Duration.ZERO))
                .withMessageContaining("more than 0");
    }

    private void turn() {
        guard.replicasAsync(ReadRequest.of(START, Duration.ofSeconds(1)), Runnable::run);
    }

    private CompletableFuture<Void> write(int from, int to) {
        return write(guard, from, to);
    }

    private static CompletableFuture<Void> write(GateGuard guard, int from, int to) {
        return guard.scaleToAsync(ScaleRequest.of(decision(from, to), START, Duration.ofSeconds(10)), Runnable::run)
                .toCompletableFuture();
    }

    static Decision decision(int from, int to) {
        return Decision.of(
                Observation.of(START, Replicas.of(from)),
                ScalingState.initial(),
                to,
                List.of(Step.of(Stage.RECOMMEND, from, to, Reason.CUSTOM, "the test wants it")));
    }
}
