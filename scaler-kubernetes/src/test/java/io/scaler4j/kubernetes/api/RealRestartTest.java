package io.scaler4j.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** An API server that was killed and started again has forgotten what was before: real answers with 410. */
class RealRestartTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static JsonNode map(String name) {
        var map = JsonNodeFactory.instance.objectNode().put("kind", "ConfigMap").put("apiVersion", "v1");
        map.putObject("metadata").put("name", name);
        return map;
    }

    /** What a watch tells first: the status of an error, or the name of an object. */
    private static List<String> first(KubernetesApi api, String path) {
        var told = new CopyOnWriteArrayList<String>();
        WatchStream stream = api.watch(path, event -> {
            JsonNode object = event.path("object");
            told.add(event.path("type").asText() + " "
                    + object.path("code")
                            .asText(object.path("metadata").path("name").asText()));
        });
        await().atMost(LIMIT).until(() -> !told.isEmpty() || stream.ended().isDone());
        stream.end();
        return List.copyOf(told).subList(0, Math.min(1, told.size()));
    }

    @Test
    void aWatchFromBeforeIsAnsweredWith410AndACopyFollowsAgain() throws Exception {
        try (var server = ServerRequirement.startKubernetes(KubernetesServer::own);
                var client = server.newClient();
                var namespace = KubernetesNamespace.create(client);
                var api = KubernetesApi.open(server.config())) {
            String path = "/api/v1/namespaces/" + namespace.name() + "/configmaps";
            String before = api.get(path, LIMIT)
                    .join()
                    .path("metadata")
                    .path("resourceVersion")
                    .asText();
            String watch = path + "?watch=true&timeoutSeconds=30&resourceVersion=" + before
                    + "&fieldSelector=metadata.name%3Dfirst";
            api.post(path, map("first"), LIMIT).join();
            assertThat(first(api, watch)).as("the place is known").containsExactly("ADDED first");
            try (var copy = ResourceWatch.open(api, path, object -> "", (key, now) -> {})) {
                await().atMost(LIMIT)
                        .until(() -> copy.get(namespace.name() + "/first").isPresent());
                server.killApi();
                server.startApi();
                await().atMost(LIMIT)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(first(api, watch)).containsExactly("ERROR 410"));
                api.post(path, map("second"), LIMIT).join();
                await().atMost(LIMIT)
                        .until(() -> copy.isReliable()
                                && copy.get(namespace.name() + "/second").isPresent());
            }
        }
    }
}
