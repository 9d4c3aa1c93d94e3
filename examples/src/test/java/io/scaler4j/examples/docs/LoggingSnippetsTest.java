package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The configuration of docs/logging.md. */
class LoggingSnippetsTest {

    private static final String LOGBACK = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{0} - %msg%n</pattern></encoder>
              </appender>
              <logger name="io.scaler4j" level="INFO"/>
              <logger name="org.apache.kafka" level="ERROR"/> <!-- the readings say when a broker is down -->
              <root level="INFO"><appender-ref ref="console"/></root>
            </configuration>
            """;

    @Test
    void quietsTheKafkaClientAndNotTheLibrary() throws Exception {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(LOGBACK.getBytes(StandardCharsets.UTF_8)));

        assertThat(context.getLogger("org.apache.kafka.clients.NetworkClient").getEffectiveLevel())
                .isEqualTo(Level.ERROR);
        assertThat(context.getLogger("io.scaler4j.Autoscaler").getEffectiveLevel())
                .isEqualTo(Level.INFO);
        context.stop();
    }
}
