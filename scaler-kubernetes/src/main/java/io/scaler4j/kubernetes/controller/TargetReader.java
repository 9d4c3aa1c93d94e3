package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.spi.TargetRef;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What triggers take from the target: the labels of its pods, and the environment of its container. Read when it is
 * needed and again after a while; only the right to {@code get} the target and its scale is needed.
 */
final class TargetReader {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofMinutes(10);

    /**
     * Which container of which object.
     *
     * @param container blank for the first one
     */
    record Place(String namespace, TargetRef ref, String container) {

        Place of(String other) {
            return new Place(namespace, ref, other);
        }
    }

    private record Loaded<T>(T value, long atNanos) {
        @Override
        public String toString() {
            return "loaded"; // the values may be secret
        }
    }

    private final KubernetesApi api;
    private final KubernetesTargets targets;
    private final ClusterSecrets secrets;
    private final LongSupplier nanos;
    private final Map<Place, Loaded<String>> selectors = new ConcurrentHashMap<>();
    private final Map<Place, Loaded<ContainerEnvironment>> environments = new ConcurrentHashMap<>();

    TargetReader(KubernetesApi api, KubernetesTargets targets, ClusterSecrets secrets, LongSupplier nanos) {
        this.api = api;
        this.targets = targets;
        this.secrets = secrets;
        this.nanos = nanos;
    }

    /** The label selector of the pods, as the scale has it; empty if the scale has none. */
    CompletionStage<String> selector(Place place) {
        Loaded<String> known = selectors.get(place);
        if (known != null && isFresh(known)) {
            return CompletableFuture.completedFuture(known.value());
        }
        long now = nanos.getAsLong();
        return targets.path(place.namespace(), place.ref(), LIMIT)
                .thenCompose(path -> api.get(path + "/scale", LIMIT))
                .thenApply(scale -> {
                    String selector = scale.path("status").path("selector").asText("");
                    selectors.put(place, new Loaded<>(selector, now));
                    return selector;
                });
    }

    /** The variables, with those of the Secrets and ConfigMaps that the container names. */
    CompletionStage<Map<String, String>> environment(Place place) {
        return container(place)
                .thenCompose(container -> secrets.load(container.refs(place.namespace()))
                        .thenApply(done -> container.variables(place.namespace(), secrets::all)));
    }

    private CompletionStage<ContainerEnvironment> container(Place place) {
        Loaded<ContainerEnvironment> known = environments.get(place);
        if (known != null && isFresh(known)) {
            return CompletableFuture.completedFuture(known.value());
        }
        long now = nanos.getAsLong();
        return targets.path(place.namespace(), place.ref(), LIMIT)
                .thenCompose(path -> api.get(path, LIMIT))
                .thenApply(object -> {
                    JsonNode pod = object.path("spec").path("template").path("spec");
                    ContainerEnvironment found = ContainerEnvironment.of(pod, place.container());
                    environments.put(place, new Loaded<>(found, now));
                    return found;
                });
    }

    private boolean isFresh(Loaded<?> known) {
        return nanos.getAsLong() - known.atNanos() < FRESH.toNanos();
    }

    /** Read again before the next object that needs them. */
    void forget(String namespace) {
        selectors.keySet().removeIf(place -> place.namespace().equals(namespace));
        environments.keySet().removeIf(place -> place.namespace().equals(namespace));
    }
}
