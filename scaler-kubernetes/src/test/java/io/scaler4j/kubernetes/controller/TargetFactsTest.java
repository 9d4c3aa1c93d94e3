package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.testservers.KubernetesPods;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What triggers take from their target, on a real API server: variables of its container, and its pods. */
class TargetFactsTest extends ControllerFixture {

    private void deployment(String name, String env) {
        String text = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: main, image: none, env: %2$s}]}
                """.formatted(name, env);
        client.resource(Serialization.unmarshal(text, Deployment.class))
                .inNamespace(namespace.name())
                .create();
    }

    private void scaledObject(String name, String target, String metadata) {
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %s}
                spec:
                  scaleTargetRef: {name: %s}
                  pollingInterval: 1
                  triggers:
                  - {type: test-load, metadata: {%s}}
                """.formatted(name, target, metadata));
    }

    @Test
    void optionsThatEndWithFromEnvAreVariablesOfTheTargetsContainer() {
        client.configMaps()
                .inNamespace(namespace.name())
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .endMetadata()
                        .withData(Map.of("queue", "payments"))
                        .build())
                .create();
        deployment(
                "env",
                "[{\"name\":\"QUEUE\",\"valueFrom\":{\"configMapKeyRef\":{\"name\":\"settings\",\"key\":\"queue\"}}}]");
        load.values.put("payments", 40.0);
        scaledObject("env", "env", "loadFromEnv: QUEUE");
        try (var controller = builder().start()) {
            awaitDesired("env", 4);
            assertThat(status("env").path("externalMetricNames").toString()).isEqualTo("[\"s0-load-payments\"]");
            assertThat(controller.names()).hasSize(1);
        }
    }

    @Test
    void anAuthenticationMayNameAVariableThatIsASecret() {
        secret("correct-horse-battery");
        deployment(
                "secret",
                "[{\"name\":\"PASSWORD\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"queue\",\"key\":\"key\"}}}]");
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: queue}
                spec: {env: [{parameter: password, name: PASSWORD}]}
                """);
        load.values.put("secret", 20.0);
        authenticated("secret", "");
        try (var controller = builder().start()) {
            awaitDesired("secret", 2);
            assertThat(load.passwords).containsEntry("secret", "correct-horse-battery");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(status("secret")
                                    .path("authenticationsTypes")
                                    .asText())
                            .isEqualTo("queue"));
            assertThat(status("secret").toString()).doesNotContain("battery");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(reasons("secret")).containsOnlyOnce("KEDAScalersStarted"));
            assertThat(controller.shardsHeld()).isEqualTo(1);
        }
    }

    /** The same name in another container is another variable, also where the named one does not have it. */
    @Test
    void anAuthenticationMayNameTheContainer() {
        client.resource(Serialization.unmarshal("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: pair}
                        spec:
                          replicas: 1
                          selector: {matchLabels: {app: pair}}
                          template:
                            metadata: {labels: {app: pair}}
                            spec:
                              containers:
                              - {name: main, image: none, env: [{name: PASSWORD, value: of-main}]}
                              - {name: proxy, image: none, env: [{name: PASSWORD, value: of-proxy}]}
                              - {name: bare, image: none}
                        """, Deployment.class))
                .inNamespace(namespace.name())
                .create();
        load.values.put("pair", 20.0);
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: queue}
                spec: {env: [{parameter: password, name: PASSWORD, containerName: proxy}]}
                """);
        authenticated("pair", "");
        try (var controller = builder().start()) {
            awaitDesired("pair", 2);
            assertThat(load.passwords).containsEntry("pair", "of-proxy");
            client.genericKubernetesResources("keda.sh/v1alpha1", "TriggerAuthentication")
                    .inNamespace(namespace.name())
                    .withName("queue")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\":{\"env\":[{\"parameter\":\"password\",\"name\":\"PASSWORD\","
                                    + "\"containerName\":\"bare\"}]}}");
            awaitCondition("pair", "Ready", "False ScaledObjectCheckFailed");
            assertThat(StatusText.condition(status("pair"), "Ready")
                            .path("message")
                            .asText())
                    .contains("environment variable PASSWORD of container bare, which cannot be found");
            assertThat(controller.names()).hasSize(1);
        }
    }

    @Test
    void aVariableThatTheContainerDoesNotHaveIsToldAndNothingIsScaled() {
        deployment("missing", "[{\"name\":\"OTHER\",\"value\":\"missing\"}]");
        load.values.put("missing", 90.0);
        scaledObject("missing", "missing", "loadFromEnv: QUEUE");
        try (var controller = builder().start()) {
            awaitCondition("missing", "Ready", "False ScaledObjectCheckFailed");
            assertThat(StatusText.condition(status("missing"), "Ready")
                            .path("message")
                            .asText())
                    .contains("loadFromEnv names the environment variable QUEUE, which cannot be found");
            assertThat(workloads.desired("missing")).isEqualTo(1);
            assertThat(controller.names()).isEmpty();
        }
    }

    @Test
    void aTargetThatIsCreatedLaterIsFoundWithoutAChangeOfTheObject() {
        load.values.put("late", 30.0);
        scaledObject("late", "late", "loadFromEnv: QUEUE");
        try (var controller = builder().start()) {
            awaitCondition("late", "Ready", "False ScaledObjectCheckFailed");
            assertThat(StatusText.condition(status("late"), "Ready")
                            .path("message")
                            .asText())
                    .contains("could not be read", "404");
            deployment("late", "[{\"name\":\"QUEUE\",\"value\":\"late\"}]");
            awaitDesired("late", 3);
            awaitCondition("late", "Ready", "True ScaledObjectReady");
            assertThat(controller.names()).hasSize(1);
        }
    }

    /** There is no metrics server here, so the pods are found and what they use is not: nothing is scaled. */
    @Test
    void aTriggerOnProcessorTimeMeasuresThePodsThatTheScaleSelects() {
        workloads.deployment("busy", 2);
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: busy}
                spec:
                  scaleTargetRef: {name: busy}
                  minReplicaCount: 1
                  triggers:
                  - {type: cpu, metricType: AverageValue, metadata: {value: "500m"}}
                """);
        try (ScalerCatalog own = withCpu();
                var controller = builder().catalog(own).start()) {
            awaitCondition("busy", "Ready", "False TriggerError");
            assertThat(status("busy").path("resourceMetricNames").toString()).isEqualTo("[\"cpu\"]");
            await().during(java.time.Duration.ofSeconds(2)).atMost(LIMIT).until(() -> workloads.desired("busy") == 2);
            assertThat(controller.names()).hasSize(1);
        }
    }

    /** A metrics server that says of each pod what the test says; pods are made ready as a kubelet does. */
    @Test
    void aTriggerOnProcessorTimeScalesOnWhatThePodsUse() {
        var milli = new AtomicInteger(900);
        try (var pods = KubernetesPods.readyIn(client, namespace.name());
                var metrics = PodMetricsServer.start(client, namespace.name(), milli::get);
                ScalerCatalog own = withCpu()) {
            workloads.deployment("used", 2);
            create("""
                    apiVersion: keda.sh/v1alpha1
                    kind: ScaledObject
                    metadata: {name: used}
                    spec:
                      scaleTargetRef: {name: used}
                      minReplicaCount: 1
                      maxReplicaCount: 4
                      advanced:
                        horizontalPodAutoscalerConfig: {behavior: {scaleDown: {stabilizationWindowSeconds: 0}}}
                      triggers:
                      - {type: cpu, metricType: AverageValue, metadata: {value: "300m", cpuInitializationPeriodSeconds: "0"}}
                    """);
            try (var controller = builder().catalog(own).start()) {
                awaitDesired("used", 4); // 900m of 300m each
                milli.set(150);
                await().atMost(LIMIT.multipliedBy(2)) // twice a list that is up to 10 s old
                        .untilAsserted(
                                () -> assertThat(workloads.desired("used")).isEqualTo(1));
                awaitCondition("used", "Ready", "True ScaledObjectReady");
                assertThat(metrics.selectors()).as("one list for the namespace").containsOnly("");
                assertThat(controller.names()).hasSize(1);
            }
            assertThat(pods).isNotNull();
        }
    }

    private ScalerCatalog withCpu() {
        try (ScalerCatalog all = ScalerCatalog.load()) {
            return ScalerCatalog.of(
                    Stream.concat(Stream.of(load), all.providers().stream()).toArray(ScalerProvider[]::new));
        }
    }
}
