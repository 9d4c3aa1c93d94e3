package io.scaler4j.scaledobject;

import io.scaler4j.config.Masking;
import io.scaler4j.policy.Control;
import java.util.Map;
import java.util.Set;

/** The annotations by which KEDA pauses and activates. */
final class ControlAnnotations {

    static final String PREFIX = "autoscaling.keda.sh/";
    static final String PAUSED = PREFIX + "paused";
    static final String PAUSED_REPLICAS = PREFIX + "paused-replicas";
    static final String PAUSED_SCALE_IN = PREFIX + "paused-scale-in";
    static final String PAUSED_SCALE_OUT = PREFIX + "paused-scale-out";
    static final String FORCE_ACTIVATION = PREFIX + "force-activation";

    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private ControlAnnotations() {}

    static Control read(Fields object, Findings findings) {
        Map<String, String> annotations = object.texts("metadata", "annotations");
        Control control = Control.none().forceActivation(isSet(annotations, FORCE_ACTIVATION));
        if (isSet(annotations, PAUSED_SCALE_IN)) {
            control = control.pauseScaleIn();
        }
        if (isSet(annotations, PAUSED_SCALE_OUT)) {
            control = control.pauseScaleOut();
        }
        if (annotations.containsKey(PAUSED_REPLICAS)) {
            return pausedAt(annotations.get(PAUSED_REPLICAS), control, object, findings);
        }
        return isSet(annotations, PAUSED) ? control.pause() : control;
    }

    /** Any text but a false one counts as true, the empty one, too. */
    private static boolean isSet(Map<String, String> annotations, String name) {
        return annotations.containsKey(name) && !FALSE.contains(annotations.get(name));
    }

    /** KEDA pauses for a text that is no count, too, and then fails to set it. */
    private static Control pausedAt(String text, Control control, Fields object, Findings findings) {
        try {
            return control.pauseAt(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            findings.invalid(
                    "annotation",
                    object.position("metadata", "annotations", PAUSED_REPLICAS),
                    PAUSED_REPLICAS + " must be a whole number of at least 0, was " + Masking.unexpected(text),
                    "write a count, or use " + PAUSED + " to keep the count that is there");
            return control.pause();
        }
    }
}
