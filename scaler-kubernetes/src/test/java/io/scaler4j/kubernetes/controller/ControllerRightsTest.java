package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.scaler4j.testservers.KubernetesAccount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rights in {@code deploy/controller.yaml} are enough, and each of them is needed. */
class ControllerRightsTest extends ControllerFixture {

    /** Of the ClusterRole and of the Role, here all in one namespace. */
    private List<PolicyRule> rules() throws IOException {
        var rules = new ArrayList<PolicyRule>();
        try (InputStream stream = Files.newInputStream(Path.of("deploy/controller.yaml"))) {
            for (HasMetadata object : client.load(stream).items()) {
                if (object instanceof ClusterRole role) {
                    rules.addAll(role.getRules());
                } else if (object instanceof Role role) {
                    rules.addAll(role.getRules());
                }
            }
        }
        return rules;
    }

    private ScaledObjectController start(KubernetesAccount account) {
        return ScaledObjectController.builder(account.config())
                .namespace(namespace.name())
                .catalog(catalog)
                .lease(Duration.ofSeconds(3))
                .syncPeriod(Duration.ofMillis(500))
                .start();
    }

    @Test
    void theRightsOfTheManifestAreEnough() throws IOException {
        workloads.deployment("least", 1);
        load.values.put("least", 40.0);
        client.secrets()
                .inNamespace(namespace.name())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("queue")
                        .endMetadata()
                        .withStringData(Map.of("key", "k"))
                        .build())
                .create();
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: queue}
                spec: {secretTargetRef: [{parameter: password, name: queue, key: key}]}
                """);
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: least}
                spec:
                  scaleTargetRef: {name: least}
                  advanced: {restoreToOriginalReplicaCount: true}
                  triggers:
                  - {type: test-load, metadata: {load: least}, authenticationRef: {name: queue}}
                """);
        KubernetesAccount account = KubernetesAccount.create(client, namespace.name(), "controller", rules());
        try (var controller = start(account)) {
            awaitDesired("least", 4);
            awaitCondition("least", "Ready", "True ScaledObjectReady");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(reasons("least")).contains("ScaledObjectReady"));
            assertThat(resource("least").getMetadata().getFinalizers()).contains(Kinds.FINALIZER);
            client.resource(resource("least")).delete();
            awaitDesired("least", 1);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(resource("least")).isNull());
            assertThat(controller.names()).isEmpty();
        }
    }

    @Test
    void withoutTheRightToScaleNothingIsScaledAndTheLeaseIsHeld() throws IOException {
        workloads.deployment("poor", 1);
        load.values.put("poor", 40.0);
        scaledObject("poor", "");
        List<PolicyRule> rules = rules();
        assertThat(rules.removeIf(rule -> rule.getResources().contains("deployments/scale")))
                .isTrue();
        KubernetesAccount account = KubernetesAccount.create(client, namespace.name(), "poor", rules);
        try (var controller = start(account)) {
            await().atMost(LIMIT).until(() -> controller.shardsHeld() == 1);
            await().atMost(LIMIT).until(() -> !controller.names().isEmpty());
            await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> workloads.desired("poor") == 1);
            assertThat(controller.isReliable()).isTrue();
        }
    }
}
