package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One of {@code spec.triggers} of a ScaledObject or a ScaledJob.
 *
 * @param index its place, from 0
 * @param source the trigger as the file has it
 */
public record TriggerManifest(int index, Node.Mapping source) {

    /**
     * Checks that there is a trigger.
     *
     * @param index from 0
     * @param source not null
     */
    public TriggerManifest {
        Objects.requireNonNull(source, "source must not be null; it is an item of spec.triggers");
    }

    /**
     * Whether the HPA measures the trigger itself.
     *
     * @return true for {@code cpu} and {@code memory}
     */
    public boolean isResource() {
        return type().equals("cpu") || type().equals("memory");
    }

    static List<TriggerManifest> of(Node.Mapping object) {
        List<Node.Mapping> sources = Views.mappings(object, "spec", "triggers");
        var triggers = new ArrayList<TriggerManifest>(sources.size());
        for (Node.Mapping source : sources) {
            triggers.add(new TriggerManifest(triggers.size(), source));
        }
        return Collections.unmodifiableList(triggers);
    }

    /** {@return {@code type}; empty if absent} */
    public String type() {
        return Views.text(source, "type").orElse("");
    }

    /** {@return {@code name}; empty if absent} */
    public String name() {
        return Views.text(source, "name").orElse("");
    }

    /** {@return {@code metricType}; empty if absent} */
    public String metricType() {
        return Views.text(source, "metricType").orElse("");
    }

    /** {@return {@code metadata}; unmodifiable} */
    public Map<String, String> metadata() {
        return Views.texts(source, "metadata");
    }

    /** {@return {@code useCachedMetrics}, in KEDA false unless given} */
    public boolean usesCachedMetrics() {
        return Views.flag(source, "useCachedMetrics").orElse(false);
    }

    /** {@return {@code authenticationRef.name}} */
    public Optional<String> authenticationName() {
        return Views.text(source, "authenticationRef", "name");
    }

    /** {@return {@code authenticationRef.kind}, {@code TriggerAuthentication} unless given} */
    public String authenticationKind() {
        return Views.text(source, "authenticationRef", "kind").orElse("TriggerAuthentication");
    }
}
