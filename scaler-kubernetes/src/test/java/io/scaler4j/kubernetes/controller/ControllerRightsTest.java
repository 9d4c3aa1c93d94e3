package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.KubernetesAccount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rights in {@code deploy/controller.yaml} and in the documentation are enough, and what happens without some. */
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

    @Test
    void theRightsOfTheManifestAreEnough() throws IOException {
        areEnough(rules());
    }

    @Test
    void theRightsOfTheDocumentationAreEnough() {
        areEnough(ControllerRights.RULES);
    }

    /** For all that a controller does with an object, from its beginning to its end. */
    private void areEnough(List<PolicyRule> rules) {
        workloads.deployment("least", 2);
        load.values.put("least", 50.0);
        authentication("correct-horse");
        authenticated("least", "advanced: {restoreToOriginalReplicaCount: true}");
        KubernetesAccount account = KubernetesAccount.create(client, namespace.name(), "least", rules);
        try (var log = CapturedLog.of(ScaledObjectController.class.getName());
                var controller = builder(account.config()).start()) {
            awaitDesired("least", 5);
            awaitCondition("least", "Ready", "True ScaledObjectReady");
            awaitCondition("least", "Active", "True ScalerActive");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(reasons("least")).contains("ScaledObjectReady"));
            await().atMost(LIMIT)
                    .until(() -> client.configMaps().inNamespace(namespace.name()).list().getItems().stream()
                            .anyMatch(map -> map.getMetadata().getName().startsWith("scaler4j-0-states")));
            assertThat(resource("least").getMetadata().getFinalizers()).contains(Kinds.FINALIZER);
            client.resource(resource("least")).delete();
            awaitDesired("least", 2);
            await().atMost(LIMIT).until(() -> resource("least") == null);
            await().atMost(LIMIT).until(() -> controller.names().isEmpty());
            controller.close();
            assertThat(log.text().lines().filter(line -> line.contains("403")))
                    .as("only what the documentation says of a Role")
                    .allMatch(line -> line.contains("whether KEDA is installed could not be found out"));
        }
    }

    @Test
    void aSecretThatMayNotBeReadIsToldInTheStatusAndTriedAgain() {
        workloads.deployment("secretive", 1);
        load.values.put("secretive", 50.0);
        authentication("correct-horse");
        authenticated("secretive", "");
        var without = ControllerRights.RULES.stream()
                .filter(rule -> !rule.getResources().contains("secrets"))
                .toList();
        var account = KubernetesAccount.create(client, namespace.name(), "secretive", without);
        try (var controller = builder(account.config()).start()) {
            awaitCondition("secretive", "Ready", "False ScaledObjectCheckFailed");
            assertThat(status("secretive").toString())
                    .contains("what it or its authentication names could not be read")
                    .contains("status 403");
            assertThat(workloads.desired("secretive")).isEqualTo(1);
            account.allow(ControllerRights.RULES);
            awaitDesired("secretive", 5);
            awaitCondition("secretive", "Ready", "True ScaledObjectReady");
            assertThat(controller.names()).hasSize(1);
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
        try (var controller = builder(account.config()).start()) {
            await().atMost(LIMIT).until(() -> controller.shardsHeld() == 1);
            await().atMost(LIMIT).until(() -> !controller.names().isEmpty());
            await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> workloads.desired("poor") == 1);
            assertThat(controller.isReliable()).isTrue();
        }
    }
}
