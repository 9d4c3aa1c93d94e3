package io.scaler4j.scaledobject;

import io.scaler4j.config.Masking;
import io.scaler4j.policy.Control;
import io.scaler4j.scaledobject.manifest.PauseAnnotations;
import io.scaler4j.scaledobject.manifest.ScaledObject;

/** The annotations by which KEDA pauses and activates, as a control. */
final class ControlAnnotations {

    private ControlAnnotations() {}

    static Control read(ScaledObject object, Findings findings) {
        PauseAnnotations asked = object.pause();
        Control control = Control.none().forceActivation(asked.forcesActivation());
        if (asked.pausesScaleIn()) {
            control = control.pauseScaleIn();
        }
        if (asked.pausesScaleOut()) {
            control = control.pauseScaleOut();
        }
        if (asked.pausedReplicasText().isPresent()) {
            return pausedAt(asked, control, object, findings);
        }
        return asked.isPaused() ? control.pause() : control;
    }

    /** KEDA pauses for a text that is no count, too, and then fails to set it. */
    private static Control pausedAt(PauseAnnotations asked, Control control, ScaledObject object, Findings findings) {
        int replicas = asked.pausedReplicas().orElse(-1);
        if (replicas >= 0) {
            return control.pauseAt(replicas);
        }
        findings.add(
                ReadingRule.ANNOTATION,
                object.position("metadata", "annotations", PauseAnnotations.PAUSED_REPLICAS),
                PauseAnnotations.PAUSED_REPLICAS + " must be a whole number of at least 0, was "
                        + Masking.unexpected(asked.pausedReplicasText().orElse("")),
                "write a count, or use " + PauseAnnotations.PAUSED + " to keep the count that is there");
        return control.pause();
    }
}
