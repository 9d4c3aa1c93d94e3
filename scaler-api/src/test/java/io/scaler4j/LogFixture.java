package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** An autoscaler on virtual time, and what its log says. */
abstract class LogFixture {

    final Logger logger = (Logger) LoggerFactory.getLogger(Autoscaler.class);
    final ListAppender<ILoggingEvent> log = new ListAppender<>();
    final VirtualTime time = new VirtualTime("2026-01-05T08:00:00Z");
    final FakeTarget target = new FakeTarget(1);
    final AtomicReference<Reading> backlog = new AtomicReference<>(Reading.of(150));

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

    AutoscalerBuilder orders() {
        return Autoscaler.builder("orders")
                .target(target)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> backlog.get(), averageValue(50)))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run);
    }

    List<String> said() {
        return log.list.stream()
                .map(event ->
                        event.getLevel() + " " + event.getFormattedMessage().replaceFirst(": RECOMMEND .*", ""))
                .toList();
    }
}
