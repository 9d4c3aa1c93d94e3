package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Fallback;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingObserverTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Autoscaler.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final VirtualTime time = new VirtualTime("2026-01-05T08:00:00Z");
    private final FakeTarget target = new FakeTarget(1);
    private final AtomicReference<Reading> backlog = new AtomicReference<>(Reading.of(150));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void saysChangesAndTheBeginningAndEndOfEachProblemOnce() {
        try (var autoscaler = Autoscaler.builder("orders")
                .target(target)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> backlog.get(), averageValue(50)))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .build()
                .start()) {
            time.advance(ofSeconds(20));
            backlog.set(Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "queue is down"));
            time.advance(ofSeconds(40));
            backlog.set(Reading.of(150));
            target.failReading(new IllegalStateException("no permission"));
            time.advance(ofSeconds(30));
            target.failReading(null);
            time.advance(ofSeconds(15));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "INFO orders: wants 1 -> 3: RECOMMEND 1 -> 3 backlog 150 of 50 per replica · STABILIZE 3 -> 3"
                                + " the windows agree · RATE_LIMIT 3 -> 3 allowed: 4 per 15 s or 100 % per 15 s",
                        "INFO orders: scaled 1 -> 3",
                        "WARN orders: trigger backlog failed: UNAVAILABLE queue is down",
                        "WARN orders: no decision: target of autoscaler \"orders\" could not be read:"
                                + " IllegalStateException: no permission; the next turn tries again",
                        "INFO orders: decides again",
                        "INFO orders: trigger backlog is read again: 150");
    }

    private AutoscalerBuilder orders() {
        return Autoscaler.builder("orders")
                .target(target)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> backlog.get(), averageValue(50)))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run);
    }

    private List<String> said() {
        return log.list.stream()
                .map(event ->
                        event.getLevel() + " " + event.getFormattedMessage().replaceFirst(": RECOMMEND .*", ""))
                .toList();
    }

    @Test
    void aWishIsSaidOnceUntilItIsConfirmedAndAFailedWriteNeverAsAChange() {
        try (var autoscaler = orders().build().start()) {
            target.failWriting(new IllegalStateException("quota of 2 exceeded"));
            time.advance(ofSeconds(20));
            target.failWriting(new IllegalStateException("quota of 3 exceeded"));
            time.advance(ofSeconds(15));
            target.failWriting(null);
            time.advance(ofSeconds(15));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(said())
                .containsExactly(
                        "INFO orders: wants 1 -> 3",
                        "WARN orders: not scaled: target of autoscaler \"orders\" could not be scaled to 3:"
                                + " IllegalStateException: quota of 2 exceeded; the next turn tries again",
                        "INFO orders: scaled 1 -> 3, after 3 failed writes");
        assertThat(log.list.get(1).getThrowableProxy().getMessage())
                .as("the trace is that of the reason")
                .isEqualTo("quota of 2 exceeded");
    }

    @Test
    void aWishThatEndsWithoutAWriteIsSaidToo() {
        try (var autoscaler = orders().build().start()) {
            target.failWriting(new IllegalStateException("no quota"));
            time.advance(ofSeconds(1));
            backlog.set(Reading.of(50));
            time.advance(ofSeconds(30));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(said()).hasSize(3).last().isEqualTo("INFO orders: stays at 1, so nothing is left to write");
    }

    @Test
    void aDryRunIsMarkedAndSaysEachWishOnce() {
        try (var autoscaler = orders().dryRun().build().start()) {
            time.advance(ofSeconds(40));
            backlog.set(Reading.of(250));
            time.advance(ofSeconds(40));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(said())
                .containsExactly(
                        "INFO orders: wants 1 -> 3 (dry run, not written)",
                        "INFO orders: wants 1 -> 5 (dry run, not written)");
    }

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

    @Test
    void saysWhatAnOperatorChangesAndNothingIfItChangesNothing() {
        try (var autoscaler = Autoscaler.builder("orders")
                .target(target)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> backlog.get(), averageValue(50)))
                .build()) {
            autoscaler.resume();
            autoscaler.pause();
            autoscaler.pause();
            autoscaler.resume();
            autoscaler.forceActivation(true);
            autoscaler.pauseScaleIn();
            autoscaler.resume();
            autoscaler.forceActivation(false);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "orders: paused",
                        "orders: resumed",
                        "orders: activation forced",
                        "orders: scale-in paused, activation forced",
                        "orders: resumed, activation forced",
                        "orders: activation is no longer forced");
    }

    @Test
    void saysWhenAFallbackTakesOverAndWhenAnOperatorTakesControl() throws InterruptedException {
        try (var autoscaler = Autoscaler.builder("orders")
                .target(target)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> backlog.get(), averageValue(50))
                        .fallback(Fallback.replicas(1).afterFailures(1)))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .build()) {
            backlog.set(Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "queue is down"));
            for (int turn = 0; turn < 4; turn++) {
                autoscaler.evaluate();
            }
            backlog.set(Reading.of(50));
            autoscaler.evaluate();
            autoscaler.pauseAt(1);
        }
        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "WARN orders: trigger backlog failed: UNAVAILABLE queue is down",
                        "WARN orders: trigger backlog failed 2 times: UNAVAILABLE queue is down; its fallback asks for 1,"
                                + " as a value of 50 would",
                        "INFO orders: trigger backlog is read again: 50",
                        "INFO orders: paused at 1");
    }
}
