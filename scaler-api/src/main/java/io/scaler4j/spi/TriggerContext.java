package io.scaler4j.spi;

import io.scaler4j.connect.SharedConnections;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a trigger is opened.
 *
 * @param connections where connections of equal settings are shared
 * @param index the trigger's position among the triggers of its target, at least 0
 * @param namespace the Kubernetes namespace of the target; empty outside of a cluster, or for the namespace of the
 *     credentials
 * @param target what is scaled; empty outside of a cluster
 */
public record TriggerContext(SharedConnections connections, int index, String namespace, Optional<TargetRef> target) {

    /**
     * Checks the parts.
     *
     * @param connections where connections of equal settings are shared
     * @param index at least 0
     * @param namespace not null
     * @param target not null
     */
    public TriggerContext {
        Objects.requireNonNull(connections, "connections must not be null; new SharedConnections() makes some");
        Objects.requireNonNull(namespace, "namespace must not be null; it is empty outside of a cluster");
        Objects.requireNonNull(target, "target must not be null; it is empty outside of a cluster");
        checkedIndex(index);
    }

    static int checkedIndex(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index must be at least 0, was " + index
                    + "; it is the trigger's position among those of its target");
        }
        return index;
    }

    /**
     * Returns the context of a first trigger outside of a cluster.
     *
     * @param connections where connections of equal settings are shared
     * @return index 0, no namespace, no target
     */
    public static TriggerContext of(SharedConnections connections) {
        return new TriggerContext(connections, 0, "", Optional.empty());
    }

    /**
     * Returns a copy with other connections.
     *
     * @param connections where connections of equal settings are shared
     * @return a copy
     */
    public TriggerContext connections(SharedConnections connections) {
        return new TriggerContext(connections, index, namespace, target);
    }

    /**
     * Returns a copy for another trigger.
     *
     * @param index the trigger's position, at least 0
     * @return a copy
     */
    public TriggerContext index(int index) {
        return new TriggerContext(connections, index, namespace, target);
    }

    /**
     * Returns a copy for what is scaled in a cluster.
     *
     * @param namespace the namespace of the target
     * @param target what is scaled
     * @return a copy
     */
    public TriggerContext target(String namespace, TargetRef target) {
        return new TriggerContext(connections, index, namespace, Optional.of(target));
    }
}
