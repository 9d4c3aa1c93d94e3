package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.OpenResources;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A server that is away, silent, or comes back: no call outlives its deadline, and nothing stays open. */
@TestInstance(Lifecycle.PER_CLASS)
class KubernetesTargetFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private KubernetesServer server;
    private KubernetesClient client;
    private KubernetesNamespace namespace;
    private Workloads workloads;
    private FaultProxy proxy;

    @BeforeAll
    void start() {
        server = ServerRequirement.startKubernetes(KubernetesServer::own);
        client = server.newClient();
        namespace = KubernetesNamespace.create(client);
        workloads = new Workloads(client, namespace.name());
        proxy = FaultProxy.to(server.port());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            proxy.close();
            client.close();
            server.close();
        }
    }

    private Config proxied() {
        return new ConfigBuilder(server.config())
                .withMasterUrl("https://127.0.0.1:" + proxy.port())
                .build();
    }

    private ScaleTarget target(KubernetesTargets targets, String name) {
        return targets.target(namespace.name(), TargetRef.deployment(name));
    }

    private static void awaitDesired(ScaleTarget target, int desired) {
        await().atMost(LIMIT)
                .ignoreException(ScaleTargetException.class)
                .untilAsserted(() -> assertThat(target.replicas().desired()).isEqualTo(desired));
    }

    /** Seconds until the write has ended, which must not succeed. */
    private static double failedWrite(ScaleTarget target, int replicas) throws Exception {
        Instant now = Instant.now();
        var request = new ScaleRequest(replicas, null, now, now.plus(DEADLINE));
        long begun = System.nanoTime();
        CompletableFuture<Void> write =
                target.scaleToAsync(request, Runnable::run).toCompletableFuture();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> write.get(20, TimeUnit.SECONDS))
                .withCauseInstanceOf(ScaleTargetException.class);
        return (System.nanoTime() - begun) / 1e9;
    }

    @Test
    void aWriteIntoABlackHoleEndsAtItsDeadlineAndTheTargetGoesOnAfterwards() throws Exception {
        workloads.deployment("hole", 2);
        try (var targets = KubernetesTargets.open(proxied())) {
            ScaleTarget target = target(targets, "hole");
            awaitDesired(target, 2);
            proxy.blackhole();
            assertThat(failedWrite(target, 5)).isBetween(0.9, 10.0);
            assertThat(failedWrite(target, 5)).isBetween(0.9, 10.0);
            proxy.pass();
            // What was written into the black hole may arrive now: it names a version, so at most one of them counts.
            await().atMost(LIMIT).ignoreException(ScaleTargetException.class).untilAsserted(() -> {
                target.replicas();
                target.scaleTo(3, null);
            });
            assertThat(workloads.desired("hole")).isEqualTo(3);
        } finally {
            proxy.pass();
        }
    }

    @Test
    void withoutAConnectionReadsFailAndAreNeverZero() throws Exception {
        workloads.deployment("refused", 4);
        try (var targets = KubernetesTargets.open(proxied())) {
            ScaleTarget target = target(targets, "refused");
            awaitDesired(target, 4);
            proxy.refuse();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThatExceptionOfType(ScaleTargetException.class)
                            .isThrownBy(target::replicas)
                            .withMessageContaining("could not be read"));
            assertThat(failedWrite(target, 1)).isLessThan(1.6);
            workloads.scale("refused", 6);
            proxy.pass();
            await().atMost(LIMIT).ignoreException(ScaleTargetException.class).until(() -> {
                int desired = target.replicas().desired();
                assertThat(desired).isPositive();
                return desired == 6;
            });
        } finally {
            proxy.pass();
        }
    }

    @Test
    void aFirstReadThatIsNotAnsweredEndsAtItsDeadline() {
        proxy.blackhole();
        try (var targets = KubernetesTargets.open(proxied())) {
            Instant now = Instant.now();
            long begun = System.nanoTime();
            var read = target(targets, "silent").replicasAsync(ReadRequest.of(now, DEADLINE), Runnable::run);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> read.toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .withMessageContaining("not answered");
            assertThat((System.nanoTime() - begun) / 1e9).isBetween(0.9, 10.0);
        } finally {
            proxy.pass();
        }
    }

    @Test
    void followsAServerThatWasKilledAndStartedAgain() throws Exception {
        workloads.deployment("restarted", 2);
        try (var targets = KubernetesTargets.open(server.config())) {
            ScaleTarget target = target(targets, "restarted");
            awaitDesired(target, 2);
            server.killApi();
            assertThat(failedWrite(target, 3)).isLessThan(1.6);
            server.startApi();
            workloads.scale("restarted", 5);
            awaitDesired(target, 5);
            target.scaleTo(6, null);
            assertThat(workloads.desired("restarted")).isEqualTo(6);
        }
    }

    @Test
    void failsForANamespaceThatWasDeleted() throws Exception {
        try (var other = KubernetesNamespace.create(client);
                var targets = KubernetesTargets.open(server.config())) {
            new Workloads(client, other.name()).deployment("gone", 1);
            ScaleTarget target = targets.target(other.name(), TargetRef.deployment("gone"));
            awaitDesired(target, 1);
            other.close();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThatExceptionOfType(ScaleTargetException.class)
                            .isThrownBy(target::replicas)
                            .withMessageContaining("does not exist"));
            assertThatExceptionOfType(ScaleTargetException.class).isThrownBy(() -> target.scaleTo(2, null));
        }
    }

    @Test
    void leavesNoThreadsAndNoSocketsBehind() throws Exception {
        workloads.deployment("closed", 1);
        long threads = OpenResources.threads("scaler4j-kubernetes");
        long sockets = OpenResources.sockets();
        for (int round = 0; round < 5; round++) {
            KubernetesTargets targets = KubernetesTargets.open(server.config());
            ScaleTarget target = target(targets, "closed");
            awaitDesired(target, 1);
            targets.close();
            targets.close();
            assertThatIllegalStateException().isThrownBy(target::replicas).withMessageContaining("closed");
        }
        await().atMost(LIMIT).untilAsserted(() -> {
            System.gc(); // the JDK's client ends with its last reference
            assertThat(OpenResources.threads("scaler4j-kubernetes")).isLessThanOrEqualTo(threads);
            assertThat(OpenResources.sockets()).isLessThanOrEqualTo(sockets);
        });
    }
}
