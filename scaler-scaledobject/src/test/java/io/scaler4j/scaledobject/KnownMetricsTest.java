package io.scaler4j.scaledobject;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.ScalerCatalog;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownMetricsTest {

    @ParameterizedTest
    @CsvSource({
        "activemq, targetQueueSize, activationTargetQueueSize, 10",
        "artemis-queue, queueLength, activationQueueLength, 10",
        "aws-cloudwatch, targetMetricValue, activationTargetMetricValue,",
        "aws-kinesis-stream, shardCount, activationShardCount, 2",
        "aws-sqs-queue, queueLength, activationQueueLength, 5",
        "azure-blob, blobCount, activationBlobCount, 5",
        "azure-eventhub, unprocessedEventThreshold, activationUnprocessedEventThreshold, 64",
        "azure-queue, queueLength, activationQueueLength, 5",
        "azure-servicebus, messageCount, activationMessageCount, 5",
        "datadog, queryValue, activationQueryValue,",
        "gcp-pubsub, value, activationValue, 10",
        "gcp-storage, targetObjectCount, activationTargetObjectCount, 100",
        "ibmmq, queueDepth, activationQueueDepth, 20",
        "kafka, lagThreshold, activationLagThreshold, 10",
        "metrics-api, targetValue, activationTargetValue,",
        "mongodb, queryValue, activationQueryValue,",
        "nats-jetstream, lagThreshold, activationLagThreshold, 10",
        "postgresql, targetQueryValue, activationTargetQueryValue,",
        "prometheus, threshold, activationThreshold,",
        "pulsar, msgBacklogThreshold, activationMsgBacklogThreshold, 10",
        "rabbitmq, value, activationValue,",
        "redis, listLength, activationListLength, 5"
    })
    void theNumbersOfATypeStandInItsOwnOptions(String type, String target, String activation, Double orElse) {
        assertThat(KnownMetrics.metric("t", type, "", Map.of(target, "7.5", activation, "2")))
                .contains(MetricSpec.of("t", averageValue(7.5)).activatesAbove(2));
        assertThat(KnownMetrics.metric("t", type, "", Map.of()).map(MetricSpec::target))
                .isEqualTo(java.util.Optional.ofNullable(orElse).map(wanted -> averageValue(wanted)));
    }

    @Test
    void whatMakesNoTargetIsNotKnown() {
        assertThat(KnownMetrics.metric("t", "external", "", Map.of("value", "3")))
                .isEmpty();
        assertThat(KnownMetrics.metric("t", "rabbitmq", "", Map.of("value", "lots")))
                .isEmpty();
        assertThat(KnownMetrics.metric("t", "rabbitmq", "", Map.of("value", "0")))
                .isEmpty();
        assertThat(KnownMetrics.metric("t", "rabbitmq", "", Map.of("value", "3", "activationValue", "NaN")))
                .isEmpty();
    }

    /** A name must not depend on whether a secret was found, since loads and scalers are bound to it. */
    @Test
    void theNameOfATriggerIsThatOfItsSourceWithOrWithoutItsSecrets() {
        String kafka = Manifests.scaledObject(
                "",
                "",
                "- type: kafka\n  metadata: {bootstrapServers: k:9092, consumerGroup: g, topic: a.b}\n"
                        + "  authenticationRef: {name: none}\n");
        assertThat(name(ScaledObjects.parse(kafka))).isEqualTo("s0-kafka-a-b");
        assertThat(name(ScaledObjects.parse(kafka.replace("authenticationRef: {name: none}", "metricType: Value"))))
                .isEqualTo("s0-kafka-a-b");
        try (var none = ScalerCatalog.of()) {
            assertThat(name(ScaledObjects.reader().catalog(none).parse(kafka))).isEqualTo("s0-kafka-a-b");
        }
    }

    private static String name(ScaledObjects read) {
        return read.single().triggers().get(0).metric().trigger();
    }
}
