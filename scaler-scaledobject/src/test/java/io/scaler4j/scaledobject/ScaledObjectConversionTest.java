package io.scaler4j.scaledobject;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;
import static io.scaler4j.scaledobject.Manifests.PROMETHEUS;
import static io.scaler4j.scaledobject.Manifests.file;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScaledObjectConversionTest {

    private static AutoscalerSpec spec(String text) {
        return ScaledObjects.parse(text).single();
    }

    private static List<MetricSpec> metrics(AutoscalerSpec spec) {
        return spec.triggers().stream().map(TriggerPlan::metric).toList();
    }

    @Test
    void aWorkerOnKafkaIsTheSpecificationThatOneWouldWriteInJava() {
        Map<String, String> metadata = Map.of(
                "bootstrapServers", "kafka.shop.svc:9092",
                "consumerGroup", "orders-worker",
                "topic", "orders",
                "lagThreshold", "50",
                "activationLagThreshold", "5",
                "sasl", "scram_sha512",
                "tls", "disable");
        AutoscalerSpec read = ScaledObjects.reader()
                .secrets(Manifests.KAFKA_USER)
                .read(file("orders-kafka.yaml"))
                .single();
        try (var catalog = ScalerCatalog.load()) {
            TriggerPlan kafka = catalog.plan(TriggerSpec.builder("kafka")
                    .name("s0-kafka-orders")
                    .metadata(metadata)
                    .authentication(Map.of("username", "orders", "password", "hunter2-unguessable"))
                    .build());
            AutoscalerSpec byHand = AutoscalerSpec.builder("orders")
                    .policy(ScalingPolicy.likeKeda()
                            .replicas(0, 20)
                            .cooldown(ofSeconds(120))
                            .scaleDown(ScalingRules.builder()
                                    .stabilizationWindow(ofSeconds(120))
                                    .percent(50, ofSeconds(60))
                                    .build())
                            .build())
                    .trigger(new MetricPlan(
                            kafka, kafka.metric().fallback(Fallback.replicas(6).afterFailures(3))))
                    .interval(ofSeconds(15))
                    .idleInterval(ofSeconds(30))
                    .targetRef("shop", TargetRef.deployment("orders-worker"))
                    .build();
            assertThat(read).isEqualTo(byHand);
        }
    }

    @Test
    void whatIsAbsentHasTheDefaultsOfKeda() {
        AutoscalerSpec spec = spec(scaledObject());
        assertThat(spec.policy()).isEqualTo(ScalingPolicy.likeKeda().build());
        assertThat(spec.interval()).isEqualTo(ofSeconds(15));
        assertThat(spec.idleInterval()).isEqualTo(ofSeconds(30));
        assertThat(spec.control()).isEqualTo(Control.none());
        assertThat(spec.targetRef()).contains(TargetRef.deployment("orders"));
        assertThat(metrics(spec).get(0).fallback()).isEmpty();
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                Arguments.of("minReplicaCount: 3", ScalingPolicy.likeKeda().replicas(3, 100)),
                Arguments.of("maxReplicaCount: 7", ScalingPolicy.likeKeda().replicas(0, 7)),
                Arguments.of("cooldownPeriod: 0", ScalingPolicy.likeKeda().cooldown(ofSeconds(0))),
                Arguments.of(
                        "initialCooldownPeriod: 90", ScalingPolicy.likeKeda().initialCooldown(ofSeconds(90))),
                Arguments.of(
                        "minReplicaCount: 3\nidleReplicaCount: 0",
                        ScalingPolicy.likeKeda().replicas(3, 100).idleReplicas(0)),
                Arguments.of(
                        "advanced: {horizontalPodAutoscalerConfig: {behavior: {}}}",
                        ScalingPolicy.likeKeda().scaleUp(ScalingRules.builder().build())),
                Arguments.of("advanced: {horizontalPodAutoscalerConfig: {behavior: null}}", ScalingPolicy.likeKeda()),
                Arguments.of(
                        "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {selectPolicy: Disabled}}}}",
                        ScalingPolicy.likeKeda()
                                .scaleUp(ScalingRules.builder()
                                        .select(SelectPolicy.DISABLED)
                                        .build())),
                Arguments.of(
                        "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {selectPolicy: Min,"
                                + " tolerance: 50m, stabilizationWindowSeconds: 60,"
                                + " policies: [{type: Pods, value: 2, periodSeconds: 30},"
                                + " {type: Percent, value: 10, periodSeconds: 45}]}}}}",
                        ScalingPolicy.likeKeda()
                                .scaleUp(ScalingRules.builder()
                                        .select(SelectPolicy.MIN)
                                        .tolerance(0.05)
                                        .stabilizationWindow(ofSeconds(60))
                                        .replicas(2, ofSeconds(30))
                                        .percent(10, ofSeconds(45))
                                        .build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void everyFieldOfTheSpecSetsItsOptionOfThePolicy(String lines, ScalingPolicy.Builder expected) {
        assertThat(spec(scaledObject(lines)).policy()).isEqualTo(expected.build());
    }

    @Test
    void thePollingIntervalIsThatOfAnIdleTargetAlone() {
        AutoscalerSpec spec = spec(scaledObject("pollingInterval: 7"));
        assertThat(spec.idleInterval()).isEqualTo(ofSeconds(7));
        assertThat(spec.interval()).isEqualTo(ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({
        "'', STATIC",
        "behavior: static, STATIC",
        "behavior: currentReplicas, CURRENT_REPLICAS",
        "behavior: currentReplicasIfHigher, CURRENT_REPLICAS_IF_HIGHER",
        "behavior: currentReplicasIfLower, CURRENT_REPLICAS_IF_LOWER"
    })
    void theFallbackIsThatOfEveryTriggerButThoseOfResources(String behavior, FallbackBehavior expected) {
        AutoscalerSpec spec = spec(scaledObject(
                "",
                "fallback:\n  failureThreshold: 2\n  replicas: 5\n  " + behavior,
                PROMETHEUS + "- type: rabbitmq\n  metadata: {queueName: jobs, value: \"20\"}\n"
                        + "- type: cpu\n  metricType: Utilization\n  metadata: {value: \"60\"}\n"));
        Fallback fallback = Fallback.replicas(5).afterFailures(2).behavior(expected);
        assertThat(metrics(spec))
                .extracting(metric -> metric.fallback().orElse(null))
                .containsExactly(fallback, fallback, null);
    }

    @Test
    void theMetricTypeOfATriggerDecidesTheFormOfItsTarget() {
        assertThat(metrics(spec(scaledObject("", "", PROMETHEUS + "  metricType: Value\n")))
                        .get(0)
                        .target())
                .isEqualTo(value(100));
        assertThat(metrics(spec(scaledObject("", "", PROMETHEUS + "  metricType: AverageValue\n")))
                        .get(0)
                        .target())
                .isEqualTo(averageValue(100));
    }

    @Test
    void triggersWithoutANameGetKedasNameOfTheirMetric() {
        AutoscalerSpec spec = spec(scaledObject(
                "",
                "",
                PROMETHEUS + PROMETHEUS + PROMETHEUS.replace("metadata:", "name: rate\n  metadata:")
                        + "- type: kafka\n  metadata: {bootstrapServers: k:9092, consumerGroup: g, topic: t.x}\n"
                        + "- type: cpu\n  metricType: Utilization\n  metadata: {value: \"60\"}\n"
                        + "- type: cpu\n  metricType: Utilization\n  metadata: {value: \"60\", containerName: app}\n"
                        + "- type: memory\n  metricType: AverageValue\n  metadata: {value: 1Gi}\n"
                        + "- type: rabbitmq\n  metadata: {queueName: jobs, value: \"20\"}\n"
                        + "- type: postgresql\n  metadata: {targetQueryValue: \"2.5\"}\n"));
        assertThat(metrics(spec))
                .extracting(MetricSpec::trigger)
                .containsExactly(
                        "s0-prometheus",
                        "s1-prometheus",
                        "rate",
                        "s3-kafka-t-x",
                        "cpu",
                        "s5-cpu",
                        "memory",
                        "s7-rabbitmq-jobs",
                        "s8-postgresql");
        assertThat(spec.triggers())
                .extracting(plan -> plan.metricName(9))
                .containsExactly(
                        "s9-prometheus",
                        "s9-prometheus",
                        "s9-prometheus",
                        "s9-kafka-t-x",
                        "cpu",
                        "cpu",
                        "memory",
                        "s9-rabbitmq-jobs",
                        "s9-postgresql");
    }

    @Test
    void aCronWindowFollowsTheNextEventAsInKeda() {
        String cron = "- type: cron\n  name: office\n  metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *,"
                + " desiredReplicas: \"3\"}\n";
        AutoscalerSpec asInKeda = spec(scaledObject("", "", cron));
        AutoscalerSpec written = spec(scaledObject("", "", cron.replace("timezone", "rule: nextEvent, timezone")));
        AutoscalerSpec ours = spec(scaledObject("", "", cron.replace("timezone", "rule: lastEvent, timezone")));
        assertThat(asInKeda).isEqualTo(written).isNotEqualTo(ours);
        AutoscalerSpec byDefault = ScaledObjects.reader()
                .defaults("cron", Map.of("rule", "lastEvent"))
                .parse(scaledObject("", "", cron))
                .single();
        assertThat(byDefault).isEqualTo(ours);
    }

    @Test
    void useOfCachedMetricsChangesNothing() {
        assertThat(spec(scaledObject("", "", PROMETHEUS + "  useCachedMetrics: true\n")))
                .isEqualTo(spec(scaledObject()));
    }

    @ParameterizedTest
    @CsvSource({
        "minReplicaCount: 0, 1",
        "'', 1",
        "minReplicaCount: 3, 3",
        "'minReplicaCount: 1\nidleReplicaCount: 0', 1"
    })
    void anObjectWithTriggersOfResourcesAloneIsActiveAlways(String bounds, int least) {
        String text = scaledObject("", bounds, "- type: cpu\n  metricType: Utilization\n  metadata: {value: \"60\"}\n")
                .replace(
                        "    name: orders\n",
                        "    name: orders\n    kind: Rollout\n    apiVersion: argoproj.io/v1alpha1\n");
        AutoscalerSpec spec = spec(text);
        assertThat(spec.policy())
                .isEqualTo(ScalingPolicy.likeKeda().replicas(least, 100).build());
    }
}
