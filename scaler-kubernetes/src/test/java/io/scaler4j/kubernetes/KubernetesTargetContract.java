package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.policy.Replicas;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesPods;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What a target does on a real API server; variants say where it runs. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KubernetesTargetContract {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KubernetesServer server;
    private KubernetesClient client;
    private KubernetesNamespace namespace;
    private Workloads workloads;
    private KubernetesApi api;
    private KubernetesTargets targets;

    abstract KubernetesServer newServer();

    @BeforeAll
    void start() {
        server = ServerRequirement.startKubernetes(this::newServer);
        client = server.newClient();
        namespace = KubernetesNamespace.create(client);
        workloads = new Workloads(client, namespace.name());
        api = KubernetesApi.open(server.config());
        targets = KubernetesTargets.ofNamespaces(api);
    }

    @AfterAll
    void stop() {
        if (targets != null) {
            targets.close();
            api.close();
        }
        if (namespace != null) {
            namespace.close();
            client.close();
            server.close();
        }
    }

    private ScaleTarget deployment(String name) {
        return targets.target(namespace.name(), TargetRef.deployment(name));
    }

    private static void scale(ScaleTarget target, int replicas) throws Exception {
        target.scaleTo(replicas, null);
    }

    private void awaitCounts(ScaleTarget target, Replicas expected) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(target.replicas()).isEqualTo(expected));
    }

    @Test
    void readsWhatWasAskedForWhatIsThereAndWhatIsReady() throws Exception {
        workloads.deployment("counts", 3);
        ScaleTarget target = deployment("counts");
        if (!server.runsPods()) {
            awaitCounts(target, new Replicas(3, 3, 0));
        }
        try (var ready = KubernetesPods.readyIn(client, namespace.name())) {
            awaitCounts(target, new Replicas(3, 3, 3));
        }
    }

    @Test
    void sendsNoRequestWhileNothingChanges() throws Exception {
        workloads.deployment("quiet", 2);
        ScaleTarget target = deployment("quiet");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(target.replicas().current()).isEqualTo(2));
        long before = api.requests();
        for (int turn = 0; turn < 1_000; turn++) {
            assertThat(target.replicas().desired()).isEqualTo(2);
        }
        assertThat(api.requests()).isLessThanOrEqualTo(before + 2); // the watch may just have ended
    }

    @Test
    void scalesOutToZeroAndBackAndReads0WhereTheScaleHasNoCount() throws Exception {
        workloads.deployment("zero", 1);
        ScaleTarget target = deployment("zero");
        awaitCountsOf(target, 1);
        scale(target, 4);
        assertThat(target.replicas().desired()).isEqualTo(4);
        assertThat(workloads.desired("zero")).isEqualTo(4);
        scale(target, 0);
        assertThat(target.replicas().desired()).isZero();
        assertThat(workloads.desired("zero")).isZero();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(target.replicas()).isEqualTo(Replicas.of(0)));
        scale(target, 2);
        assertThat(workloads.desired("zero")).isEqualTo(2);
    }

    private static void awaitCountsOf(ScaleTarget target, int desired) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(target.replicas().desired()).isEqualTo(desired));
    }

    @Test
    void writesOverChangesThatLeaveTheCountAsTheDecisionSawIt() throws Exception {
        workloads.deployment("labelled", 1);
        ScaleTarget target = deployment("labelled");
        awaitCountsOf(target, 1);
        workloads.label("labelled", "once");
        workloads.label("labelled", "twice");
        scale(target, 3);
        assertThat(workloads.desired("labelled")).isEqualTo(3);
    }

    @Test
    void neverWritesOverACountThatSomebodyElseSet() throws Exception {
        workloads.deployment("disputed", 1);
        ScaleTarget target = deployment("disputed");
        awaitCountsOf(target, 1);
        workloads.scale("disputed", 7);
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(() -> scale(target, 3))
                .withMessageContaining("was scaled to 7 by somebody else")
                .withMessageContaining("decides again");
        assertThat(workloads.desired("disputed")).isEqualTo(7);
        awaitCountsOf(target, 7);
        scale(target, 3);
        assertThat(workloads.desired("disputed")).isEqualTo(3);
    }

    /**
     * Whatever happens between a read and a write: written is what was decided from the count that was there, or
     * nothing.
     */
    @Test
    void aWriteFollowsTheCountItWasDecidedFromInAnyOrderOfEvents() throws Exception {
        long seed = Long.getLong("scaler4j.seed", 20_261_201L);
        var random = new SplittableRandom(seed);
        workloads.deployment("orders", 1);
        ScaleTarget target = deployment("orders");
        awaitCountsOf(target, 1);
        for (int round = 0; round < 60; round++) {
            int seen = target.replicas().desired();
            boolean disturbed = random.nextInt(3) == 0;
            int others = random.nextInt(6);
            if (disturbed) {
                workloads.scale("orders", others);
            } else if (random.nextBoolean()) {
                workloads.label("orders", "r" + round);
            }
            int there = workloads.desired("orders");
            int wanted = random.nextInt(6);
            String story =
                    "seed " + seed + " round " + round + ": saw " + seen + ", there " + there + ", wanted " + wanted;
            boolean written = write(target, wanted);
            assertThat(workloads.desired("orders")).as(story).isEqualTo(written ? wanted : there);
            assertThat(written).as(story).isEqualTo(there == seen || there == wanted);
            int now = workloads.desired("orders");
            awaitCountsOf(target, now);
        }
    }

    private static boolean write(ScaleTarget target, int wanted) throws Exception {
        try {
            scale(target, wanted);
            return true;
        } catch (ScaleTargetException refused) {
            assertThat(refused).hasMessageContaining("somebody else");
            return false;
        }
    }

    @Test
    void doesNotScaleAnObjectThatWasCreatedAgain() throws Exception {
        workloads.deployment("again", 1);
        ScaleTarget target = deployment("again");
        awaitCountsOf(target, 1);
        client.apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("again")
                .delete();
        await().atMost(LIMIT)
                .until(() -> client.apps()
                                .deployments()
                                .inNamespace(namespace.name())
                                .withName("again")
                                .get()
                        == null);
        workloads.deployment("again", 1);
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(() -> scale(target, 3))
                .withMessageContaining("created again");
        assertThat(workloads.desired("again")).isEqualTo(1);
    }

    @Test
    void scalesStatefulSetsAndReplicaSets() throws Exception {
        workloads.statefulSet("stateful", 1);
        workloads.replicaSet("plain", 1);
        ScaleTarget stateful = targets.target(namespace.name(), new TargetRef("apps/v1", "StatefulSet", "stateful"));
        ScaleTarget plain = targets.target(namespace.name(), new TargetRef("apps/v1", "ReplicaSet", "plain"));
        awaitCountsOf(stateful, 1);
        awaitCountsOf(plain, 1);
        scale(stateful, 2);
        scale(plain, 3);
        awaitCountsOf(stateful, 2);
        awaitCountsOf(plain, 3);
        try (var ready = KubernetesPods.readyIn(client, namespace.name())) {
            awaitCounts(plain, Replicas.of(3));
        }
    }

    @Test
    void scalesACustomResourceThatItDiscovers() throws Exception {
        workloads.workerPoolKind();
        workloads.workerPool("workers", 2, 1);
        ScaleTarget target =
                targets.target(namespace.name(), new TargetRef("scaler4j.example/v1", "WorkerPool", "workers"));
        awaitCounts(target, new Replicas(2, 1, 1));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> { // a new kind can be watched after a moment
                            long before = api.requests();
                            for (int turn = 0; turn < 100; turn++) {
                                target.replicas();
                            }
                            assertThat(api.requests()).isLessThanOrEqualTo(before + 3);
                        });
        scale(target, 0);
        assertThat(target.replicas().desired()).isZero();
        scale(target, 5);
        awaitCounts(target, new Replicas(5, 1, 1));
    }

    @Test
    void saysWhatCannotBeScaledAndWhatDoesNotExist() {
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(() -> deployment("none").replicas())
                .withMessageContaining("Deployment " + namespace.name() + "/none does not exist");
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(() -> targets.target(namespace.name(), new TargetRef("v1", "ConfigMap", "none"))
                        .replicas())
                .withMessageContaining("has no scale subresource");
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(() -> targets.target(namespace.name(), new TargetRef("apps/v1", "Deploymint", "none"))
                        .replicas())
                .withMessageContaining("has no kind Deploymint in apps/v1");
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(() -> targets.target(namespace.name(), new TargetRef("nowhere.example/v1", "Thing", "none"))
                        .replicas())
                .withMessageContaining("404");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> targets.target(" ", TargetRef.deployment("orders")))
                .withMessageContaining("namespace");
    }

    @Test
    void targetsOfOneObjectAreEqual() {
        assertThat(deployment("orders"))
                .isEqualTo(deployment("orders"))
                .hasSameHashCodeAs(deployment("orders"))
                .hasToString("Deployment " + namespace.name() + "/orders")
                .isNotEqualTo(deployment("others"))
                .isNotEqualTo(targets.target("elsewhere", TargetRef.deployment("orders")));
    }
}
