package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of observers that throw, are slow, or cannot be told. */
class ObserverTroubleLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(AutoscalerObserver.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final VirtualTime time = new VirtualTime("2026-01-05T08:00:00Z");

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
    void anObserverThatThrowsIsTracedOnceForEachClassAndCountedAtTheEnd() {
        AutoscalerObserver throwing = new AutoscalerObserver() {
            @Override
            public void decided(String autoscaler, Observation observation, Decision decision) {
                throw new IllegalStateException("disk full");
            }

            @Override
            public void turnEnded(Turn turn) {
                throw new UnsupportedOperationException("not yet");
            }

            @Override
            public String toString() {
                return "audit";
            }
        };
        try (var autoscaler = orders(throwing, Runnable::run).start()) {
            time.advance(ofSeconds(100));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(said())
                .containsExactly(
                        "observer audit threw; the autoscaler goes on, and further exceptions of this class are counted"
                                + " (disk full)",
                        "observer audit threw; the autoscaler goes on, and further exceptions of this class are counted"
                                + " (not yet)",
                        "observer audit threw 14 times in all");
    }

    @Test
    void anObserverWhoseExecutorIsShutDownIsSaidToHearNothingOnceAndAtTheEnd() {
        AutoscalerObserver deaf = new AutoscalerObserver() {
            @Override
            public String toString() {
                return "audit";
            }
        };
        var workers = Executors.newSingleThreadExecutor();
        workers.shutdownNow();
        try (var autoscaler = orders(deaf, workers).start()) {
            time.advance(ofSeconds(40));
            assertThat(autoscaler.state().lastDecisionAt()).isEmpty();
        }
        assertThat(said())
                .containsExactly(
                        "observer audit hears nothing for now: the executor took no task for it, because it is shut"
                                + " down or has no room left",
                        "observer audit does not hear of 4 events, the end of the autoscaler among them: the executor"
                                + " took no task for it, because it is shut down or has no room left");
    }

    private Autoscaler orders(AutoscalerObserver observer, Executor executor) {
        return Autoscaler.builder("orders")
                .target(new FakeTarget(1))
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> Reading.of(50), averageValue(50)))
                .observer(observer)
                .time(time)
                .scheduler(time)
                .executor(executor)
                .build();
    }

    private List<String> said() {
        var lines = new ArrayList<String>();
        for (ILoggingEvent event : log.list) {
            var thrown = event.getThrowableProxy();
            lines.add(event.getFormattedMessage() + (thrown == null ? "" : " (" + thrown.getMessage() + ")"));
        }
        return lines;
    }
}
