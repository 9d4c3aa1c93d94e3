package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.Arrays;
import java.util.Map;

/** One object of a file. Immutable; equal if the content of the file is. {@link Manifests} finds them. */
public sealed interface Manifest
        permits ScaledObject,
                ScaledJob,
                TriggerAuthentication,
                HorizontalPodAutoscaler,
                HttpScaledObject,
                InterceptorRoute,
                OtherManifest {

    /** {@return the object as the file has it} */
    Node.Mapping source();

    /** {@return {@code apiVersion}, such as {@code keda.sh/v1alpha1}; empty if absent} */
    default String apiVersion() {
        return Views.text(source(), "apiVersion").orElse("");
    }

    /** {@return {@code kind}, such as {@code ScaledObject}; empty if absent} */
    default String kind() {
        return Views.text(source(), "kind").orElse("");
    }

    /** {@return {@code metadata.name}; empty if absent} */
    default String name() {
        return Views.text(source(), "metadata", "name").orElse("");
    }

    /** {@return {@code metadata.namespace}; empty if absent} */
    default String namespace() {
        return Views.text(source(), "metadata", "namespace").orElse("");
    }

    /** {@return {@code metadata.annotations}, where null is an empty text as for the API server; unmodifiable} */
    default Map<String, String> annotations() {
        return Views.textsOrEmpty(source(), "metadata", "annotations");
    }

    /** {@return {@code metadata.labels}, where null is an empty text as for the API server; unmodifiable} */
    default Map<String, String> labels() {
        return Views.textsOrEmpty(source(), "metadata", "labels");
    }

    /** {@return {@code apiVersion} up to its slash, such as {@code keda.sh}; empty for the core API, or if absent} */
    default String group() {
        String apiVersion = apiVersion();
        return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
    }

    /**
     * Returns the place of a field, or of the nearest thing around it that exists.
     *
     * @param path as in {@code position("spec", "triggers", "0", "type")}
     * @return of the key where the last step is one, else of the node
     */
    default Position position(String... path) {
        for (int length = path.length; length > 0; length--) {
            String last = path[length - 1];
            var around = source().find(Arrays.copyOf(path, length - 1));
            if (around.isPresent()
                    && around.get() instanceof Node.Mapping mapping
                    && mapping.entry(last).isPresent()) {
                return mapping.entry(last).get().keyPosition();
            }
            var node = source().find(Arrays.copyOf(path, length));
            if (node.isPresent()) {
                return node.get().position();
            }
        }
        return source().position();
    }
}
