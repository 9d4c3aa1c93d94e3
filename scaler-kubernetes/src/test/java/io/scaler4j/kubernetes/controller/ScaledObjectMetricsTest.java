package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.scaler4j.kubernetes.metrics.ExternalMetricsServer;
import io.scaler4j.kubernetes.metrics.MetricsCaller;
import io.scaler4j.kubernetes.metrics.MetricsFixture;
import io.scaler4j.testservers.KubernetesAccount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ScaledObjects of a real API server, served as external metrics. */
class ScaledObjectMetricsTest extends ControllerFixture {

    private ExternalMetricsServer metrics;

    @BeforeEach
    void serve() {
        metrics = new MetricsFixture().builder().freshness(Duration.ZERO).start();
    }

    @AfterEach
    void end() {
        if (metrics != null) {
            metrics.close();
        }
    }

    private ScaledObjectMetrics follow() {
        return ScaledObjectMetrics.follow(server.config(), namespace.name(), catalog, metrics);
    }

    private String get(String name) throws Exception {
        var answer = MetricsCaller.apiServer(metrics.port()).metric(namespace.name(), name);
        return answer.statusCode() + " " + answer.body();
    }

    private void awaitAnswer(String name, String... parts) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(get(name)).contains(parts));
    }

    @Test
    void objectsAreServedAsTheyComeChangeAndGo() {
        load.values.put("orders", 35.0);
        load.values.put("mails", 7.5);
        scaledObject("orders", "");
        try (var followed = follow()) {
            awaitAnswer("s0-load-orders", "200", "\"value\":\"35000m\"", "\"scaledobject.keda.sh/name\":\"orders\"");
            scaledObject("mails", "");
            awaitAnswer("s0-load-mails", "\"7500m\"");
            patch("mails", "{\"spec\":{\"triggers\":[{\"type\":\"test-load\",\"metadata\":{\"load\":\"orders\"}}]}}");
            awaitAnswer("s0-load-mails", "404");
            client.resource(resource("orders")).delete();
            await().atMost(LIMIT).until(() -> followed.size() == 1);
            awaitAnswer("s0-load-orders", "\"scaledobject.keda.sh/name\":\"mails\"");
            assertThat(followed.isReliable()).isTrue();
        }
    }

    @Test
    void aSourceThatFailsIsAnErrorAndNeverZero() {
        scaledObject("failing", "fallback: {failureThreshold: 1, replicas: 5}");
        try (var followed = follow()) {
            awaitAnswer("s0-load-failing", "503", "no value is set");
            assertThat(followed.size()).isEqualTo(1);
        }
    }

    @Test
    void anObjectThatBecomesWrongIsServedAsItWas() throws Exception {
        load.values.put("edited", 4.0);
        scaledObject("edited", "");
        try (var followed = follow()) {
            awaitAnswer("s0-load-edited", "200");
            patch("edited", "{\"spec\":{\"minReplicaCount\":70}}"); // above the maximum
            scaledObject("second", "");
            await().atMost(LIMIT).until(() -> followed.size() == 2);
            assertThat(get("s0-load-edited")).startsWith("200");
        }
    }

    /** The rights of {@code deploy/external-metrics.yaml}: none to write. */
    @Test
    void theRightsOfTheManifestAreEnough() throws IOException {
        load.values.put("least", 3.0);
        workloads.deployment("least", 1);
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: least}
                spec:
                  scaleTargetRef: {name: least}
                  triggers:
                  - {type: test-load, metadata: {loadFromEnv: NONE, load: least}}
                """);
        var rules = new ArrayList<PolicyRule>();
        try (InputStream stream = Files.newInputStream(Path.of("deploy/external-metrics.yaml"))) {
            for (HasMetadata object : client.load(stream).items()) {
                if (object instanceof ClusterRole role
                        && role.getMetadata().getName().equals("scaler4j-metrics")) {
                    rules.addAll(role.getRules());
                }
            }
        }
        assertThat(rules).allSatisfy(rule -> assertThat(rule.getVerbs()).isSubsetOf("get", "list", "watch"));
        KubernetesAccount account = KubernetesAccount.create(client, namespace.name(), "metrics", rules);
        try (var followed = ScaledObjectMetrics.follow(account.config(), namespace.name(), catalog, metrics)) {
            await().atMost(LIMIT).until(followed::isReliable);
            patch("least", "{\"spec\":{\"triggers\":[{\"type\":\"test-load\",\"metadata\":{\"load\":\"least\"}}]}}");
            awaitAnswer("s0-load-least", "200");
        }
    }

    @Test
    void nothingIsWrittenToTheCluster() {
        load.values.put("read", 90.0);
        workloads.deployment("read", 1);
        scaledObject("read", "advanced: {restoreToOriginalReplicaCount: true}");
        String version = resource("read").getMetadata().getResourceVersion();
        try (var followed = follow()) {
            awaitAnswer("s0-load-read", "200");
            assertThat(resource("read").getMetadata().getResourceVersion()).isEqualTo(version);
            assertThat(workloads.desired("read")).isEqualTo(1);
            assertThat(followed.size()).isEqualTo(1);
        }
    }

    @Test
    void secretsOfAuthenticationsAreRead() {
        authentication("correct-horse-battery");
        authenticated("secret", "");
        load.values.put("secret", 2.0);
        try (var followed = follow()) {
            awaitAnswer("s0-load-secret", "200");
            assertThat(load.passwords).containsEntry("secret", "correct-horse-battery");
            assertThat(followed.toString()).doesNotContain("battery");
        }
    }
}
