package io.scaler4j.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.kubernetes.Workloads;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What this module relies on and what a mock of the API server gets wrong in places: each row of a subclass is asked of
 * the real one, by the requests that the module itself sends.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RealApiServer {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final Duration LIMIT = Duration.ofSeconds(20);

    private KubernetesServer server;
    KubernetesClient client;
    KubernetesNamespace namespace;
    private Workloads workloads;
    KubernetesApi api;

    /** @param answer a regular expression that the whole answer matches */
    record Row(String what, Probe probe, String answer) {
        @Override
        public String toString() {
            return what;
        }
    }

    @FunctionalInterface
    interface Probe {
        Object ask() throws Exception;
    }

    @BeforeAll
    void start() {
        server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        client = server.newClient();
        namespace = KubernetesNamespace.create(client);
        workloads = new Workloads(client, namespace.name());
        api = KubernetesApi.open(server.config());
    }

    @AfterAll
    void stop() {
        if (namespace != null) {
            api.close();
            namespace.close();
            client.close();
        }
    }

    String core(String resource) {
        return "/api/v1/namespaces/" + namespace.name() + "/" + resource;
    }

    String apps(String resource) {
        return "/apis/apps/v1/namespaces/" + namespace.name() + "/" + resource;
    }

    static JsonNode json(String text, Object... values) {
        try {
            return MAPPER.readTree(text.formatted(values).replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    JsonNode get(String path) {
        return api.get(path, LIMIT).join();
    }

    JsonNode patch(String path, String text, Object... values) {
        return api.patch(path, json(text, values), LIMIT).join();
    }

    /** A ConfigMap of this name. */
    JsonNode map(String name) {
        return api.post(
                        core("configmaps"),
                        json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'%s'},'data':{'a':'1'}}", name),
                        LIMIT)
                .join();
    }

    String deployment(String name, int replicas) {
        workloads.deployment(name, replicas);
        return apps("deployments/" + name);
    }

    static String version(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asText();
    }

    abstract Stream<Row> rows();

    static String answer(Probe probe) throws Exception {
        try {
            return String.valueOf(probe.ask());
        } catch (CompletionException e) {
            var refused = (ApiException) e.getCause();
            return refused.status() + " " + refused.getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsThisModuleExpects(Row row) throws Exception {
        assertThat(answer(row.probe())).matches("(?s)" + row.answer());
    }
}
