package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.ScalingPolicy;
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
                        "INFO orders: 1 -> 3: RECOMMEND 1 -> 3 backlog 150 of 50 per replica · STABILIZE 3 -> 3 the"
                                + " windows agree · RATE_LIMIT 3 -> 3 allowed: 4 per 15 s or 100 % per 15 s",
                        "WARN orders: trigger backlog failed: UNAVAILABLE queue is down",
                        "WARN orders: no decision: target of autoscaler \"orders\" could not be read:"
                                + " IllegalStateException: no permission; the next turn tries again",
                        "INFO orders: decides again",
                        "INFO orders: trigger backlog is read again: 150");
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
