package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TargetRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code ScaledObject} of {@code keda.sh/v1alpha1}.
 *
 * @param source the object as the file has it
 */
public record ScaledObject(Node.Mapping source) implements Manifest {

    /**
     * Checks that there is an object.
     *
     * @param source not null
     */
    public ScaledObject {
        Objects.requireNonNull(source, "source must not be null; YamlReader reads it");
    }

    /** {@return {@code spec.scaleTargetRef}, where the kind is a {@code Deployment} unless given; empty if absent} */
    public Optional<TargetRef> scaleTargetRef() {
        return Views.text(source, "spec", "scaleTargetRef", "name")
                .map(name -> new TargetRef(
                        Views.text(source, "spec", "scaleTargetRef", "apiVersion")
                                .orElse("apps/v1"),
                        Views.text(source, "spec", "scaleTargetRef", "kind").orElse("Deployment"),
                        name));
    }

    /** {@return {@code spec.pollingInterval} in seconds, in KEDA 30 unless given} */
    public OptionalInt pollingInterval() {
        return Views.integer(source, "spec", "pollingInterval");
    }

    /** {@return {@code spec.cooldownPeriod} in seconds, in KEDA 300 unless given} */
    public OptionalInt cooldownPeriod() {
        return Views.integer(source, "spec", "cooldownPeriod");
    }

    /** {@return {@code spec.initialCooldownPeriod} in seconds, in KEDA 0 unless given} */
    public OptionalInt initialCooldownPeriod() {
        return Views.integer(source, "spec", "initialCooldownPeriod");
    }

    /** {@return {@code spec.idleReplicaCount}} */
    public OptionalInt idleReplicaCount() {
        return Views.integer(source, "spec", "idleReplicaCount");
    }

    /** {@return {@code spec.minReplicaCount}, in KEDA 0 unless given} */
    public OptionalInt minReplicaCount() {
        return Views.integer(source, "spec", "minReplicaCount");
    }

    /** {@return {@code spec.maxReplicaCount}, in KEDA 100 unless given} */
    public OptionalInt maxReplicaCount() {
        return Views.integer(source, "spec", "maxReplicaCount");
    }

    /** {@return {@code spec.triggers}; unmodifiable} */
    public List<TriggerManifest> triggers() {
        return TriggerManifest.of(source);
    }

    /** {@return {@code spec.fallback}} */
    public Optional<Node.Mapping> fallback() {
        return Views.mapping(source, "spec", "fallback");
    }

    /** {@return {@code spec.advanced.scalingModifiers}} */
    public Optional<Node.Mapping> scalingModifiers() {
        return Views.mapping(source, "spec", "advanced", "scalingModifiers");
    }

    /** {@return {@code spec.advanced.horizontalPodAutoscalerConfig}} */
    public Optional<Node.Mapping> horizontalPodAutoscalerConfig() {
        return Views.mapping(source, "spec", "advanced", "horizontalPodAutoscalerConfig");
    }
}
