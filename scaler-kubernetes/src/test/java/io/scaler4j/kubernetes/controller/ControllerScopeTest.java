package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.kubernetes.Workloads;
import io.scaler4j.testservers.KubernetesNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which objects a controller takes, and how several share them; on a real API server. */
class ControllerScopeTest extends ControllerFixture {

    @Test
    void onlyTheObjectsWithTheLabelAreScaledAndWithoutItTheyAreLetGo() {
        for (String name : List.of("managed", "other")) {
            workloads.deployment(name, 1);
            load.values.put(name, 50.0);
            scaledObject(name, restoring());
        }
        patch("managed", "{\"metadata\":{\"labels\":{\"scaler4j.io/managed\":\"true\"}}}");
        try (var controller = builder().onlyManaged().start()) {
            awaitDesired("managed", 5);
            assertThat(controller.names()).containsExactly(namespace.name() + "/managed");
            patch("other", "{\"metadata\":{\"labels\":{\"scaler4j.io/managed\":\"true\"}}}");
            awaitDesired("other", 5);
            patch("managed", "{\"metadata\":{\"labels\":{\"scaler4j.io/managed\":\"false\"}}}");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(controller.names()).containsExactly(namespace.name() + "/other"));
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(resource("managed").getMetadata().getFinalizers())
                                    .isEmpty());
            load.values.put("managed", 90.0);
            await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> workloads.desired("managed") == 5);
        } finally {
            patch("other", "{\"metadata\":{\"finalizers\":null}}");
        }
    }

    @Test
    void withoutANamespaceTheObjectsOfAllNamespacesAreScaled() {
        try (var second = KubernetesNamespace.create(client)) {
            workloads.deployment("everywhere", 1);
            load.values.put("everywhere", 40.0);
            scaledObject("everywhere", AT_ONCE);
            String first = namespace.name();
            var elsewhere = new Workloads(client, second.name());
            elsewhere.deployment("everywhere", 1);
            createIn(second.name(), "everywhere");
            try (var controller = builder().namespace("").leaseNamespace(first).start()) {
                awaitDesired("everywhere", 4);
                await().atMost(LIMIT).until(() -> elsewhere.desired("everywhere") == 4);
                assertThat(controller.names()).contains(first + "/everywhere", second.name() + "/everywhere");
                assertThat(client.leases().inNamespace(first).list().getItems()).hasSize(1);
                assertThat(client.leases().inNamespace(second.name()).list().getItems())
                        .isEmpty();
            }
        }
    }

    /** The first process has all at first; those that come later ask it for some. */
    @Test
    void shardsSpreadOverTheProcessesThatThereAre() {
        int objects = 12;
        for (int index = 0; index < objects; index++) {
            workloads.deployment("s" + index, 1);
            load.values.put("s" + index, 30.0);
            scaledObject("s" + index, AT_ONCE);
        }
        var processes = new ArrayList<ScaledObjectController>();
        try {
            processes.add(process("first"));
            await().atMost(LIMIT).until(() -> processes.get(0).shardsHeld() == 6);
            processes.add(process("second"));
            processes.add(process("third"));
            awaitHeld(processes, 2, 2, 2);
            IntStream.range(0, objects).forEach(index -> awaitDesired("s" + index, 3));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(processes.stream().flatMap(each -> each.names().stream()))
                            .as("each object in one process")
                            .hasSize(objects)
                            .doesNotHaveDuplicates());
            IntStream.range(0, objects).forEach(index -> load.values.put("s" + index, 50.0));
            IntStream.range(0, objects).forEach(index -> awaitDesired("s" + index, 5));
            processes.remove(0).close();
            awaitHeld(processes, 3, 3);
            IntStream.range(0, objects).forEach(index -> load.values.put("s" + index, 80.0));
            IntStream.range(0, objects).forEach(index -> awaitDesired("s" + index, 8));
        } finally {
            processes.forEach(ScaledObjectController::close);
        }
    }

    private ScaledObjectController process(String identity) {
        return builder()
                .shards(6)
                .lease(Duration.ofSeconds(2))
                .identity(identity)
                .start();
    }

    private static void awaitHeld(List<ScaledObjectController> processes, Integer... expected) {
        await().atMost(LIMIT.multipliedBy(2))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    List<Integer> held = processes.stream()
                            .map(ScaledObjectController::shardsHeld)
                            .toList();
                    assertThat(held.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(6);
                    assertThat(held).containsExactly(expected);
                });
    }

    private void createIn(String other, String name) {
        var copy = resource(name);
        copy.getMetadata().setNamespace(other);
        copy.getMetadata().setResourceVersion(null);
        copy.getMetadata().setUid(null);
        client.resource(copy).inNamespace(other).create();
    }
}
