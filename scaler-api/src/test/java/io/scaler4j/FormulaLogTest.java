package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.ScalingPolicy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator is told of a composite whose formula fails. */
class FormulaLogTest {

    /** {@code 100 / share}. */
    private record Quotient() implements Composite.Formula {

        @Override
        public List<String> triggers() {
            return List.of("share");
        }

        @Override
        public double evaluate(double[] values, double ifNil) {
            if (values[0] == 0) {
                throw new ArithmeticException("100 is divided by 0");
            }
            return 100 / values[0];
        }
    }

    private final Logger logger = (Logger) LoggerFactory.getLogger(Autoscaler.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicReference<Reading> share = new AtomicReference<>(Reading.of(0));

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
    void aFormulaThatFailsIsSaidOnceAndWhenItGivesAValueAgain() {
        var time = new VirtualTime("2026-01-05T08:00:00Z");
        try (var autoscaler = Autoscaler.builder("orders")
                .target(new FakeTarget(2))
                .policy(ScalingPolicy.builder()
                        .replicas(1, 20)
                        .composite(Composite.of(new Quotient(), averageValue(10)))
                        .build())
                .trigger(Trigger.of("share", request -> share.get(), averageValue(1)))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .build()
                .start()) {
            time.advance(ofSeconds(40));
            share.set(Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "share is down"));
            time.advance(ofSeconds(30));
            share.set(Reading.of(5));
            time.advance(ofSeconds(30));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "WARN orders: composite failed: MISCONFIGURED the formula fails: 100 is divided by 0 (share=0)",
                        "WARN orders: trigger share failed: UNAVAILABLE share is down",
                        "INFO orders: trigger share is read again: 5",
                        "INFO orders: the formula gives a value again: 20");
    }
}
