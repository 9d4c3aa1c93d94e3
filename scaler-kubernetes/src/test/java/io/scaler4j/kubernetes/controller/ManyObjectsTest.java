package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.kubernetes.Workloads;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What many objects cost: by hand, {@code -Dscaler4j.objects=2000 -Dscaler4j.kubernetes=required}. Prints figures. */
@EnabledIfSystemProperty(
        named = "scaler4j.objects",
        matches = "\\d+",
        disabledReason = "takes minutes; run it with -Dscaler4j.objects=2000")
class ManyObjectsTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int SECONDS = 60;

    @Test
    void nothingIsWrittenToObjectsWhileNothingChanges() {
        int count = Integer.getInteger("scaler4j.objects");
        KubernetesServer server = ServerRequirement.startKubernetes(KubernetesServer::own);
        var load = new TestLoad();
        try (server;
                KubernetesClient client = server.newClient();
                ScalerCatalog catalog = ScalerCatalog.of(load)) {
            KedaKinds.install(client);
            KubernetesNamespace namespace = KubernetesNamespace.create(client);
            IntStream.range(0, count).parallel().forEach(index -> create(client, namespace.name(), load, index));
            long memory = used();
            long begun = System.nanoTime();
            try (var controller = ScaledObjectController.builder(server.config())
                    .namespace(namespace.name())
                    .catalog(catalog)
                    .start()) {
                await().atMost(LIMIT)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> count(client, namespace.name(), "ScaledObjectReady") == count);
                double ready = (System.nanoTime() - begun) / 1e9;
                long started = controller.requests();
                double kib = (used() - memory) / 1024.0 / count;
                await().atMost(LIMIT) // each has made its first turn, and the answers of that are written
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> count(client, namespace.name(), "ScalerNotActive") == count);
                await().atMost(LIMIT).pollDelay(Duration.ofSeconds(5)).until(() -> true);
                String version = newest(client, namespace.name());
                long before = controller.requests();
                await().atMost(LIMIT).pollDelay(Duration.ofSeconds(SECONDS)).until(() -> true);
                long sent = controller.requests() - before;
                System.out.printf(
                        "figures: %d objects, all ready after %.1f s and %d requests, %.2f each;"
                                + " %.1f KiB of heap each; then %d requests in %d s, %.4f per object and 15 s%n",
                        count,
                        ready,
                        started,
                        (double) started / count,
                        kib,
                        sent,
                        SECONDS,
                        sent * 15.0 / SECONDS / count);
                assertThat(newest(client, namespace.name())).isEqualTo(version);
                assertThat(sent * 15.0 / SECONDS / count).isLessThan(0.05);
            }
        }
    }

    private static void create(KubernetesClient client, String namespace, TestLoad load, int index) {
        String name = "o" + index;
        new Workloads(client, namespace).deployment(name, 0);
        load.values.put(name, 0.0);
        client.resource(Serialization.<GenericKubernetesResource>unmarshal(
                        """
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: %1$s}
                        spec:
                          scaleTargetRef: {name: %1$s}
                          pollingInterval: 15
                          triggers:
                          - {type: test-load, metadata: {load: %1$s}}
                        """.formatted(name), GenericKubernetesResource.class))
                .inNamespace(namespace)
                .create();
    }

    private static long count(KubernetesClient client, String namespace, String reason) {
        return client
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .filter(each -> String.valueOf(each.getAdditionalProperties().get("status"))
                        .contains(reason))
                .count();
    }

    /** The newest resource version of all objects: it grows with each write to one of them. */
    private static String newest(KubernetesClient client, String namespace) {
        return client
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .map(each -> each.getMetadata().getResourceVersion())
                .max(java.util.Comparator.comparingLong(Long::parseLong))
                .orElseThrow();
    }

    private static long used() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
