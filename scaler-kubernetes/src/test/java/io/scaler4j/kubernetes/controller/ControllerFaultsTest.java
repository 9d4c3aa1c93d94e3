package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KubernetesAccount;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.OpenResources;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the API server, the network and people may do to a running controller: no wrong scale-in, no hang, no leak. */
class ControllerFaultsTest extends ControllerFixture {

    private ScaledObjectControllerBuilder as(Config config) {
        return ScaledObjectController.builder(config)
                .namespace(namespace.name())
                .catalog(catalog)
                .lease(Duration.ofSeconds(3))
                .syncPeriod(Duration.ofMillis(500));
    }

    private void object(String name, double value) {
        workloads.deployment(name, 1);
        load.values.put(name, value);
        scaledObject(name, AT_ONCE);
    }

    @Test
    void goesOnAfterTheApiServerWasKilledAndStartedAgain() {
        stop();
        server = ServerRequirement.startKubernetes(KubernetesServer::own);
        begin();
        object("restarted", 60);
        try (var log = CapturedLog.of(ScaledObjectController.class.getName());
                var controller = builder().start()) {
            awaitDesired("restarted", 6);
            server.killApi();
            await().atMost(LIMIT).until(() -> controller.shardsHeld() == 0);
            server.startApi();
            await().atMost(LIMIT).until(() -> controller.shardsHeld() == 1 && controller.isReliable());
            assertThat(workloads.desired("restarted")).isEqualTo(6);
            load.values.put("restarted", 80.0);
            awaitDesired("restarted", 8);
            load.values.put("restarted", 20.0);
            awaitDesired("restarted", 2);
            patch("restarted", "{\"spec\":{\"maxReplicaCount\":1}}"); // so changes are seen, too
            awaitDesired("restarted", 1);
            assertThat(log.text()).contains("does not scale shard 0 any more").doesNotContain("Exception");
        }
    }

    @Test
    void aSlowApiServerSlowsDownAndBreaksNothing() {
        object("slow", 60);
        try (var proxy = FaultProxy.to(server.port())) {
            var proxied = new ConfigBuilder(server.config())
                    .withMasterUrl("https://127.0.0.1:" + proxy.port())
                    .build();
            try (var controller = as(proxied).lease(Duration.ofSeconds(15)).start()) {
                awaitDesired("slow", 6);
                proxy.delay(Duration.ofMillis(150));
                load.values.put("slow", 30.0);
                awaitDesired("slow", 3);
                load.values.put("slow", 90.0);
                awaitDesired("slow", 9);
                awaitCondition("slow", "Active", "True ScalerActive");
                assertThat(controller.shardsHeld()).isEqualTo(1);
                proxy.pass();
            }
        }
    }

