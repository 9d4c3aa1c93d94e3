package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.testservers.FaultProxy;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The controller on a real API server: what it does to targets, and what it says of objects. */
class ScaledObjectControllerTest extends ControllerFixture {

    @Test
    void scalesFromZeroAndBackAndTellsItInStatusAndEvents() {
        workloads.deployment("orders", 0);
        load.values.put("orders", 0.0);
        scaledObject(
                "orders",
                "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleDown: {stabilizationWindowSeconds: 0}}}}");
        try (var controller = builder().start()) {
            awaitCondition("orders", "Ready", "True ScaledObjectReady");
            awaitCondition("orders", "Active", "False ScalerNotActive");
            assertThat(condition("orders", "Paused")).isEqualTo("False ScaledObjectUnpaused");
            assertThat(condition("orders", "Fallback")).isEqualTo("False NoFallbackFound");
            assertThat(status("orders").path("externalMetricNames").toString()).isEqualTo("[\"s0-load-orders\"]");
            assertThat(status("orders").path("scaleTargetKind").asText()).isEqualTo("apps/v1.Deployment");
            assertThat(status("orders").path("originalReplicaCount").asInt(-1)).isZero();
            assertThat(controller.names()).containsExactly(namespace.name() + "/orders");
            load.values.put("orders", 35.0);
            awaitDesired("orders", 4);
            awaitCondition("orders", "Active", "True ScalerActive");
            load.values.put("orders", 0.0);
            awaitDesired("orders", 0);
            awaitCondition("orders", "Active", "False ScalerNotActive");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(reasons("orders"))
                            .contains("ScaledObjectReady", "KEDAScaleTargetActivated", "KEDAScaleTargetDeactivated"));
            assertThat(reasons("orders")).containsOnlyOnce("ScaledObjectReady");
        }
    }

    @Test
    void sendsNothingWhileNothingChanges() {
        workloads.deployment("quiet", 2);
        load.values.put("quiet", 20.0);
        scaledObject("quiet", "");
        try (var controller = builder().lease(Duration.ofSeconds(60)).start()) {
            awaitCondition("quiet", "Active", "True ScalerActive");
            String version = resource("quiet").getMetadata().getResourceVersion();
            long before = controller.requests();
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true); // 8 turns
            assertThat(resource("quiet").getMetadata().getResourceVersion()).isEqualTo(version);
            assertThat(controller.requests() - before).isLessThanOrEqualTo(3); // a lease, a state
        }
    }

    @Test
    void takesUpAChangedObjectAndKeepsRunningBesideAWrongOne() {
        workloads.deployment("edited", 1);
        load.values.put("edited", 90.0);
        scaledObject("edited", AT_ONCE);
        try (var controller = builder().start()) {
            awaitDesired("edited", 9);
            patch("edited", "{\"spec\":{\"maxReplicaCount\":4}}");
            awaitDesired("edited", 4);
            patch("edited", "{\"spec\":{\"minReplicaCount\":7}}"); // above the maximum
            awaitCondition("edited", "Ready", "False ScaledObjectCheckFailed");
            assertThat(workloads.desired("edited")).isEqualTo(4);
            assertThat(controller.names()).hasSize(1);
            patch("edited", "{\"spec\":{\"minReplicaCount\":2}}");
            awaitCondition("edited", "Ready", "True ScaledObjectReady");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(reasons("edited")).contains("ScaledObjectCheckFailed"));
        }
    }

    @Test
    void pausesAtACountAndGoesOn() {
        workloads.deployment("paused", 1);
        load.values.put("paused", 30.0);
        scaledObject("paused", AT_ONCE);
        try (var controller = builder().start()) {
            awaitDesired("paused", 3);
            patch("paused", "{\"metadata\":{\"annotations\":{\"autoscaling.keda.sh/paused-replicas\":\"6\"}}}");
            awaitDesired("paused", 6);
            awaitCondition("paused", "Paused", "True ScaledObjectPaused");
            assertThat(status("paused").path("pausedReplicaCount").asInt()).isEqualTo(6);
            load.values.put("paused", 80.0);
            patch("paused", "{\"metadata\":{\"annotations\":{\"autoscaling.keda.sh/paused-replicas\":null}}}");
            awaitDesired("paused", 8);
            awaitCondition("paused", "Paused", "False ScaledObjectUnpaused");
            assertThat(controller.shardsHeld()).isEqualTo(1);
        }
    }

    @Test
    void fallsBackWhenTheTriggerFailsAndNeverReadsAFailureAsZero() {
        workloads.deployment("failing", 2);
        load.values.put("failing", 20.0);
        scaledObject("failing", "fallback: {failureThreshold: 2, replicas: 5}");
        try (var controller = builder().start()) {
            awaitCondition("failing", "Active", "True ScalerActive");
            load.values.remove("failing");
            awaitDesired("failing", 5);
            awaitCondition("failing", "Fallback", "True FallbackExists");
            JsonNode health = status("failing").path("health").path("s0-load-failing");
            assertThat(health.path("status").asText()).isEqualTo("Failing");
            load.values.put("failing", 50.0);
            awaitCondition("failing", "Fallback", "False NoFallbackFound");
            assertThat(workloads.desired("failing")).isEqualTo(5);
            assertThat(controller.isReliable()).isTrue();
        }
    }

    @Test
    void restoresTheOriginalCountOfADeletedObjectThatAsksForIt() {
        workloads.deployment("restored", 3);
        load.values.put("restored", 70.0);
        scaledObject("restored", "advanced: {restoreToOriginalReplicaCount: true}");
        try (var controller = builder().start()) {
            awaitDesired("restored", 7);
            assertThat(resource("restored").getMetadata().getFinalizers()).contains(Kinds.FINALIZER);
            client.resource(resource("restored")).delete();
            awaitDesired("restored", 3);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(resource("restored")).isNull());
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(controller.names()).isEmpty());
        }
    }

    @Test
    void readsTheSecretsThatAnAuthenticationNames() {
        workloads.deployment("secret", 1);
        load.values.put("secret", 20.0);
        authentication("correct-horse-battery");
        authenticated("secret", "");
        try (var controller = builder().start()) {
            awaitDesired("secret", 2);
            assertThat(load.passwords).containsEntry("secret", "correct-horse-battery");
            assertThat(status("secret").toString()).doesNotContain("battery");
            assertThat(controller.toString()).doesNotContain("battery");
        }
    }

    @Test
    void leavesObjectsOfKedasOperatorAlone() {
        workloads.deployment("kedas", 1);
        load.values.put("kedas", 50.0);
        workloads.deployment("ours", 1);
        load.values.put("ours", 50.0);
        scaledObject("kedas", "");
        patch("kedas", "{\"metadata\":{\"finalizers\":[\"" + Kinds.KEDAS_FINALIZER + "\"]}}");
        scaledObject("ours", "");
        try (var controller = builder().start()) {
            awaitDesired("ours", 5);
            assertThat(controller.names()).containsExactly(namespace.name() + "/ours");
            assertThat(workloads.desired("kedas")).isEqualTo(1);
        } finally {
            patch("kedas", "{\"metadata\":{\"finalizers\":null}}");
        }
    }

    @Test
    void aSecondProcessTakesOverWhenTheFirstIsCutOffAndNeverBothScale() {
        workloads.deployment("shared", 1);
        load.values.put("shared", 60.0);
        scaledObject("shared", AT_ONCE);
        try (var proxy = FaultProxy.to(server.port())) {
            var proxied = new ConfigBuilder(server.config())
                    .withMasterUrl("https://127.0.0.1:" + proxy.port())
                    .build();
            var cut = builder(proxied).identity("first");
            try (var first = cut.start()) {
                await().atMost(LIMIT).until(() -> first.shardsHeld() == 1);
                awaitDesired("shared", 6);
                try (var second = builder().identity("second").start()) {
                    proxy.blackhole();
                    await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
                        int holders = first.shardsHeld() + second.shardsHeld();
                        assertThat(holders).isLessThan(2);
                        return second.shardsHeld() == 1;
                    });
                    assertThat(workloads.desired("shared")).isEqualTo(6);
                    load.values.put("shared", 80.0);
                    awaitDesired("shared", 8);
                    proxy.pass();
                    await().during(Duration.ofSeconds(2))
                            .atMost(LIMIT)
                            .until(() -> first.shardsHeld() == 0 && second.shardsHeld() == 1);
                    assertThat(workloads.desired("shared")).isEqualTo(8);
                }
                await().atMost(LIMIT).until(() -> first.shardsHeld() == 1); // the second gave it back
            }
        }
    }

    @Test
    void tellsAnObserverTheTurnsUnderNamespaceAndName() {
        workloads.deployment("observed", 1);
        load.values.put("observed", 30.0);
        scaledObject("observed", AT_ONCE);
        var asked = ConcurrentHashMap.<String>newKeySet();
        AutoscalerObserver observer = new AutoscalerObserver() {
            @Override
            public void turnEnded(Turn turn) {
                turn.decision().ifPresent(decision -> asked.add(turn.autoscaler() + " " + decision.to()));
            }
        };
        try (var controller = builder().observer(observer).start()) {
            awaitDesired("observed", 3);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(asked).contains(namespace.name() + "/observed 3"));
            assertThat(controller.names()).hasSize(1);
        }
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> builder()
                        .shards(0)
                        .lease(Duration.ofSeconds(1))
                        .identity(" ")
                        .name("Not A Name")
                        .syncPeriod(Duration.ZERO)
                        .resync(Duration.ZERO)
                        .start())
                .withMessageContaining("shards must be 1 to 64, was 0")
                .withMessageContaining("lease must be at least 2 s")
                .withMessageContaining("identity must not be blank")
                .withMessageContaining("name must be")
                .withMessageContaining("syncPeriod must be more than 0")
                .withMessageContaining("resync must be more than 0");
    }
}
