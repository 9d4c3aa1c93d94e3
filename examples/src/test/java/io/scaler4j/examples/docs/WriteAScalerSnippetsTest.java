package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The blocks of docs/write-a-scaler.md, compiled and run. */
class WriteAScalerSnippetsTest {

    private static final ReadRequest NOW = ReadRequest.of(Instant.parse("2026-01-05T08:00:00Z"), Duration.ofSeconds(5));

    @Test
    void aLambdaIsAScaler() throws Exception {
        Queue<String> queue = new ConcurrentLinkedQueue<>();
        Scaler backlog = request -> Reading.of(queue.size());
        queue.addAll(List.of("a", "b"));
        assertThat(backlog.read(NOW)).isEqualTo(Reading.of(2));
    }

    @Test
    void readingsSayMoreThanANumber() {
        var value = (Reading.Value) reading(7, 3, 4);
        assertThat(value.milli()).isEqualTo(7_000);
        assertThat(value.activationValue()).isEqualTo(10);
        assertThat(value.limits()).isEqualTo(ReplicaLimits.atMost(4));
        assertThat(denied()).isInstanceOf(Reading.Failure.class);
    }

    private static Reading reading(int waiting, int inFlight, int shards) {
        return Reading.value(waiting)
                .activatingOn(waiting + inFlight)
                .limits(ReplicaLimits.atMost(shards))
                .details(Map.of("shards", (double) shards))
                .build();
    }

    private static Reading denied() {
        return Reading.failure(
                Reading.Failure.Kind.DENIED,
                "queue server refused the password of user \"scaler\"; give the user the permission to read queue lengths");
    }

    @Test
    void aProviderMakesTriggersFromText() throws Exception {
        try (var catalog = ScalerCatalog.of(new QueueProvider())) {
            var trigger = catalog.open(TriggerSpec.builder("queue")
                    .name("mails")
                    .metadata(Map.of("server", "q", "queueName", "mails", "queueLength", "20"))
                    .build());
            assertThat(trigger).hasToString("trigger mails: 20 per replica, active above 0.0");
            assertThat(trigger.scaler().read(NOW)).isEqualTo(Reading.of(6));
            assertThatThrownBy(() -> catalog.open(TriggerSpec.builder("queue")
                            .metadata(Map.of("queue", "mails"))
                            .build()))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContainingAll("server is missing", "queueName is missing", "queue is not an option");
        }
    }
}
