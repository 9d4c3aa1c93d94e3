package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Scalers, targets, observers and policies that throw, hang or are slow. */
class AutoscalerFailureTest extends AutoscalerFixture {

    @Test
    void aScalerThatThrowsIsAFailedReadingAndHoldsTheCount() {
        var broken = Trigger.of(
                "broken",
                request -> {
                    throw new IllegalStateException("connection refused");
                },
                averageValue(1));
        backlog.set(Reading.of(10));
        try (var autoscaler = autoscaler(broken, backlogTrigger()).build().start()) {
            time.advance(ofMinutes(20));

            assertThat(target.writes).as("a failed read never shrinks").isEmpty();
            assertThat(recorder.decisions).hasSize(81);
            assertThat(lastDecision().explanation().binding().reason()).isEqualTo(Reason.FAILED_READING);
            assertThat(lastReading("broken"))
                    .isEqualTo(failure(Kind.UNAVAILABLE, "IllegalStateException: connection refused"));
            assertThat(autoscaler.state().lastActiveAt())
                    .as("the other trigger keeps it active")
                    .isPresent();
        }
    }

    @Test
    void aScalerThatHangsIsATimeoutThenStillRunningAndHoldsUpNoOther() {
        var hanging = new HangingScaler();
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(Trigger.of("hanging", hanging, averageValue(1)), backlogTrigger())
                .readTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(4));
            assertThat(recorder.decisions).as("waiting for the deadline").isEmpty();

            time.advance(ofSeconds(1));
            assertThat(lastReading("hanging")).isEqualTo(failure(Kind.TIMEOUT, "no answer within 5 s"));
            assertThat(target.writes).as("the other trigger may grow").containsExactly(6);

            time.advance(ofSeconds(15));
            assertThat(((Reading.Failure) lastReading("hanging")).kind()).isEqualTo(Kind.STILL_RUNNING);
            assertThat(hanging.reads).as("no second read was begun").hasSize(1);

