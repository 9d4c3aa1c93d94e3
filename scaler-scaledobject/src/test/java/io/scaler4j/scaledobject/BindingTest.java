package io.scaler4j.scaledobject;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {

    private static final String RABBIT = """
            - type: rabbitmq
              metadata: {queueName: jobs, mode: QueueLength, value: "20", activationValue: "3"}
            """;
    private static final String EXTERNAL = """
            - type: external
              name: tickets
              metadata: {scalerAddress: "tickets:9090"}
            """;

    private static final class Counter implements Scaler {

        private int closed;

        @Override
        public Reading read(ReadRequest request) {
            return Reading.of(42);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static MetricSpec metric(AutoscalerSpec spec) {
        return spec.triggers().get(0).metric();
    }

    @Test
    void aTypeWithoutASourceIsOneClearFinding() {
        ScaledObjects read = ScaledObjects.parse(scaledObject("", "", RABBIT));
        assertThat(Manifests.problems(read)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.NOT_RUNNABLE);
            assertThat(finding.rule()).isEqualTo("trigger-source");
            assertThat(finding.position()).hasToString("10:7");
            assertThat(finding.sentence()).contains("rabbitmq").contains("KEDA has this type");
            assertThat(finding.wayOut())
                    .isEqualTo("use a source that is at hand, or in Java bind(\"s0-rabbitmq-jobs\", scaler)");
        });
    }

    @Test
    void aTypeWithoutASourceIsSimulated() {
        AutoscalerSpec spec = ScaledObjects.parse(scaledObject("", "", RABBIT)).single();
        var run = Simulation.of(
                        spec, Map.of("s0-rabbitmq-jobs", Load.constant(3).then(ofMinutes(1), 200)))
                .startingAt(0)
                .lasting(ofMinutes(5));
        assertThat(run.series()).containsExactly(0, 1, 4, 8, 10);
    }

    @Test
    void aBoundScalerIsReadAndStaysOpen() throws Exception {
        var counter = new Counter();
        AutoscalerSpec spec = ScaledObjects.reader()
                .bind("s0-rabbitmq-jobs", counter)
                .parse(scaledObject("", "", RABBIT))
                .single();
        assertThat(metric(spec))
                .isEqualTo(MetricSpec.of("s0-rabbitmq-jobs", averageValue(20)).activatesAbove(3));
        try (var connections = new SharedConnections()) {
            List<Trigger> opened = spec.openTriggers(connections);
            Scaler scaler = opened.get(0).scaler();
            var request = ReadRequest.of(Instant.EPOCH, Duration.ofSeconds(1));
            assertThat(scaler.read(request)).isEqualTo(Reading.of(42));
            assertThat(scaler.readAsync(request, Runnable::run)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(Reading.of(42));
            scaler.close();
            assertThat(counter.closed).isZero();
        }
    }

    @Test
    void aBoundTriggerHasTheFallbackOfItsObject() {
        AutoscalerSpec spec = ScaledObjects.reader()
                .bind("tickets", averageValue(4), new Counter())
                .parse(scaledObject("", "fallback: {failureThreshold: 1, replicas: 8}", EXTERNAL))
                .single();
        assertThat(metric(spec).target()).isEqualTo(averageValue(4));
        assertThat(metric(spec).fallback().orElseThrow().replicas()).isEqualTo(8);
    }

    @Test
    void theTargetOfTheCallerComesBeforeThatOfTheFile() {
        AutoscalerSpec spec = ScaledObjects.reader()
                .bind("s0-rabbitmq-jobs", value(7), new Counter())
                .parse(scaledObject("", "", RABBIT))
                .single();
        assertThat(metric(spec))
                .isEqualTo(MetricSpec.of("s0-rabbitmq-jobs", value(7)).activatesAbove(3));
    }

    @Test
    void aTypeWhoseTargetIsNotKnownNeedsOne() {
        ScaledObjects read = ScaledObjects.parse(scaledObject("", "", EXTERNAL));
        assertThat(Manifests.problems(read))
                .extracting(Finding::rule)
                .containsExactly("trigger-source", "trigger-target");
        assertThatThrownBy(read::single)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("bind(\"tickets\", averageValue(50), scaler)");
        assertThatThrownBy(() -> ScaledObjects.reader()
                        .bind("tickets", new Counter())
                        .parse(scaledObject("", "", EXTERNAL))
                        .single())
                .hasMessageContaining("nothing says what is wanted of trigger \"tickets\"");
    }

    @Test
    void aBindingTakesThePlaceOfASourceAndOfItsSecrets() {
        AutoscalerSpec spec = ScaledObjects.reader()
                .strict()
                .bind("orders/s0-kafka-orders", new Counter())
                .read(Manifests.file("orders-kafka.yaml"))
                .single();
        assertThat(metric(spec).target()).isEqualTo(averageValue(50));
        assertThat(metric(spec).activationThreshold()).isEqualTo(5);
    }

    @Test
    void aBindingOfAnotherObjectDoesNotCount() {
        var reader = ScaledObjects.reader().bind("bills/tickets", averageValue(4), new Counter());
        assertThatThrownBy(() -> reader.parse(scaledObject("", "", EXTERNAL)).single())
                .hasMessageContaining("bind(..) names the trigger \"bills/tickets\"")
                .hasMessageContaining("use one of [tickets]");
    }

    @Test
    void theSameFileWithTheSameScalerIsAnEqualSpecification() {
        var counter = new Counter();
        var reader = ScaledObjects.reader().bind("s0-rabbitmq-jobs", counter);
        AutoscalerSpec once = reader.parse(scaledObject("", "", RABBIT)).single();
        assertThat(reader.parse(scaledObject("", "", RABBIT)).single()).isEqualTo(once);
        assertThat(reader.bind("s0-rabbitmq-jobs", new Counter())
                        .parse(scaledObject("", "", RABBIT))
                        .single())
                .isNotEqualTo(once);
        assertThat(ScaledObjects.parse(scaledObject("", "", RABBIT)).single())
                .isEqualTo(ScaledObjects.parse(scaledObject("", "", RABBIT)).single())
                .isNotEqualTo(ScaledObjects.parse(scaledObject("", "", RABBIT.replace("mode", "modus")))
                        .single());
    }

    @ParameterizedTest
    @CsvSource({
        "rabbitmq, '{queueName: a/b, queueLength: \"7\"}', s0-rabbitmq-b, 7",
        "aws-sqs-queue, '{queueURL: https://sqs.eu/1/jobs}', s0-aws-sqs-jobs, 5",
        "aws-sqs-queue, '{queueURL: https://sqs.eu/1/jobs, queueLength: \"9\"}', s0-aws-sqs-jobs, 9",
        "azure-servicebus, '{queueName: q}', s0-azure-servicebus, 5",
        "gcp-pubsub, '{subscriptionName: sub, value: \"3\"}', s0-gcp-ps-sub, 3",
        "postgresql, '{targetQueryValue: \"1.5\"}', s0-postgresql, 1.5",
        "nats-jetstream, '{stream: s, lagThreshold: \"8\"}', s0-nats-jetstream-s, 8",
        "metrics-api, '{targetValue: \"8\"}', s0-metrics-api, 8"
    })
    void theWantedNumberOfAKnownTypeIsFound(String type, String metadata, String name, double wanted) {
        String trigger = "- type: " + type + "\n  metadata: " + metadata + "\n";
        AutoscalerSpec spec = ScaledObjects.parse(scaledObject("", "", trigger)).single();
        assertThat(metric(spec).trigger()).isEqualTo(name);
        assertThat(metric(spec).target()).isEqualTo(averageValue(wanted));
        AutoscalerSpec total = ScaledObjects.parse(scaledObject("", "", trigger + "  metricType: Value\n"))
                .single();
        assertThat(metric(total).target()).isEqualTo(MetricTarget.value(wanted));
    }

    @Test
    void defaultsOfATypeAreUsedWhereTheFileSaysNothing() {
        String own = Manifests.PROMETHEUS.replace("query:", "whenEmpty: last\n    lastValueMaxAge: 5m\n    query:");
        AutoscalerSpec byFile = ScaledObjects.parse(scaledObject("", "", own)).single();
        AutoscalerSpec byDefault = ScaledObjects.reader()
                .defaults("prometheus", Map.of("whenEmpty", "last", "lastValueMaxAge", "5m", "threshold", "3"))
                .parse(scaledObject())
                .single();
        assertThat(byDefault).isEqualTo(byFile);
    }
}
