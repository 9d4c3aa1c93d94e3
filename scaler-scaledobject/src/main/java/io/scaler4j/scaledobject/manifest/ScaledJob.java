package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code ScaledJob} of {@code keda.sh/v1alpha1}.
 *
 * @param source the object as the file has it
 */
public record ScaledJob(Node.Mapping source) implements Manifest {

    /**
     * Checks that there is an object.
     *
     * @param source not null
     */
    public ScaledJob {
        Objects.requireNonNull(source, "source must not be null; Manifests reads it");
    }

    /** {@return {@code spec.jobTargetRef}, the template of the jobs} */
    public Optional<Node.Mapping> jobTargetRef() {
        return Views.mapping(source, "spec", "jobTargetRef");
    }

    /** {@return {@code spec.pollingInterval} in seconds, in KEDA 30 unless given} */
    public OptionalInt pollingInterval() {
        return Views.integer(source, "spec", "pollingInterval");
    }

    /** {@return {@code spec.minReplicaCount}, in KEDA 0 unless given} */
    public OptionalInt minReplicaCount() {
        return Views.integer(source, "spec", "minReplicaCount");
    }

    /** {@return {@code spec.maxReplicaCount}, in KEDA 100 unless given} */
    public OptionalInt maxReplicaCount() {
        return Views.integer(source, "spec", "maxReplicaCount");
    }

    /** {@return {@code spec.successfulJobsHistoryLimit}, in KEDA 100 unless given} */
    public OptionalInt successfulJobsHistoryLimit() {
        return Views.integer(source, "spec", "successfulJobsHistoryLimit");
    }

    /** {@return {@code spec.failedJobsHistoryLimit}, in KEDA 100 unless given} */
    public OptionalInt failedJobsHistoryLimit() {
        return Views.integer(source, "spec", "failedJobsHistoryLimit");
    }

    /** {@return {@code spec.envSourceContainerName}, in KEDA the first container unless given} */
    public Optional<String> envSourceContainerName() {
        return Views.text(source, "spec", "envSourceContainerName");
    }

    /** {@return {@code spec.scalingStrategy.strategy}, {@code default} unless given} */
    public String strategy() {
        return Views.text(source, "spec", "scalingStrategy", "strategy").orElse("default");
    }

    /** {@return {@code spec.scalingStrategy.customScalingQueueLengthDeduction}, in KEDA 0 unless given} */
    public OptionalInt customScalingQueueLengthDeduction() {
        return Views.integer(source, "spec", "scalingStrategy", "customScalingQueueLengthDeduction");
    }

    /**
     * {@return {@code spec.scalingStrategy.customScalingRunningJobPercentage}, a number as text, {@code 0.5} for half}
     */
    public Optional<String> customScalingRunningJobPercentage() {
        return Views.text(source, "spec", "scalingStrategy", "customScalingRunningJobPercentage");
    }

    /** {@return {@code spec.scalingStrategy.pendingPodConditions}; unmodifiable} */
    public List<String> pendingPodConditions() {
        return Views.items(source, "spec", "scalingStrategy", "pendingPodConditions");
    }

    /** {@return {@code spec.scalingStrategy.multipleScalersCalculation}, {@code max} unless given} */
    public String multipleScalersCalculation() {
        return Views.text(source, "spec", "scalingStrategy", "multipleScalersCalculation")
                .orElse("max");
    }

    /** {@return {@code spec.rollout.strategy}, or the older {@code spec.rolloutStrategy}; empty if both are absent} */
    public Optional<String> rolloutStrategy() {
        return Views.text(source, "spec", "rollout", "strategy")
                .or(() -> Views.text(source, "spec", "rolloutStrategy"));
    }

    /** {@return {@code spec.rollout.propagationPolicy}} */
    public Optional<String> propagationPolicy() {
        return Views.text(source, "spec", "rollout", "propagationPolicy");
    }

    /** {@return {@code spec.triggers}; unmodifiable} */
    public List<TriggerManifest> triggers() {
        return TriggerManifest.of(source);
    }

    /** {@return what the annotations of KEDA ask for; the flag to pause is the one that works on a ScaledJob} */
    public PauseAnnotations pause() {
        return new PauseAnnotations(annotations());
    }

    /** {@return KEDA's key for this object: {@code scaledjob.<namespace>.<name>} in lower case} */
    public String identifier() {
        return ("scaledjob." + namespace() + "." + name()).toLowerCase(Locale.ROOT);
    }
}
