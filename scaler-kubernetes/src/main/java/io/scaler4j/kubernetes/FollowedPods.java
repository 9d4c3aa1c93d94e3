package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.kubernetes.api.ApiConnection;
import io.scaler4j.kubernetes.api.LabelSelector;
import io.scaler4j.kubernetes.api.ResourceWatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The pods of a namespace, which a watch follows: all samplers of the namespace share it, so a turn lists no pods. Of
 * each pod what {@link PodReader} reads is kept.
 */
final class FollowedPods implements AutoCloseable {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ResourceWatch<Pod> watch;
    private final String namespace;

    /** A pod, and its labels for the selectors of many samplers. */
    private record Pod(Map<String, String> labels, JsonNode kept) {}

    private FollowedPods(ResourceWatch<Pod> watch, String namespace) {
        this.watch = watch;
        this.namespace = namespace;
    }

    static FollowedPods open(ApiConnection api, String namespace) {
        String path = PodQuery.Api.CORE.path(namespace);
        return new FollowedPods(ResourceWatch.open(api, path, FollowedPods::kept, (key, now) -> {}), namespace);
    }

    /** Whether the copy follows the server; waits half of the time for the first list. */
    CompletableFuture<Boolean> follow(TimeLimit limit) {
        return watch.tried()
                .toCompletableFuture()
                .orTimeout(Math.max(1, limit.left().toNanos() / 2), TimeUnit.NANOSECONDS)
                .handle((tried, late) -> watch.isReliable());
    }

    /** A copy. */
    List<JsonNode> matching(LabelSelector selector) {
        return watch.all().values().stream()
                .filter(pod -> selector.matches(pod.labels()))
                .map(Pod::kept)
                .toList();
    }

    /**
     * What is used by these pods, and by others with the labels: the metrics server gives a pod's metrics its labels.
     */
    static List<JsonNode> used(List<JsonNode> metrics, List<JsonNode> pods, LabelSelector selector) {
        var names = pods.stream().map(FollowedPods::name).collect(Collectors.toSet());
        return metrics.stream()
                .filter(each -> names.contains(name(each)) || isOther(each, selector))
                .toList();
    }

    private static boolean isOther(JsonNode metrics, LabelSelector selector) {
        return metrics.path("metadata").has("labels") && selector.matches(labels(metrics));
    }

    private static String name(JsonNode item) {
        return item.path("metadata").path("name").asText("");
    }

    private static Map<String, String> labels(JsonNode item) {
        var labels = new HashMap<String, String>();
        item.path("metadata")
                .path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
        return labels;
    }

    private static Pod kept(JsonNode pod) {
        ObjectNode kept = JSON.objectNode();
        kept.set("metadata", fields(pod.path("metadata"), "name", "deletionTimestamp"));
        JsonNode spec = pod.path("spec");
        ObjectNode keptSpec = fields(spec, "resources", "overhead");
        keptSpec.set("containers", containers(spec.path("containers")));
        keptSpec.set("initContainers", containers(spec.path("initContainers")));
        kept.set("spec", keptSpec);
        ObjectNode status = fields(pod.path("status"), "phase", "startTime");
        status.set("conditions", ready(pod.path("status").path("conditions")));
        kept.set("status", status);
        return new Pod(Map.copyOf(labels(pod)), kept);
    }

    private static ArrayNode containers(JsonNode containers) {
        ArrayNode kept = JSON.arrayNode();
        containers.forEach(each -> kept.add(fields(each, "name", "resources", "restartPolicy")));
        return kept;
    }

    private static ArrayNode ready(JsonNode conditions) {
        ArrayNode kept = JSON.arrayNode();
        for (JsonNode each : conditions) {
            if (each.path("type").asText("").equals("Ready")) {
                kept.add(fields(each, "type", "status", "lastTransitionTime"));
            }
        }
        return kept;
    }

    private static ObjectNode fields(JsonNode from, String... names) {
        ObjectNode kept = JSON.objectNode();
        for (String name : names) {
            JsonNode value = from.get(name);
            if (value != null) {
                kept.set(name, value);
            }
        }
        return kept;
    }

    @Override
    public void close() {
        watch.close();
    }

    @Override
    public String toString() {
        return "pods in namespace " + namespace;
    }
}
