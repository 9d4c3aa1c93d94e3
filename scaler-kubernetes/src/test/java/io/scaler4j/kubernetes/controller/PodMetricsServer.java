package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.kubernetes.https.HttpAnswer;
import io.scaler4j.kubernetes.https.HttpRequest;
import io.scaler4j.kubernetes.https.HttpsService;
import io.scaler4j.kubernetes.metrics.MetricsFixture;
import io.scaler4j.kubernetes.metrics.RegisteredServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/** A metrics server behind a real API server: each pod of the namespace uses what the test says. */
final class PodMetricsServer implements AutoCloseable {

    private static final String GROUP = "metrics.k8s.io";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final KubernetesClient client;
    private final String namespace;
    private final IntSupplier milli;
    private final List<String> selectors = new CopyOnWriteArrayList<>();
    private final HttpsService service;
    private final RegisteredServer registered;

    private PodMetricsServer(KubernetesClient client, String namespace, IntSupplier milli) {
        this.client = client;
        this.namespace = namespace;
        this.milli = milli;
        service = HttpsService.start(
                "pod-metrics",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                MetricsFixture.tls(),
                this::answer);
        registered = RegisteredServer.at(client, namespace, service.port(), GROUP);
    }

    static PodMetricsServer start(KubernetesClient client, String namespace, IntSupplier milli) {
        return new PodMetricsServer(client, namespace, milli);
    }

    /** Those of the lists that were asked for; empty for a whole namespace. */
    List<String> selectors() {
        return selectors;
    }

    private CompletionStage<HttpAnswer> answer(HttpRequest request) {
        String path = "/" + String.join("/", request.path());
        if (path.endsWith("/namespaces/" + namespace + "/pods")) {
            selectors.add(request.parameter("labelSelector").orElse(""));
            return CompletableFuture.completedFuture(HttpAnswer.json(200, pods().toString()));
        }
        return CompletableFuture.completedFuture(
                path.equals("/apis/" + GROUP + "/v1beta1")
                        ? HttpAnswer.json(200, resources().toString())
                        : HttpAnswer.json(404, "{}"));
    }

    private static ObjectNode resources() {
        ObjectNode list = JSON.objectNode();
        list.put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", GROUP + "/v1beta1");
        ObjectNode pods = list.putArray("resources").addObject();
        pods.put("name", "pods").put("singularName", "").put("namespaced", true).put("kind", "PodMetrics");
        pods.putArray("verbs").add("get").add("list");
        return list;
    }

    private ObjectNode pods() {
        ObjectNode list = JSON.objectNode();
        list.put("kind", "PodMetricsList").put("apiVersion", GROUP + "/v1beta1").putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
            ObjectNode item = items.addObject();
            item.putObject("metadata").put("name", pod.getMetadata().getName()).put("namespace", namespace);
            item.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            item.put("window", "15s");
            ObjectNode container = item.putArray("containers").addObject();
            container
                    .put("name", "main")
                    .putObject("usage")
                    .put("cpu", milli.getAsInt() + "m")
                    .put("memory", "64Mi");
        }
        return list;
    }

    @Override
    public void close() {
        registered.close();
        service.close();
    }
}
