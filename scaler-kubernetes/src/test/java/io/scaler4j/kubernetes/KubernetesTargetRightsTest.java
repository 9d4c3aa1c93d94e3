package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.testservers.KubernetesAccount;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The rights that the documentation names are enough, and what happens with less is said in a sentence. */
@TestInstance(Lifecycle.PER_CLASS)
class KubernetesTargetRightsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final PolicyRule READ = rule("deployments", "get", "list", "watch");
    private static final PolicyRule SCALE = rule("deployments/scale", "get", "patch");

    private KubernetesClient admin;
    private KubernetesNamespace namespace;
    private Workloads workloads;

    @BeforeAll
    void start() {
        admin = ServerRequirement.startKubernetes(KubernetesServer::shared).newClient();
        namespace = KubernetesNamespace.create(admin);
        workloads = new Workloads(admin, namespace.name());
    }

    @AfterAll
    void stop() {
        if (namespace != null) {
            namespace.close();
            admin.close();
        }
    }

    private static PolicyRule rule(String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups("apps")
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    private KubernetesAccount account(String name, PolicyRule... rules) {
        return KubernetesAccount.create(admin, namespace.name(), name, List.of(rules));
    }

    private ScaleTarget target(KubernetesTargets targets, String name) {
        return targets.target(namespace.name(), TargetRef.deployment(name));
    }

    private static void awaitDesired(ScaleTarget target, int desired) {
        await().atMost(LIMIT)
                .ignoreException(ScaleTargetException.class) // a new role takes a moment
                .untilAsserted(() -> assertThat(target.replicas().desired()).isEqualTo(desired));
    }

    @Test
    void readsAndScalesWithTheRightsOfTheDocumentation() throws Exception {
        workloads.deployment("least", 1);
        var account = account("least", READ, SCALE);
        try (var api = KubernetesApi.open(account.config());
                var targets = KubernetesTargets.ofNamespaces(api)) {
            ScaleTarget target = target(targets, "least");
            awaitDesired(target, 1);
            target.scaleTo(3, null);
            assertThat(workloads.desired("least")).isEqualTo(3);
            await().atMost(LIMIT).untilAsserted(() -> {
                long before = api.requests();
                target.replicas();
                assertThat(api.requests()).isEqualTo(before); // so the watch works
            });
            workloads.scale("least", 5);
            awaitDesired(target, 5);
        }
    }

    @Test
    void asksEachTurnWithoutTheRightToWatch() throws Exception {
        workloads.deployment("unwatched", 2);
        var account = account("unwatched", rule("deployments", "get"), SCALE);
        try (var api = KubernetesApi.open(account.config());
                var targets = KubernetesTargets.ofNamespaces(api)) {
            ScaleTarget target = target(targets, "unwatched");
            awaitDesired(target, 2);
            target.scaleTo(4, null);
            assertThat(target.replicas().desired()).isEqualTo(4);
        }
    }

    @Test
    void saysWhichRightIsMissing() throws Exception {
        workloads.deployment("poor", 1);
        var account = account("poor", READ);
        try (var targets = KubernetesTargets.open(account.config())) {
            ScaleTarget target = target(targets, "poor");
            awaitDesired(target, 1);
            assertThatExceptionOfType(ScaleTargetException.class)
                    .isThrownBy(() -> target.scaleTo(2, null))
                    .withMessageContaining("status 403")
                    .withMessageContaining("cannot patch resource \"deployments/scale\"");
            assertThat(workloads.desired("poor")).isEqualTo(1);
        }
    }

    @Test
    void failsReadsAndWritesOnceTheRightsAreRemovedAndGoesOnOnceTheyAreBack() throws Exception {
        workloads.deployment("removed", 1);
        var account = account("removed", READ, SCALE);
        try (var targets = KubernetesTargets.open(account.config())) {
            ScaleTarget target = target(targets, "removed");
            awaitDesired(target, 1);
            account.allow(List.of());
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThatExceptionOfType(ScaleTargetException.class)
                            .isThrownBy(() -> target.scaleTo(target.replicas().desired() == 2 ? 3 : 2, null))
                            .withMessageContaining("403"));
            int now = workloads.desired("removed");
            account.allow(List.of(READ, SCALE));
            awaitDesired(target, now);
            await().atMost(LIMIT)
                    .ignoreException(ScaleTargetException.class)
                    .untilAsserted(() -> target.scaleTo(6, null));
            assertThat(workloads.desired("removed")).isEqualTo(6);
        }
    }

    @Test
    void saysThatATokenIsNotKnownAndNeverShowsIt() {
        var wrong = new ConfigBuilder(account("unknown", READ).config())
                .withOauthToken("correct-horse-battery")
                .build();
        try (var targets = KubernetesTargets.open(wrong)) {
            assertThatExceptionOfType(ScaleTargetException.class)
                    .isThrownBy(() -> target(targets, "any").replicas())
                    .withMessageContaining("401")
                    .satisfies(e -> assertThat(Stacks.of(e)).doesNotContain("battery"));
        }
    }
}