            hanging.reads.get(0).complete(Reading.of(1));
            time.advance(ofSeconds(10));
            assertThat(hanging.reads).as("the first has ended").hasSize(2);
            hanging.reads.get(1).complete(Reading.of(7));
            time.advance(ofSeconds(1));
            assertThat(lastReading("hanging")).isEqualTo(Reading.of(7));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aScalerThatAnswersNullOrFailsBeforeReadingIsAFailure() throws InterruptedException {
        Scaler answersNull = request -> null;
        Scaler throwsAtOnce = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                throw new AssertionError("not called");
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                throw new IllegalArgumentException("no such topic");
            }
        };
        try (var autoscaler = autoscaler(
                        Trigger.of("null", answersNull, averageValue(1)),
                        Trigger.of("throws", throwsAtOnce, averageValue(1)))
                .build()) {
            assertThat(autoscaler.evaluate().changes()).isFalse();
            assertThat(lastReading("null")).isInstanceOf(Reading.Failure.class);
            assertThat(lastReading("throws"))
                    .isEqualTo(failure(Kind.UNAVAILABLE, "IllegalArgumentException: no such topic"));
        }
    }

    @Test
    void aTargetThatCannotBeReadCostsTheTurnAndNothingElse() {
        backlog.set(Reading.of(300));
        target.failReading(new IllegalStateException("no permission"));
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(30));
            assertThat(recorder.decisions).isEmpty();
            assertThat(recorder.turnFailures())
                    .hasSize(3)
                    .first()
                    .isInstanceOf(ScaleTargetException.class)
                    .extracting(Throwable::getMessage)
                    .isEqualTo(
                            "target of autoscaler \"orders\" could not be read: IllegalStateException: no permission");
            assertThatThrownBy(autoscaler::evaluate).isInstanceOf(ScaleTargetException.class);

            target.failReading(null);
            time.advance(ofSeconds(15));
            assertThat(target.writes).containsExactly(6);
        }
    }

    @Test
    void aTargetThatHangsWhenReadCostsTurnsUntilItAnswersAndIsNotReadTwiceMeanwhile() {
        var held = new ArrayList<Runnable>();
        Executor holdsTheFirstRead = task -> {
            if (held.isEmpty()) {
                held.add(task); // the counts are what a turn asks for first
            } else {
                task.run();
            }
        };
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger())
                .executor(holdsTheFirstRead)
                .targetTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(16));
            assertThat(recorder.turnFailures())
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                            "target of autoscaler \"orders\" could not be read: no answer within 5 s",
                            "target of autoscaler \"orders\" could not be read: the last read has not ended");
            held.get(0).run();
            time.advance(ofSeconds(15));
            assertThat(target.writes).containsExactly(6);
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aTargetThatRefusesAWriteIsAskedAgainAndTheStateHasNoSuchEvent() {
        backlog.set(Reading.of(300));
        target.failWriting(new IllegalStateException("quota exceeded"));
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(5));
            assertThat(recorder.scaleFailures())
                    .extracting(Throwable::getMessage)
                    .containsExactly("target of autoscaler \"orders\" could not be scaled to 6: IllegalStateException:"
                            + " quota exceeded");
            assertThat(autoscaler.state()).isEqualTo(recorder.decisions.get(0).next(false));

            target.failWriting(null);
            time.advance(ofSeconds(10));
            assertThat(target.writes).containsExactly(6);
            assertThat(autoscaler.state()).isEqualTo(lastDecision().next(true));
        }
    }

    @Test
    void aTargetThatHangsIsNotWrittenASecondTimeWhileTheFirstWriteRuns() {
        backlog.set(Reading.of(300));
        var firstWrite = new FirstWriteHangs();
        try (var autoscaler = autoscaler(backlogTrigger())
                .observer(firstWrite)
                .executor(firstWrite)
                .targetTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(5));
            assertThat(recorder.scaleFailures()).hasSize(1);
            assertThat(recorder.scaleFailures().get(0))
                    .hasMessageContaining("could not be scaled to 6: no answer within 5 s");

            time.advance(ofSeconds(10));
            assertThat(recorder.scaleFailures()).hasSize(2);
            assertThat(recorder.scaleFailures().get(1)).hasMessageContaining("the last write has not ended");
            assertThat(recorder.decisions).as("every turn decides").hasSize(2);
            assertThat(target.writes).isEmpty();

            firstWrite.goOn();
            assertThat(target.writes)
                    .as("a write that had not begun when it was given up is stale")
                    .isEmpty();
            time.advance(ofSeconds(15));
            assertThat(target.writes).as("the next turn makes its own").containsExactly(6);
            assertThat(recorder.scaleFailures()).hasSize(2);
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aWriteThatWasWaitingWhenTheAutoscalerClosedIsNotCarriedOut() {
        backlog.set(Reading.of(300));
        var firstWrite = new FirstWriteHangs();
        var autoscaler = autoscaler(backlogTrigger())
                .observer(firstWrite)
                .executor(firstWrite)
                .build()
                .start();
        time.advance(ofSeconds(1));
        autoscaler.close();
        firstWrite.goOn();
        assertThat(target.writes).isEmpty();
    }

    @Test
    void anObserverThatThrowsHurtsNobody() {
        var after = new Recorder();
        AutoscalerObserver throwing = new AutoscalerObserver() {
            @Override
            public void decided(String autoscaler, Observation observation, Decision decision) {
                throw new IllegalStateException("disk full");
            }
        };
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger())
                .observer(throwing)
                .observer(after)
                .build()
                .start()) {
            time.advance(ofSeconds(30));
            assertThat(target.writes).containsExactly(6);
            assertThat(after.decisions).hasSize(3);
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aPolicyThatThrowsCostsTheTurn() {
        ScalingPolicy broken = (state, observation) -> {
            throw new ArithmeticException("divided by zero");
        };
        try (var autoscaler =
                autoscaler(backlogTrigger()).policy(broken).build().start()) {
            time.advance(ofSeconds(15));
            assertThat(recorder.turnFailures()).hasSize(2).allMatch(ArithmeticException.class::isInstance);
            assertThat(autoscaler.state().lastDecisionAt()).isEmpty();
        }
    }

    /** Runs everything at once, but for the first write, which it keeps until told to go on. */
    private static final class FirstWriteHangs implements Executor, AutoscalerObserver {
        private boolean nextIsTheWrite;
        private boolean done;
        private Runnable write = () -> {};

        @Override
        public void decided(String autoscaler, Observation observation, Decision decision) {
            nextIsTheWrite = decision.changes() && !done;
        }

        @Override
        public void execute(Runnable task) {
            if (nextIsTheWrite) {
                nextIsTheWrite = false;
                done = true;
                write = task;
            } else {
                task.run();
            }
        }

        void goOn() {
            write.run();
        }
    }

    /** Never answers by itself. */
    private static final class HangingScaler implements Scaler {
        private final List<CompletableFuture<Reading>> reads = new ArrayList<>();

        @Override
        public Reading read(ReadRequest request) {
            throw new UnsupportedOperationException("read asynchronously");
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            var read = new CompletableFuture<Reading>();
            reads.add(read);
            return read;
        }
    }

    @Test
    void aScalerThatAnswersNoStageCostsItsReadingAndNotTheTurn() throws InterruptedException {
        Scaler broken = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                return null;
            }
        };
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger(), Trigger.of("broken", broken, averageValue(50)))
                .build()) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(6);
            assertThat(lastReading("broken")).hasToString("UNAVAILABLE the scaler answered null instead of a stage");
        }
    }
}
