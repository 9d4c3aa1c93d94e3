package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TargetRef;
import java.util.List;
import java.util.Locale;
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
        return Views.target(source, "apps/v1", "spec", "scaleTargetRef");
    }

    /** {@return {@code spec.scaleTargetRef.envSourceContainerName}, in KEDA the first container unless given} */
    public Optional<String> envSourceContainerName() {
        return Views.text(source, "spec", "scaleTargetRef", "envSourceContainerName");
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

    /** {@return {@code spec.fallback.failureThreshold}, the failures in a row that are tolerated} */
    public OptionalInt fallbackFailureThreshold() {
        return Views.integer(source, "spec", "fallback", "failureThreshold");
    }

    /** {@return {@code spec.fallback.replicas}} */
    public OptionalInt fallbackReplicas() {
        return Views.integer(source, "spec", "fallback", "replicas");
    }

    /** {@return {@code spec.fallback.behavior}, {@code static} unless given} */
    public String fallbackBehavior() {
        return Views.text(source, "spec", "fallback", "behavior").orElse("static");
    }

    /** {@return {@code spec.advanced.restoreToOriginalReplicaCount}, in KEDA false unless given} */
    public boolean restoresReplicas() {
        return Views.flag(source, "spec", "advanced", "restoreToOriginalReplicaCount")
                .orElse(false);
    }

    /** {@return whether one of the fields of {@code spec.advanced.scalingModifiers} has a text that is not empty} */
    public boolean usesModifiers() {
        return scalingModifiers()
                .filter(modifiers -> modifiers.entries().stream()
                        .anyMatch(entry ->
                                !Views.text(modifiers, entry.key()).orElse("").isEmpty()))
                .isPresent();
    }

    /** {@return {@code spec.advanced.scalingModifiers.formula}; empty if absent} */
    public String formula() {
        return Views.text(source, "spec", "advanced", "scalingModifiers", "formula")
                .orElse("");
    }

    /** {@return {@code spec.advanced.scalingModifiers.target}, a number as text; empty if absent} */
    public String modifiersTarget() {
        return Views.text(source, "spec", "advanced", "scalingModifiers", "target")
                .orElse("");
    }

    /** {@return {@code spec.advanced.scalingModifiers.activationTarget}, a number as text; empty if absent} */
    public String activationTarget() {
        return Views.text(source, "spec", "advanced", "scalingModifiers", "activationTarget")
                .orElse("");
    }

    /** {@return {@code spec.advanced.scalingModifiers.metricType}, {@code AverageValue} unless given} */
    public String modifiersMetricType() {
        return Views.text(source, "spec", "advanced", "scalingModifiers", "metricType")
                .filter(type -> !type.isEmpty())
                .orElse("AverageValue");
    }

    /** {@return {@code spec.advanced.horizontalPodAutoscalerConfig.behavior}} */
    public Optional<Behavior> behavior() {
        return Views.mapping(source, "spec", "advanced", "horizontalPodAutoscalerConfig", "behavior")
                .map(Behavior::new);
    }

    /**
     * Returns the name of the HPA that KEDA makes.
     *
     * @return {@code spec.advanced.horizontalPodAutoscalerConfig.name}, or {@code keda-hpa-} with the object's name
     */
    public String hpaName() {
        return Views.text(source, "spec", "advanced", "horizontalPodAutoscalerConfig", "name")
                .filter(name -> !name.isEmpty())
                .orElse("keda-hpa-" + name());
    }

    /** {@return the least replicas of the HPA that KEDA makes: {@code minReplicaCount}, at least 1} */
    public int hpaMinReplicas() {
        return Math.max(1, minReplicaCount().orElse(1));
    }

    /** {@return the most replicas of the HPA that KEDA makes: {@code maxReplicaCount}, 100 unless given} */
    public int hpaMaxReplicas() {
        return maxReplicaCount().orElse(100);
    }

    /** {@return what the annotations of KEDA ask for} */
    public PauseAnnotations pause() {
        return new PauseAnnotations(annotations());
    }

    /** {@return KEDA's key for this object: {@code scaledobject.<namespace>.<name>} in lower case} */
    public String identifier() {
        return ("scaledobject." + namespace() + "." + name()).toLowerCase(Locale.ROOT);
    }
}