    @Test
    void anExpiredTokenStopsItAndTheNextOneOfTheProviderLetsItGoOn() {
        object("token", 60);
        var account = KubernetesAccount.create(client, namespace.name(), "token", ControllerRights.RULES);
        String valid = account.config().getOauthToken();
        var token = new AtomicReference<>(valid);
        Config config = new ConfigBuilder(account.config())
                .withOauthToken(null)
                .withOauthTokenProvider(token::get)
                .build();
        try (var log = CapturedLog.of(ScaledObjectController.class.getName());
                var controller = as(config).start()) {
            awaitDesired("token", 6);
            token.set("expired-horse-battery");
            await().atMost(LIMIT).until(() -> controller.shardsHeld() == 0);
            load.values.put("token", 10.0);
            await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> workloads.desired("token") == 6);
            token.set(valid);
            await().atMost(LIMIT).until(() -> controller.shardsHeld() == 1);
            awaitDesired("token", 1);
            assertThat(log.text()).doesNotContain("battery").doesNotContain(valid);
        }
    }

    @Test
    void withoutTheRightToScaleTheCountStaysAndTheObjectSaysSoUntilTheRightIsBack() {
        object("rights", 60);
        var account = KubernetesAccount.create(client, namespace.name(), "rights", ControllerRights.RULES);
        List<PolicyRule> noScale = ControllerRights.RULES.stream()
                .filter(rule -> !rule.getResources().contains("deployments/scale"))
                .toList();
        try (var controller = as(account.config()).start()) {
            awaitDesired("rights", 6);
            account.allow(noScale);
            load.values.put("rights", 20.0);
            await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> workloads.desired("rights") >= 2);
            account.allow(List.of()); // all of them
            await().atMost(LIMIT).until(() -> controller.shardsHeld() == 0);
            int left = workloads.desired("rights");
            load.values.put("rights", 90.0);
            await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> workloads.desired("rights") == left);
            account.allow(ControllerRights.RULES);
            awaitDesired("rights", 9);
        }
    }

    @Test
    void aNamespaceThatIsDeletedGoesThoughItsObjectsHaveAFinalizer() {
        workloads.deployment("gone", 1);
        load.values.put("gone", 60.0);
        scaledObject("gone", restoring());
        try (var controller = as(server.config())
                .leaseNamespace("default")
                .name(namespace.name())
                .start()) {
            awaitDesired("gone", 6);
            namespace.close();
            await().atMost(LIMIT.multipliedBy(2))
                    .until(() -> client.namespaces().withName(namespace.name()).get() == null);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(controller.names()).isEmpty());
            assertThat(controller.shardsHeld()).isEqualTo(1);
        }
    }

    @Test
    void anObjectThatIsEditedWhileItsTurnsRunEndsWithItsLastSpecification() {
        object("edited", 90);
        load.pause = Duration.ofMillis(150); // each turn takes a while
        try (var controller = builder().syncPeriod(Duration.ofMillis(200)).start()) {
            awaitDesired("edited", 9);
            for (int edit = 0; edit < 30; edit++) {
                patch("edited", "{\"spec\":{\"maxReplicaCount\":" + (3 + edit % 6) + ",\"minReplicaCount\":2}}");
            }
            patch("edited", "{\"spec\":{\"maxReplicaCount\":7,\"minReplicaCount\":2}}");
            awaitDesired("edited", 7);
            await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> workloads.desired("edited") == 7);
            load.values.put("edited", 0.0);
            awaitDesired("edited", 2);
            awaitCondition("edited", "Ready", "True ScaledObjectReady");
            assertThat(controller.names()).hasSize(1);
        }
    }

    @Test
    void aTargetThatIsDeletedAndCreatedAgainIsScaledAgain() {
        object("again", 60);
        try (var controller = builder().start()) {
            awaitDesired("again", 6);
            client.apps()
                    .deployments()
                    .inNamespace(namespace.name())
                    .withName("again")
                    .delete();
            awaitCondition("again", "Ready", "False ErrorGettingCurrentReplicas");
            workloads.deployment("again", 2);
            awaitDesired("again", 6);
            awaitCondition("again", "Ready", "True ScaledObjectReady");
            assertThat(controller.shardsHeld()).isEqualTo(1);
        }
    }

    @Test
    void closingLeavesNoThreadAndNoSocketAndGivesTheLeaseBack() {
        object("closed", 60);
        long threads = OpenResources.threads("scaler4j-");
        long sockets = OpenResources.sockets();
        for (int round = 0; round < 3; round++) {
            try (var controller = builder().shards(3).start()) {
                await().atMost(LIMIT).until(() -> controller.shardsHeld() == 3);
                awaitDesired("closed", 6);
                controller.close();
                assertThat(controller.shardsHeld()).isZero();
            }
            workloads.scale("closed", 2);
        }
        assertThat(client.leases().inNamespace(namespace.name()).list().getItems())
                .hasSize(3)
                .allSatisfy(
                        lease -> assertThat(lease.getSpec().getHolderIdentity()).isIn("", null));
        await().atMost(LIMIT).untilAsserted(() -> {
            System.gc(); // the JDK's client ends with its last reference
            assertThat(OpenResources.threads("scaler4j-")).isLessThanOrEqualTo(threads);
            assertThat(OpenResources.sockets()).isLessThanOrEqualTo(sockets);
        });
    }
}
