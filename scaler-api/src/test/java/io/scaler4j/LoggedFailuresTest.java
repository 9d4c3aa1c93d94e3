package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the log says of failures, rejected tasks and schedulers that have ended: once, and in one line. */
class LoggedFailuresTest extends LogFixture {

    @Test
    void aFailureOfAnotherKindIsSaidAgainAndARunningReadIsStillLate() {
        var hanging = new AtomicReference<CompletableFuture<Reading>>(new CompletableFuture<>());
        Scaler scaler = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                throw new UnsupportedOperationException("read asynchronously");
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                return hanging.get();
            }
        };
        try (var autoscaler = Autoscaler.builder("orders")
                .target(target)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", scaler, averageValue(50)))
                .readTimeout(ofSeconds(5))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .build()
                .start()) {
            time.advance(ofSeconds(40));
            hanging.get().complete(Reading.of(1));
            for (String message : List.of("no permission for topic 1", "no permission for topic 2")) {
                hanging.set(CompletableFuture.completedFuture(Reading.failure(Reading.Failure.Kind.DENIED, message)));
                time.advance(ofSeconds(15));
            }
            hanging.set(CompletableFuture.completedFuture(Reading.of(50)));
            time.advance(ofSeconds(15));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(said())
                .containsExactly(
                        "WARN orders: trigger backlog failed: TIMEOUT no answer within 5 s",
                        "WARN orders: trigger backlog failed: DENIED no permission for topic 1",
                        "INFO orders: trigger backlog is read again: 50");
    }

    @Test
    void aSentenceStandsInALineOnce() {
        logger.setLevel(Level.DEBUG);
        backlog.set(Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "queue is down"));
        try (var autoscaler = orders().policy(
                        ScalingPolicy.builder().replicas(0, 20).build())
                .build()
                .start()) {
            time.advance(ofSeconds(1));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("orders: stays at 1: DEACTIVATE 1 -> 1 backlog failed: UNAVAILABLE queue is down, holding ·"
                        + " RECOMMEND 1 -> 1 likewise");
    }

    @Test
    void theLogNeedsNoExecutorAndSaysOnceThatThereIsNone() {
        var workers = Executors.newSingleThreadExecutor();
        workers.shutdownNow();
        try (var autoscaler = orders().executor(workers).build().start()) {
            time.advance(ofSeconds(40));
            assertThatThrownBy(autoscaler::evaluate)
                    .isInstanceOf(ScaleTargetException.class)
                    .hasMessage("target of autoscaler \"orders\" could not be read: the executor took no task for it,"
                            + " because it is shut down or has no room left");
        }
        assertThat(said())
                .containsExactly("WARN orders: no decision: target of autoscaler \"orders\" could not be read: the"
                        + " executor took no task for it, because it is shut down or has no room left; the next turn"
                        + " tries again");
        assertThat(log.list.get(0).getThrowableProxy())
                .as("the sentence says all")
                .isNull();
    }

    @Test
    void aDecisionWhoseTaskIsRejectedOrLostIsSaid() {
        for (Runnable onDecision : List.<Runnable>of(
                () -> {
                    throw new RejectedExecutionException("Task java.lang.Object@1f full");
                },
                () -> {})) {
            var tasks = new AtomicInteger();
            // The target's counts, the reading, and then the decision.
            Executor choosy = task -> {
                if (tasks.incrementAndGet() % 3 == 0) {
                    onDecision.run();
                } else {
                    task.run();
                }
            };
            try (var autoscaler = orders().executor(choosy).build().start()) {
                time.advance(ofSeconds(44));
                assertThat(autoscaler.state().lastDecisionAt()).isEmpty();
            }
        }
        assertThat(target.writes).isEmpty();
        assertThat(said())
                .containsExactly(
                        "WARN orders: no decision: the turn could not go on: the executor took no task for it, because"
                                + " it is shut down or has no room left; the next turn tries again",
                        "WARN orders: no decision: the decision got no thread in time; the executor is too busy, or"
                                + " has lost the task; the next turn tries again");
    }

    @Test
    void aPoolThatIsShutDownIsSaidOnceWithoutATrace() {
        var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
        pool.shutdown();
        try (var autoscaler = orders().target(ScaleTarget.of(pool)).build().start()) {
            time.advance(ofSeconds(40));
            assertThat(autoscaler.state().lastDecisionAt()).isEmpty();
        }
        assertThat(said())
                .containsExactly("WARN orders: no decision: target of autoscaler \"orders\" could not be read: the"
                        + " thread pool is shut down; close the autoscaler before the pool that it scales; the next"
                        + " turn tries again");
        assertThat(log.list.get(0).getThrowableProxy()).isNull();
    }

    @Test
    void aTargetWithoutCountsAndASchedulerThatIsShutDownAreSaid() {
        ScaleTarget silent = new ScaleTarget() {
            @Override
            public Replicas replicas() {
                return null;
            }

            @Override
            public void scaleTo(int replicas, Decision why) {}
        };
        try (var autoscaler = orders().target(silent).build().start()) {
            time.advance(ofSeconds(40));
            assertThat(autoscaler.state().lastDecisionAt()).isEmpty();
        }
        var timer = Executors.newSingleThreadScheduledExecutor();
        timer.shutdownNow();
        try (var autoscaler = orders().scheduler(Scheduler.of(timer)).build().start()) {
            autoscaler.poke();
            autoscaler.poke();
        }
        assertThat(said())
                .containsExactly(
                        "WARN orders: no decision: target of autoscaler \"orders\" could not be read: it answered null"
                                + " instead of its counts; the next turn tries again",
                        "WARN orders: the scheduler takes no more tasks, so the autoscaler makes no more turns; close"
                                + " the autoscaler before its scheduler");
    }
}
