package io.scaler4j.scaledobject.manifest;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the annotations of a ScaledObject or a ScaledJob ask for. A flag is false for {@code 0}, {@code f}, {@code F},
 * {@code FALSE}, {@code false} and {@code False}, or without the annotation; as in KEDA any other text is true, the
 * empty one included.
 *
 * @param annotations of the object; unmodifiable
 */
public record PauseAnnotations(Map<String, String> annotations) {

    /** The flag that pauses. */
    public static final String PAUSED = "autoscaling.keda.sh/paused";
    /** The count to pause at. */
    public static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";
    /** The flag that forbids to scale in. */
    public static final String PAUSED_SCALE_IN = "autoscaling.keda.sh/paused-scale-in";
    /** The flag that forbids to scale out. */
    public static final String PAUSED_SCALE_OUT = "autoscaling.keda.sh/paused-scale-out";
    /** The flag that makes a target active whatever its triggers say. */
    public static final String FORCE_ACTIVATION = "autoscaling.keda.sh/force-activation";

    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /**
     * Copies the annotations.
     *
     * @param annotations not null
     */
    public PauseAnnotations {
        annotations = Map.copyOf(annotations);
    }

    /** {@return whether an annotation about a whole pause is there, whatever it says} */
    public boolean mentionsPause() {
        return annotations.containsKey(PAUSED) || annotations.containsKey(PAUSED_REPLICAS);
    }

    /**
     * {@return whether nothing is to be scaled: a count to pause at is given, whatever it says, or the flag is true}
     */
    public boolean isPaused() {
        return annotations.containsKey(PAUSED_REPLICAS) || flag(PAUSED);
    }

    /** {@return whether scaling in is forbidden} */
    public boolean pausesScaleIn() {
        return flag(PAUSED_SCALE_IN);
    }

    /** {@return whether scaling out is forbidden} */
    public boolean pausesScaleOut() {
        return flag(PAUSED_SCALE_OUT);
    }

    /** {@return whether the target is to be active whatever its triggers say} */
    public boolean forcesActivation() {
        return flag(FORCE_ACTIVATION);
    }

    /** {@return the text of the count to pause at; empty if absent} */
    public Optional<String> pausedReplicasText() {
        return Optional.ofNullable(annotations.get(PAUSED_REPLICAS));
    }

    /** {@return the count to pause at; empty if absent, or if the text is no 32-bit integer} */
    public OptionalInt pausedReplicas() {
        return pausedReplicasText().map(Views::int32).orElse(OptionalInt.empty());
    }

    private boolean flag(String name) {
        String text = annotations.get(name);
        return text != null && !FALSE.contains(text);
    }
}
