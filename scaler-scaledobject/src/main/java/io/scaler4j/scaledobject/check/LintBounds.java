package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.PauseAnnotations;
import io.scaler4j.scaledobject.manifest.ScaledJob;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules about minimum and maximum, and about annotations that stop or force scaling. */
final class LintBounds {

    static final LintRule MAX_NOT_SET = new LintRule(
            "max-not-set",
            "no maxReplicaCount",
            "Without maxReplicaCount up to 100 replicas are created, which is rarely what a cluster or a database behind"
                    + " it can take.");
    static final LintRule MIN_EQUALS_MAX = new LintRule(
            "min-equals-max", "a minimum that is the maximum", "There is nothing left to scale between the two.");
    static final LintRule PAUSED = new LintRule(
            "pause-left-behind",
            "an annotation that stops scaling or forces it",
            "Annotations that pause are for operators, for a while. In a file they come back with each apply.");
    static final LintRule PAUSE_WORD = new LintRule(
            "pause-word-means-true",
            "an annotation whose text is no boolean",
            "KEDA takes every text but false, f and 0 for true, no and off included.");

    static final List<LintRule> RULES = List.of(MAX_NOT_SET, MIN_EQUALS_MAX, PAUSED, PAUSE_WORD);

    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Map<String, String> EFFECTS = Map.of(
            PauseAnnotations.PAUSED,
            "scaling is paused",
            PauseAnnotations.PAUSED_REPLICAS,
            "scaling is paused at a fixed count",
            PauseAnnotations.PAUSED_SCALE_IN,
            "the target is never scaled in",
            PauseAnnotations.PAUSED_SCALE_OUT,
            "the target is never scaled out",
            PauseAnnotations.FORCE_ACTIVATION,
            "the target never goes to 0");

    private LintBounds() {}

    static void check(LintScaled scaled, LintReport report) {
        if (!scaled.has("maxReplicaCount")) {
            report.add(
                    MAX_NOT_SET,
                    scaled.object(),
                    scaled.at("maxReplicaCount"),
                    "maxReplicaCount is not set, so there may be 100 " + (isJob(scaled) ? "jobs" : "replicas"),
                    "set it to what the target and everything behind it can take");
        }
        if (scaled.areBoundsKnown()
                && scaled.idle().isEmpty()
                && scaled.max().isPresent()
                && scaled.max().getAsInt() == scaled.min().orElse(0)) {
            report.add(
                    MIN_EQUALS_MAX,
                    scaled.object(),
                    scaled.at("minReplicaCount"),
                    "minReplicaCount and maxReplicaCount are both " + scaled.most() + ", so nothing is ever scaled",
                    "part them, or leave the object out and set the replicas of the target");
        }
        if (!scaled.object().annotations().isEmpty()) {
            pauses(scaled, report);
        }
    }

    static void check(HorizontalPodAutoscaler hpa, LintReport report) {
        if (hpa.maxReplicas().isPresent()
                && hpa.maxReplicas().getAsInt() == hpa.minReplicas().orElse(1)) {
            report.add(
                    MIN_EQUALS_MAX,
                    hpa,
                    hpa.position("spec", "maxReplicas"),
                    "minReplicas and maxReplicas are both " + hpa.maxReplicas().getAsInt()
                            + ", so nothing is ever scaled",
                    "part them, or leave the HPA out and set the replicas of the target");
        }
    }

    private static void pauses(LintScaled scaled, LintReport report) {
        Map<String, String> annotations = scaled.object().annotations();
        EFFECTS.forEach((annotation, effect) -> {
            String text = annotations.get(annotation);
            if (text == null || (isJob(scaled) && !annotation.equals(PauseAnnotations.PAUSED))) {
                return;
            }
            boolean flag = !annotation.equals(PauseAnnotations.PAUSED_REPLICAS);
            if (flag && !TRUE.contains(text) && !FALSE.contains(text)) {
                report.add(
                        PAUSE_WORD,
                        scaled.object(),
                        scaled.object().position("metadata", "annotations", annotation),
                        annotation + " is no boolean, and KEDA takes it for true: " + effect,
                        "set it to \"true\" or \"false\"");
            } else if (!flag || TRUE.contains(text)) {
                report.add(
                        PAUSED,
                        scaled.object(),
                        scaled.object().position("metadata", "annotations", annotation),
                        annotation + " is in the file: " + effect + " as long as it is there",
                        "take it out of the file when it has done its work");
            }
        });
    }

    private static boolean isJob(LintScaled scaled) {
        return scaled.object() instanceof ScaledJob;
    }
}
