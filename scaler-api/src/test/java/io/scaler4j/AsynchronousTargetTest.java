package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets that hold no thread while they answer, and blocking ones at their deadline. */
@Timeout(60)
class AsynchronousTargetTest extends AutoscalerFixture {

    /** Answers when the test says so. */
    private static final class Remote implements ScaleTarget {
        private final List<ReadRequest> reads = new ArrayList<>();
        private final List<ScaleRequest> writes = new ArrayList<>();
        private final List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        private CompletionStage<Replicas> counts = CompletableFuture.completedFuture(Replicas.of(2));

        @Override
        public Replicas replicas() {
            throw new UnsupportedOperationException("read asynchronously");
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            throw new UnsupportedOperationException("written asynchronously");
        }

        @Override
        public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
            reads.add(request);
            return counts;
        }

        @Override
        public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
            writes.add(request);
            var confirmation = new CompletableFuture<Void>();
            confirmations.add(confirmation);
            return confirmation;
        }
    }

    private final Remote remote = new Remote();

    @Test
    void bothCallsKnowTheTimeAndTheDeadlineAndTheWriteItsDecision() {
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger())
                .target(remote)
                .targetTimeout(ofSeconds(4))
                .build()
                .start()) {
            time.advance(ofSeconds(1));
            Instant begin = time.instant().minusSeconds(1);
            assertThat(remote.reads).containsExactly(ReadRequest.of(begin, ofSeconds(4)));
            assertThat(remote.writes)
                    .as("%s", autoscaler)
                    .containsExactly(new ScaleRequest(6, lastDecision(), begin, begin.plusSeconds(4)));
            assertThat(remote.writes.get(0).timeout()).isEqualTo(ofSeconds(4));
            remote.confirmations.get(0).complete(null);
        }
    }

    @Test
    void aConfirmationBeforeTheDeadlineIsTheTimeOfTheChange() {
        backlog.set(Reading.of(300));
        try (var autoscaler =
                autoscaler(backlogTrigger()).target(remote).build().start()) {
            time.advance(ofSeconds(3));
            assertThat(recorder.turns).as("still written").isEmpty();
            remote.confirmations.get(0).complete(null);
            assertThat(recorder.turns)
                    .extracting(Turn::outcome)
                    .containsExactly(new Turn.Scaled(Instant.parse("2026-01-05T08:00:03Z")));
            assertThat(autoscaler.state()).isEqualTo(recorder.turns.get(0).next());
        }
    }

    @Test
    void noOtherWriteBeginsUntilALateOneHasEnded() {
        backlog.set(Reading.of(300));
        var autoscaler = autoscaler(backlogTrigger()).target(remote).build().start();
        time.advance(ofSeconds(40));
        assertThat(remote.writes).hasSize(1);
        assertThat(recorder.turns)
                .extracting(turn -> ((Turn.NotWritten) turn.outcome()).cause())
                .containsExactly(Turn.Cause.TIMEOUT, Turn.Cause.TIMEOUT, Turn.Cause.TIMEOUT);

        remote.confirmations.get(0).completeExceptionally(new IllegalStateException("quota exceeded"));
        time.advance(ofSeconds(6));
        assertThat(remote.writes).hasSize(2);
        remote.confirmations.get(1).completeExceptionally(new IllegalStateException("quota exceeded"));
        assertThat(recorder.turns.get(3).outcome())
                .hasToString("not written, REFUSED: target of autoscaler \"orders\" could not be scaled to 6:"
                        + " IllegalStateException: quota exceeded");
        autoscaler.close();
    }

    @Test
    void whatThrowsOrAnswersNullInsteadOfAStageCostsTheTurn() {
        remote.counts = null;
        try (var autoscaler =
                autoscaler(backlogTrigger()).target(remote).build().start()) {
            time.advance(ofSeconds(1));
            assertThat(recorder.turnFailures())
                    .as("%s", autoscaler)
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                            "target of autoscaler \"orders\" could not be read: it answered null instead of a stage");
        }
    }

    @Test
    void closingWaitsForAWriteThatNoThreadHolds() throws Exception {
        backlog.set(Reading.of(300));
        var autoscaler = autoscaler(backlogTrigger()).target(remote).build().start();
        time.advance(ofSeconds(1));
        var close = CompletableFuture.runAsync(autoscaler::close);
        assertThat(close).isNotDone();
        remote.confirmations.get(0).complete(null);
        close.get(60, SECONDS);
        assertThat(autoscaler.state())
                .as("the state knows of the change")
                .isEqualTo(lastDecision().next(time.instant()));
        assertThat(recorder.scaled()).hasSize(1);
    }

    @Test
    void aBlockingCallIsInterruptedAtItsDeadlineAndItsThreadIsFreeAgain() throws Exception {
        var interrupted = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var first = new AtomicBoolean(true);
        ScaleTarget blocking = new ScaleTarget() {
            @Override
            public Replicas replicas() throws InterruptedException {
                if (first.getAndSet(false)) {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }
                return Replicas.of(1);
            }

            @Override
            public void scaleTo(int replicas, Decision why) {}
        };
        var thread = Executors.newSingleThreadExecutor();
        try (var autoscaler = Autoscaler.builder("blocking")
                .target(blocking)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> Reading.of(1), averageValue(1)))
                .targetTimeout(Duration.ofMillis(900))
                .blockingExecutor(thread)
                .build()) {
            assertThat(CompletableFuture.supplyAsync(() -> evaluate(autoscaler)).get(60, SECONDS))
                    .isEqualTo("target of autoscaler \"blocking\" could not be read: no answer within 900 ms");
            assertThat(interrupted.await(60, SECONDS)).isTrue();
            assertThat(thread.submit(() -> Thread.currentThread().isInterrupted())
                            .get(60, SECONDS))
                    .as("the interrupt was meant for the call alone")
                    .isFalse();
            assertThat(evaluate(autoscaler)).isEqualTo("1");
        } finally {
            thread.shutdownNow();
        }
    }

    private static String evaluate(Autoscaler autoscaler) {
        try {
            return "" + autoscaler.evaluate().to();
        } catch (ScaleTargetException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Test
    void aRequestHasACountAndTimeLeft() {
        Instant now = time.instant();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaleRequest(-1, null, now, now.plusSeconds(1)))
                .withMessage("replicas must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaleRequest(1, null, now, now))
                .withMessageStartingWith("deadline must be after now");
    }
}
