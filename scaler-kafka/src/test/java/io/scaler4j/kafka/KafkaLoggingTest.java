package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What Kafka's client writes into the log of an application at INFO, where no broker is there. */
class KafkaLoggingTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final Polls polls = new Polls();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.apache.kafka");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        log.start();
        logger.setAdditive(false);
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void listenNoMore() {
        logger.setLevel(before);
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void aBrokerThatIsNotThereCostsAFewLinesASecondAndNoDumpOfSettings() throws Exception {
        long begin = System.nanoTime();
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers(Clients.nowhere())
                .topic("orders")
                .consumerGroup("billing")
                .build()) {
            for (int turn = 0; turn < 10; turn++) {
                assertThat(scaler.read(polls.next(DEADLINE))).isInstanceOf(Reading.Failure.class);
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        List<String> lines =
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).as("what stands in the log after %s s", seconds).hasSizeLessThan((int) (15 + 6 * seconds));
        assertThat(lines).anyMatch(line -> line.contains("could not be established")); // the log does arrive here
        assertThat(lines).noneMatch(line -> line.contains("AdminClientConfig values"));
        assertThat(lines).noneMatch(line -> line.contains("Rebootstrapping"));
    }

    @Test
    void theUserMayHaveTheRecoveryOfKafkaBack() {
        var settings = new ClientSettings();
        assertThat(settings.asMap(KafkaSecurity.plaintext(), new PrivateFiles()))
                .containsEntry("metadata.recovery.strategy", "none");

        settings.property("metadata.recovery.strategy", "rebootstrap");
        assertThat(settings.asMap(KafkaSecurity.plaintext(), new PrivateFiles()))
                .containsEntry("metadata.recovery.strategy", "rebootstrap");
    }
}
