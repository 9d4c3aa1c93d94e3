package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.ScalingPolicy;
import org.junit.jupiter.api.Test;

class LoggingObserverTest extends LogFixture {

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
    void whatASentenceSaysIsOneLineWithoutATrace() {
        try (var autoscaler = orders().build().start()) {
            target.failWriting(new ScaleTargetException("the autoscaler was closed meanwhile", null));
            time.advance(ofSeconds(1));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(said())
                .last()
                .isEqualTo("WARN orders: not scaled: target of autoscaler \"orders\" could not be scaled to 3:"
                        + " the autoscaler was closed meanwhile; the next turn tries again");
        assertThat(log.list.get(1).getThrowableProxy()).isNull();
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
