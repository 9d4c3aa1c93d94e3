package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A turn has one timer at most, and still every wait has its own limit. */
class TurnTimerTest extends AutoscalerFixture {

    /** The limits for which timers were set. */
    private final List<Duration> timers = new ArrayList<>();

    private final Scheduler counting = (task, delay) -> {
        timers.add(delay);
        return time.schedule(task, delay);
    };

    /** Tells its counts after a while. */
    private ScaleTarget answersAfter(Duration delay) {
        return new ScaleTarget() {
            @Override
            public Replicas replicas() {
                throw new UnsupportedOperationException("read asynchronously");
            }

            @Override
            public void scaleTo(int replicas, Decision why) {
                throw new UnsupportedOperationException("nothing is to be written");
            }

            @Override
            public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
                var answer = new CompletableFuture<Replicas>();
                time.schedule(() -> answer.complete(Replicas.of(2)), delay);
                return answer;
            }
        };
    }

    private static Trigger neverAnswers() {
        return Trigger.of(
                "backlog",
                new Scaler() {
                    @Override
                    public Reading read(ReadRequest request) {
                        throw new UnsupportedOperationException("read asynchronously");
                    }

                    @Override
                    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                        return new CompletableFuture<>();
                    }
                },
                averageValue(50));
    }

    private Autoscaler waitsTwice(Duration targetAnswersAfter, Duration targetTimeout, Duration readTimeout) {
        return autoscaler(neverAnswers())
                .target(answersAfter(targetAnswersAfter))
                .scheduler(counting)
                .targetTimeout(targetTimeout)
                .readTimeout(readTimeout)
                .interval(Duration.ofMinutes(5))
                .build()
                .start();
    }

    @Test
    void aTurnInWhichEverythingIsThereAtOnceSetsNoTimerButThatOfTheNextTurn() {
        try (var autoscaler =
                autoscaler(backlogTrigger()).scheduler(counting).build().start()) {
            time.advance(ofSeconds(31));
            assertThat(recorder.turns).as("%s", autoscaler).hasSize(3);
            assertThat(timers).containsExactly(Duration.ZERO, ofSeconds(15), ofSeconds(15), ofSeconds(15));
        }
    }

    @Test
    void aReadHasItsWholeLimitAlsoIfTheTimerWasSetForTheTarget() {
        try (var autoscaler = waitsTwice(ofSeconds(4), ofSeconds(10), ofSeconds(10))) {
            time.advance(ofSeconds(13));
            assertThat(recorder.turns).as("%s: asked at 4 s", autoscaler).isEmpty();
            time.advance(ofSeconds(1));
            assertThat(lastReading("backlog")).isEqualTo(failure(Kind.TIMEOUT, "no answer within 10 s"));
            assertThat(recorder.latencies().get(0)).containsEntry("backlog", ofSeconds(10));
            assertThat(timers.subList(0, 3)).containsExactly(Duration.ZERO, ofSeconds(10), ofSeconds(4));
        }
    }

    @Test
    void aShorterLimitIsKeptAlsoIfTheTimerWasSetForALongerOne() {
        try (var autoscaler = waitsTwice(ofSeconds(1), ofSeconds(60), ofSeconds(2))) {
            time.advance(ofSeconds(3));
            assertThat(lastReading("backlog"))
                    .as("%s: asked at 1 s", autoscaler)
                    .isEqualTo(failure(Kind.TIMEOUT, "no answer within 2 s"));
            assertThat(time.pending()).as("the next turn alone").isEqualTo(1);
        }
    }

    /** The first one blocks the thread that asks, as it must not; the limit is over when it lets go. */
    @Test
    void aReadWhoseTimeIsOverBeforeItsTurnComesIsNotBegun() {
        List<String> asked = new ArrayList<>();
        Scaler blocksItsCaller = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                throw new UnsupportedOperationException("read asynchronously");
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                asked.add("first");
                time.advance(ofSeconds(5));
                return new CompletableFuture<>();
            }
        };
        Scaler second = request -> {
            asked.add("second");
            return Reading.of(1);
        };
        try (var autoscaler = autoscaler(
                        Trigger.of("first", blocksItsCaller, averageValue(50)),
                        Trigger.of("second", second, averageValue(50)))
                .target(answersAfter(ofSeconds(1)))
                .targetTimeout(ofSeconds(4))
                .readTimeout(ofSeconds(4))
                .build()
                .start()) {
            time.advance(ofSeconds(1));
            assertThat(recorder.turns).as("%s", autoscaler).hasSize(1);
            assertThat(lastReading("second")).isEqualTo(failure(Kind.TIMEOUT, "no answer within 4 s"));
            assertThat(asked).containsExactly("first");
        }
    }

    @Test
    void aClockThatStandsStillMakesAWaitLongerOnceAtMost() {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        try (var autoscaler = autoscaler(neverAnswers())
                .target(answersAfter(ofSeconds(4)))
                .targetTimeout(ofSeconds(10))
                .readTimeout(ofSeconds(10))
                .time(() -> noon)
                .build()
                .start()) {
            time.advance(ofSeconds(21));
            assertThat(lastReading("backlog"))
                    .as("%s: rung at 10 s, and set for 10 s more", autoscaler)
                    .isEqualTo(failure(Kind.TIMEOUT, "no answer within 10 s"));
        }
    }

    @Test
    void aTargetThatNeverAnswersCostsTheTurnAtItsLimit() {
        try (var autoscaler = autoscaler(backlogTrigger())
                .target(answersAfter(Duration.ofDays(1)))
                .targetTimeout(ofSeconds(3))
                .build()
                .start()) {
            time.advance(ofSeconds(3));
            assertThat(recorder.turnFailures())
                    .as("%s", autoscaler)
                    .extracting(Throwable::getMessage)
                    .containsExactly("target of autoscaler \"orders\" could not be read: no answer within 3 s");
        }
    }

    @Test
    void whatCannotBeGivenUpInTimeIsGivenUpAtOnce() {
        Scheduler shutDown = (task, delay) -> {
            if (!delay.isZero()) {
                throw new RejectedExecutionException("shut down");
            }
            return time.schedule(task, delay);
        };
        try (var autoscaler = autoscaler(backlogTrigger())
                .target(answersAfter(ofSeconds(1)))
                .scheduler(shutDown)
                .build()
                .start()) {
            time.advance(Duration.ZERO);
            assertThat(recorder.turnFailures())
                    .as("%s", autoscaler)
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                            "target of autoscaler \"orders\" could not be read: no time limit can be set, because"
                                    + " the scheduler takes no more tasks; close the autoscaler first");
        }
    }

    @Test
    void aDecisionThatGetsNoThreadIsGivenUpAndNotMadeLater() {
        List<Runnable> kept = new ArrayList<>();
        try (var autoscaler = autoscaler(backlogTrigger())
                .executor(kept::add)
                .blockingExecutor(Runnable::run)
                .readTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(6));
            assertThat(kept).as("the decision, and what observers are told").hasSize(2);
            List.copyOf(kept).forEach(Runnable::run);
            assertThat(recorder.decisions).isEmpty();
            assertThat(recorder.turnFailures())
                    .as("%s", autoscaler)
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                            "the decision got no thread in time; the executor is too busy, or has lost the task");
        }
    }
}
