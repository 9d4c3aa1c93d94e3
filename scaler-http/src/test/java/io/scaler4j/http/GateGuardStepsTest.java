package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arrivals before, in and after each step of a write of 0, and writes that overlap. */
class GateGuardStepsTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Endpoint OLD = Endpoint.http("10.0.0.1", 8080);
    private static final Endpoint NEW = Endpoint.http("10.0.0.2", 8080);

    private final VirtualTime time = VirtualTime.startingAt(START);
    private final EndpointList endpoints = new EndpointList();
    private final Gate gate =
            Gate.builder("shop/web").endpoints(endpoints).scheduler(time).build();
    private final Workers workers = new Workers();
    private final GateGuard guard = gate.guard(workers);

    /** Each write ends when the test says so. */
    private static final class Workers implements ScaleTarget {

        private record Write(int count, CompletableFuture<Void> end) {}

        private final List<Write> underWay = new ArrayList<>();
        private final List<Integer> asked = new ArrayList<>();
        private int replicas = 1;

        @Override
        public Replicas replicas() {
            return Replicas.of(replicas);
        }

        @Override
        public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
            return CompletableFuture.completedStage(replicas());
        }

        @Override
        public void scaleTo(int count, Decision why) {
            asked.add(count);
            replicas = count;
        }

        @Override
        public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
            asked.add(request.replicas());
            var write = new Write(request.replicas(), new CompletableFuture<>());
            underWay.add(write);
            return write.end();
        }

        /** One that fails may have taken effect all the same. */
        void end(int index, boolean succeeds, boolean takesEffect) {
            Write write = underWay.remove(index);
            if (takesEffect) {
                replicas = write.count();
            }
            if (succeeds) {
                write.end().complete(null);
            } else {
                write.end().completeExceptionally(new IllegalStateException("no answer"));
            }
        }

        boolean goesToZero() {
            return underWay.stream().anyMatch(write -> write.count() == 0);
        }
    }

    @AfterEach
    void nothingIsLeftBehind() {
        gate.close();
        assertThat(gate.status().waiting()).isZero();
        assertThat(time.pending()).isZero();
    }

    /** When a request arrives, and what becomes of it and of the write. */
    enum Moment {
        BEFORE_THE_TURN(OLD, true),
        AFTER_THE_READ(OLD, false),
        DURING_THE_WRITE(NEW, true),
        AFTER_THE_WRITE(NEW, true),
        WHEN_THE_REPLICA_IS_GONE(NEW, true),
        DURING_THE_WRITE_OF_ONE(NEW, true),
        AFTER_THE_WRITE_OF_ONE(NEW, true),
        WHEN_THE_NEW_REPLICA_IS_READY(NEW, true);

        private final Endpoint served;
        private final boolean scalesToZero;

        Moment(Endpoint served, boolean scalesToZero) {
            this.served = served;
            this.scalesToZero = scalesToZero;
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void arrivalsAtEachStepAreServedByAReplicaThatLives(Moment moment) {
        endpoints.set(OLD);
        CompletableFuture<Admission> answer = step(moment, Moment.BEFORE_THE_TURN, null);
        if (moment == Moment.BEFORE_THE_TURN) {
            ((Permit) answer.join()).close();
        }
        turn(guard);
        answer = step(moment, Moment.AFTER_THE_READ, answer);
        CompletableFuture<Void> zero = write(guard, 1, 0);
        assertThat(zero.isCompletedExceptionally()).isNotEqualTo(moment.scalesToZero);
        if (moment.scalesToZero) {
            answer = step(moment, Moment.DURING_THE_WRITE, answer);
            workers.end(0, true, true);
            answer = step(moment, Moment.AFTER_THE_WRITE, answer);
            endpoints.set(List.of());
            answer = step(moment, Moment.WHEN_THE_REPLICA_IS_GONE, answer);
            turn(guard);
            write(guard, 0, 1);
            answer = step(moment, Moment.DURING_THE_WRITE_OF_ONE, answer);
            workers.end(0, true, true);
            answer = step(moment, Moment.AFTER_THE_WRITE_OF_ONE, answer);
            endpoints.set(NEW);
            answer = step(moment, Moment.WHEN_THE_NEW_REPLICA_IS_READY, answer);
        }
        assertThat(answer).isCompletedWithValueMatching(Permit.class::isInstance);
        assertThat(((Permit) answer.join()).endpoint()).isEqualTo(moment.served);
        ((Permit) answer.join()).close();
    }

    private CompletableFuture<Admission> step(Moment wanted, Moment now, CompletableFuture<Admission> before) {
        return wanted == now ? gate.admit(Arrival.any()) : before;
    }

    /** The first write hangs; the second is refused because of what came meanwhile, and must not open the gate. */
    @Test
    void aRefusedWriteOfZeroDoesNotOpenTheGateForOneThatIsUnderWay() {
        endpoints.set(OLD);
        turn(guard);
        CompletableFuture<Void> hanging = write(guard, 1, 0);
        CompletableFuture<Admission> answer = gate.admit(Arrival.any());
        turn(guard);
        assertThat(write(guard, 1, 0)).isCompletedExceptionally();
        assertThat(answer).as("the old replica may be gone any moment").isNotDone();
        assertThat(gate.status().isClosed()).isTrue();
        workers.end(0, true, true);
        assertThat(hanging).isCompleted();
        assertThat(answer).isNotDone();
        endpoints.set(List.of());
        write(guard, 0, 1);
        workers.end(0, true, true);
        endpoints.set(NEW);
        assertThat(((Permit) answer.join()).endpoint()).isEqualTo(NEW);
        ((Permit) answer.join()).close();
    }

    @Test
    void aWriteOfOneThatEndsLateDoesNotOpenTheGateForAWriteOfZero() {
        endpoints.set(OLD);
        turn(guard);
        write(guard, 1, 2);
        write(guard, 2, 0);
        CompletableFuture<Admission> answer = gate.admit(Arrival.any());
        workers.end(0, true, false);
        assertThat(gate.status().isClosed()).isTrue();
        assertThat(answer).isNotDone();
        workers.end(0, false, false);
        assertThat(answer).as("the write of 0 failed").isDone();
        ((Permit) answer.join()).close();
    }

    @Test
    void twoGuardsOfOneGateKnowOfEachOther() {
        GateGuard other = gate.guard(workers).draining((all, count) -> List.of(), Duration.ofSeconds(1));
        endpoints.set(OLD);
        turn(guard);
        write(guard, 1, 0);
        turn(other);
        assertThat(gate.status().isClosed()).as("a read by another guard").isTrue();
        write(other, 1, 0);
        workers.end(0, false, false);
        assertThat(gate.status().isClosed()).as("one of two writes of 0 failed").isTrue();
        workers.end(0, true, true);
        assertThat(gate.status().isClosed()).isTrue();
        workers.replicas = 1;
        turn(other);
        assertThat(gate.status().isClosed()).isFalse();
    }

    @Test
    void victimsThatFailAreAWriteThatFailed() {
        endpoints.set(OLD, NEW);
        GateGuard draining = guard.draining(
                (all, count) -> {
                    throw new IllegalStateException("nobody knows the pods");
                },
                Duration.ofSeconds(1));
        assertThat(write(draining, 2, 1))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withMessageContaining("nobody knows the pods");
        assertThat(workers.asked).isEmpty();
        assertThat(gate.status().isClosed()).isFalse();
    }

    @Test
    void victimsAreAskedForAsManyAsGo() {
        endpoints.set(OLD, NEW);
        List<Integer> counts = new ArrayList<>();
        GateGuard draining = guard.draining(
                (all, count) -> {
                    assertThat(all).containsExactlyInAnyOrder(OLD, NEW);
                    counts.add(count);
                    return List.of();
                },
                Duration.ofSeconds(1));
        write(draining, 5, 2);
        write(draining, 2, 2);
        write(draining, 2, 4);
        write(draining, 4, 0);
        assertThat(counts)
                .as("not for growth, and not for 0, which waits for all")
                .containsExactly(3);
        assertThat(workers.asked).containsExactly(2, 2, 4, 0);
        while (!workers.underWay.isEmpty()) {
            workers.end(0, true, true);
        }
    }

    /** Nobody goes to a replica while a write of 0 is under way, or after the last one of it has succeeded. */
    @Test
    void nobodyIsAdmittedWhileTheTargetGoesToZero() {
        Seeds.each(800, random -> {
            var story = new GateGuardStepsTest();
            story.tell(random);
            story.nothingIsLeftBehind();
        });
    }

    private void tell(Random random) {
        List<Permit> permits = new ArrayList<>();
        List<CompletableFuture<Admission>> waiting = new ArrayList<>();
        endpoints.set(OLD);
        turn(guard);
        boolean isAtZero = false;
        for (int i = 0; i < 60; i++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> waiting.add(arrive(permits));
                case 2, 3 -> {
                    if (!permits.isEmpty()) {
                        permits.remove(0).close();
                    }
                }
                case 4 -> turn(guard);
                case 5 -> write(guard, 1, 0);
                case 6 -> {
                    if (!workers.underWay.isEmpty()) {
                        int index = random.nextInt(workers.underWay.size());
                        boolean succeeds = random.nextInt(4) > 0;
                        isAtZero = succeeds && workers.underWay.get(index).count() == 0;
                        workers.end(index, succeeds, succeeds);
                    }
                }
                default -> {
                    write(guard, 0, 1);
                    isAtZero = false;
                }
            }
            if (workers.goesToZero() || isAtZero) {
                assertThat(gate.status().isClosed()).isTrue();
            }
        }
        while (!workers.underWay.isEmpty()) {
            workers.end(0, true, true);
        }
        write(guard, 0, 1);
        workers.end(0, true, true);
        endpoints.set(NEW);
        assertThat(waiting).as("all that waited").allMatch(CompletableFuture::isDone);
        permits.forEach(Permit::close);
        assertThat(gate.status().inFlight()).isZero();
    }

    private CompletableFuture<Admission> arrive(List<Permit> permits) {
        CompletableFuture<Admission> answer = gate.admit(Arrival.any());
        return answer.whenComplete((admission, thrown) -> {
            assertThat(workers.goesToZero()).as("a write of 0 is under way").isFalse();
            permits.add((Permit) admission);
        });
    }

    private static void turn(GateGuard guard) {
        guard.replicasAsync(ReadRequest.of(START, Duration.ofSeconds(1)), Runnable::run);
    }

    private static CompletableFuture<Void> write(GateGuard guard, int from, int to) {
        return guard.scaleToAsync(
                        ScaleRequest.of(GateGuardTest.decision(from, to), START, Duration.ofSeconds(10)), Runnable::run)
                .toCompletableFuture();
    }
}
