package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.spi.TargetRef;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out how the objects of a kind are called in paths. What the server said once is not asked again. */
final class ScalableKinds {

    private record Name(String apiVersion, String kind) {}

    private final KubernetesApi api;
    private final Map<Name, ScalableKind> found = new ConcurrentHashMap<>();

    ScalableKinds(KubernetesApi api) {
        this.api = api;
    }

    /** Fails with a {@link ScaleTargetException} for a kind that the server does not have or that has no scale. */
    CompletableFuture<ScalableKind> of(TargetRef ref, Duration timeout) {
        if (ScalableKind.isKnown(ref)) {
            return CompletableFuture.completedFuture(ScalableKind.known(ref));
        }
        var name = new Name(ref.apiVersion(), ref.kind());
        ScalableKind known = found.get(name);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return api.get(ScalableKind.group(ref.apiVersion()), timeout)
                .exceptionally(thrown -> {
                    throw KubernetesScaleTarget.failure(ref + " cannot be scaled: ", thrown);
                })
                .thenApply(resources -> found.computeIfAbsent(name, absent -> find(ref, resources.path("resources"))));
    }

    private static ScalableKind find(TargetRef ref, JsonNode resources) {
        String resource = "";
        for (JsonNode each : resources) {
            String name = each.path("name").asText();
            if (each.path("kind").asText().equals(ref.kind()) && !name.contains("/")) {
                resource = name;
            }
        }
        if (resource.isEmpty()) {
            throw new ScaleTargetException(
                    "the API server has no kind " + ref.kind() + " in " + ref.apiVersion()
                            + "; give apiVersion and kind of the target as kubectl api-resources lists them",
                    null);
        }
        for (JsonNode each : resources) {
            if (each.path("name").asText().equals(resource + "/scale")) {
                return new ScalableKind(ref.apiVersion(), resource, false);
            }
        }
        throw new ScaleTargetException(
                "the kind " + ref.kind() + " in " + ref.apiVersion()
                        + " has no scale subresource; scale another object, or add the subresource to its"
                        + " CustomResourceDefinition",
                null);
    }
}
