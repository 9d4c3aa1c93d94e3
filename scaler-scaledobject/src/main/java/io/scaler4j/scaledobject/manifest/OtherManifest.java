package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An object of a kind that is not about scaling, such as the Deployment that a ScaledObject scales. Its replicas and
 * its containers tell what some rules need.
 *
 * @param source the object as the file has it
 */
public record OtherManifest(Node.Mapping source) implements Manifest {

    /**
     * Checks that there is an object.
     *
     * @param source not null
     */
    public OtherManifest {
        Objects.requireNonNull(source, "source must not be null; Manifests reads it");
    }

    /** {@return {@code spec.replicas}} */
    public OptionalInt replicas() {
        return Views.integer(source, "spec", "replicas");
    }

    /** {@return {@code spec.template.spec.containers} of a Deployment and the like; unmodifiable} */
    public List<Node.Mapping> containers() {
        return Views.mappings(source, "spec", "template", "spec", "containers");
    }
}
