package io.scaler4j.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.scaler4j.ScaleTarget;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ResourceWatch;
import io.scaler4j.spi.TargetRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Objects of a cluster as scale targets: Deployments, StatefulSets, ReplicaSets, ReplicationControllers, and custom
 * resources with a scale subresource.
 *
 * <pre>{@code
 * try (var targets = KubernetesTargets.open(client.getConfiguration());
 *         var autoscaler = spec.open(targets.target("shop", TargetRef.deployment("orders")), connections).start()) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p><b>Reading.</b> Counts come from a watch that all targets of a kind and namespace share, so a turn sends no
 * request while nothing changes. A custom resource is asked for its scale when the watch says that it changed. While a
 * watch does not work, each read asks the server, and fails when the server does. Ready are as many replicas as the
 * status of the object has in {@code readyReplicas}; where it has no such field, all that are there.
 *
 * <p><b>Writing.</b> A count is a patch of the scale subresource that names the resource version which was read, so it
 * is never written over a change by somebody else. At a conflict the scale is read again: if it still asks for the
 * count that the decision started from, the write is tried again with the new version, else it fails and the next turn
 * decides again. Each request is sent once.
 *
 * <p><b>Rights.</b> For Deployments in the namespace of a Role:
 *
 * <pre>
 * rules:
 *   - {apiGroups: [apps], resources: [deployments],       verbs: [get, list, watch]}
 *   - {apiGroups: [apps], resources: [deployments/scale], verbs: [get, patch]}
 * </pre>
 *
 * <p>Custom resources need {@code list} and {@code watch} in place of the first line. Without {@code list} and
 * {@code watch} everything works as well, with a request each turn.
 *
 * <p>Thread-safe. Nothing blocks: reads and writes hold no thread while they wait.
 */
public final class KubernetesTargets implements AutoCloseable {

    private record Watched(ScalableKind kind, String namespace) {}

    private final KubernetesApi api;
    private final boolean ownsApi;
    private final boolean clusterWide;
    private final ScalableKinds kinds;
    private final Map<Watched, ResourceWatch<Counted>> watches = new HashMap<>();
    private boolean closed;

    private KubernetesTargets(KubernetesApi api, boolean ownsApi, boolean clusterWide) {
        this.api = api;
        this.ownsApi = ownsApi;
        this.clusterWide = clusterWide;
        kinds = new ScalableKinds(api);
    }

    /**
     * Opens a connection, with a watch for each namespace and kind that is used: enough with a Role in the namespace.
     *
     * @param config where the server is and who asks, such as {@code client.getConfiguration()}
     * @return to be closed by the caller, after the autoscalers
     */
    public static KubernetesTargets open(Config config) {
        return new KubernetesTargets(KubernetesApi.open(config), true, false);
    }

    /**
     * Uses a connection, with one watch for each kind, over all namespaces: that needs a ClusterRole.
     *
     * @param api stays the caller's to close
     * @return to be closed by the caller, after the autoscalers
     */
    public static KubernetesTargets ofCluster(KubernetesApi api) {
        return new KubernetesTargets(
                Objects.requireNonNull(api, "api must not be null; KubernetesApi.open opens one"), false, true);
    }

    /**
     * Uses a connection, with a watch for each namespace and kind.
     *
     * @param api stays the caller's to close
     * @return to be closed by the caller, after the autoscalers
     */
    public static KubernetesTargets ofNamespaces(KubernetesApi api) {
        return new KubernetesTargets(
                Objects.requireNonNull(api, "api must not be null; KubernetesApi.open opens one"), false, false);
    }

    /**
     * Returns an object as a target. Nothing is sent; an object that does not exist is told by the first read.
     *
     * @param namespace of the object, not blank
     * @param ref apiVersion, kind and name
     * @return targets of the same object are equal
     */
    public ScaleTarget target(String namespace, TargetRef ref) {
        if (namespace == null || namespace.isBlank()) {
            throw new IllegalArgumentException(
                    "namespace of a target must not be blank; give that of " + ref + ", or \"default\"");
        }
        Objects.requireNonNull(ref, "ref must not be null; TargetRef.deployment(\"orders\") is one");
        return new KubernetesScaleTarget(this, namespace, ref);
    }

    /**
     * Scales an object to a count, whatever it has now, as when scaling ends. An object that does not exist is none to
     * scale.
     *
     * @param namespace of the object
     * @param ref apiVersion, kind and name
     * @param replicas the count, at least 0
     * @param timeout how long the answer is waited for
     * @return completes once the count is accepted, or fails with a {@link io.scaler4j.ScaleTargetException}
     */
    public CompletionStage<Void> restore(String namespace, TargetRef ref, int replicas, Duration timeout) {
        return new KubernetesScaleTarget(this, namespace, ref).restore(replicas, timeout);
    }

    /**
     * Finds where an object is; its scale is at {@code /scale} below. The server is asked for kinds that are not its
     * own, once each.
     *
     * @param namespace of the object
     * @param ref apiVersion, kind and name
     * @param timeout how long the answer is waited for
     * @return completes with the path below the server's address, or fails with a
     *     {@link io.scaler4j.ScaleTargetException} for a kind that the server does not have or that has no scale
     */
    public CompletionStage<String> path(String namespace, TargetRef ref, Duration timeout) {
        return kinds.of(ref, timeout).thenApply(kind -> kind.object(namespace, ref.name()));
    }

    KubernetesApi api() {
        return api;
    }

    ScalableKinds kinds() {
        return kinds;
    }

    /** Opened when it is first needed. */
    synchronized ResourceWatch<Counted> watch(ScalableKind kind, String namespace) {
        if (closed) {
            throw new IllegalStateException("the targets are closed; open them again");
        }
        return watches.computeIfAbsent(
                new Watched(kind, clusterWide ? "" : namespace),
                key -> ResourceWatch.open(
                        api,
                        kind.list(key.namespace()),
                        kind.counted() ? Counted::ofObject : Counted::ofUnknown,
                        (name, now) -> {}));
    }

    /** Ends the watches. Targets fail afterwards. May be repeated. */
    @Override
    public synchronized void close() {
        closed = true;
        watches.values().forEach(ResourceWatch::close);
        watches.clear();
        if (ownsApi) {
            api.close();
        }
    }

    @Override
    public String toString() {
        return "targets of " + api;
    }
}
