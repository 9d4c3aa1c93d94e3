package io.scaler4j.spi;

import io.scaler4j.connect.SharedConnections;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a trigger is opened.
 *
 * @param connections where connections of equal settings are shared
 * @param index the trigger's position among the triggers of its target, at least 0
 * @param autoscaler the name of the autoscaler that the trigger belongs to, which is the name of KEDA's
 *     {@code ScaledObject} if it was read from one; empty for a trigger that is opened alone
 * @param namespace the Kubernetes namespace of the target; empty outside of a cluster, or for the namespace of the
 *     credentials
 * @param target what is scaled; empty outside of a cluster
 */
public record TriggerContext(
        SharedConnections connections, int index, String autoscaler, String namespace, Optional<TargetRef> target) {

    /**
     * Checks the parts.
     *
     * @param connections where connections of equal settings are shared
     * @param index at least 0
     * @param autoscaler not null
     * @param namespace not null
     * @param target not null
     */
    public TriggerContext {
        Objects.requireNonNull(connections, "connections must not be null; new SharedConnections() makes some");
        Objects.requireNonNull(autoscaler, "autoscaler must not be null; it is empty for a trigger that stands alone");
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
     * @return index 0, no autoscaler, no namespace, no target
     */
    public static TriggerContext of(SharedConnections connections) {
        return new TriggerContext(connections, 0, "", "", Optional.empty());
    }

    /**
     * Returns a copy with other connections.
     *
     * @param connections where connections of equal settings are shared
     * @return a copy
     */
    public TriggerContext connections(SharedConnections connections) {
        return new TriggerContext(connections, index, autoscaler, namespace, target);
    }

    /**
     * Returns a copy for another trigger.
     *
     * @param index the trigger's position, at least 0
     * @return a copy
     */
    public TriggerContext index(int index) {
        return new TriggerContext(connections, index, autoscaler, namespace, target);
    }

    /**
     * Returns a copy for a trigger of an autoscaler.
     *
     * @param autoscaler the autoscaler's name
     * @return a copy
     */
    public TriggerContext autoscaler(String autoscaler) {
        return new TriggerContext(connections, index, autoscaler, namespace, target);
    }

    /**
     * Returns a copy for what is scaled in a cluster.
     *
     * @param namespace the namespace of the target
     * @param target what is scaled
     * @return a copy
     */
    public TriggerContext target(String namespace, TargetRef target) {
        return new TriggerContext(connections, index, autoscaler, namespace, Optional.of(target));
    }
}
