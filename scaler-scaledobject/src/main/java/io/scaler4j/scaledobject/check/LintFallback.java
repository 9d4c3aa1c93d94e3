package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.util.List;

/** Rules about fallback. */
final class LintFallback {

    static final LintRule ONLY_RESOURCES = new LintRule(
            "fallback-for-resources-only",
            "a fallback where no trigger can use it",
            "cpu and memory are measured by the HPA, which knows nothing of the fallback.");
    static final LintRule WITH_VALUE = new LintRule(
            "fallback-with-value",
            "a fallback for a target of type Value",
            "For Value the fallback is divided by the ready replicas. Without a ready one it fails, and while replicas"
                    + " come up the count swings.");
    static final LintRule SWITCHED_OFF = new LintRule(
            "fallback-switched-off",
            "a fallback with a formula whose target is no whole number",
            "KEDA uses a fallback with a formula only if the target of the formula is a whole number. Otherwise it is"
                    + " off, without a word.");
    static final LintRule REPLICAS_ZERO = new LintRule(
            "fallback-replicas-zero",
            "fallback.replicas of 0",
            "With 0 a failing trigger no longer holds the target: after the cooldown it goes to 0, in the middle of an"
                    + " outage of the source.");
    static final LintRule OUT_OF_BOUNDS = new LintRule(
            "fallback-out-of-bounds",
            "fallback.replicas outside of minimum and maximum",
            "The HPA keeps its bounds, so the fallback never gets the count that it asks for.");
    static final LintRule WITH_CACHE = new LintRule(
            "fallback-with-cached-metrics",
            "a fallback for a trigger with cached metrics",
            "KEDA takes a fallback that it reads from its cache for a success, and begins to count failures again: the"
                    + " fallback comes and goes.");

    static final List<LintRule> RULES =
            List.of(ONLY_RESOURCES, WITH_VALUE, SWITCHED_OFF, REPLICAS_ZERO, OUT_OF_BOUNDS, WITH_CACHE);

    private LintFallback() {}

    static void check(LintScaled scaled, ScaledObject object, LintReport report) {
        if (object.fallback().isEmpty()) {
            return;
        }
        replicas(scaled, object, report);
        List<LintTrigger> sources = scaled.triggers().stream()
                .filter(trigger -> !trigger.isResource())
                .toList();
        if (sources.isEmpty() && !scaled.triggers().isEmpty() && object.usesModifiers()) {
            report.add(
                    ONLY_RESOURCES,
                    object,
                    scaled.at("fallback"),
                    "fallback has no effect: every trigger is cpu or memory, which the HPA measures itself",
                    "leave it out");
        }
        if (object.usesModifiers()) {
            formula(object, report);
        } else {
            sources.stream()
                    .filter(trigger -> trigger.view().metricType().equals("Value"))
                    .forEach(trigger -> value(trigger, report));
        }
        sources.stream()
                .filter(trigger -> trigger.view().usesCachedMetrics())
                .forEach(trigger -> report.add(
                        WITH_CACHE,
                        object,
                        trigger.at("useCachedMetrics"),
                        "useCachedMetrics and fallback together: the HPA reads the fallback from the cache as a success,"
                                + " which ends it",
                        "leave one of the two out"));
    }

    private static void replicas(LintScaled scaled, ScaledObject object, LintReport report) {
        int replicas = object.fallbackReplicas().orElse(-1);
        boolean fixed = object.fallbackBehavior().equals("static");
        if (replicas == 0 && fixed && scaled.goesToZero()) {
            report.add(
                    REPLICAS_ZERO,
                    object,
                    object.position("spec", "fallback", "replicas"),
                    "fallback.replicas is 0: while the source cannot be read the target may go to 0",
                    "set it to what keeps the service alive, or leave fallback out so that failures hold the target");
        } else if (replicas >= 0 && fixed && scaled.areBoundsKnown() && isOutside(scaled, replicas)) {
            report.add(
                    OUT_OF_BOUNDS,
                    object,
                    object.position("spec", "fallback", "replicas"),
                    "fallback.replicas is " + replicas + ", and the HPA keeps " + scaled.least() + " to "
                            + scaled.most(),
                    "set it within the bounds");
        }
    }

    private static boolean isOutside(LintScaled scaled, int replicas) {
        return replicas > scaled.most() || replicas < scaled.min().orElse(0);
    }

    private static void formula(ScaledObject object, LintReport report) {
        String target = object.modifiersTarget().strip();
        if (!isWhole(target) && LintTrigger.number(target).isPresent()) {
            report.add(
                    SWITCHED_OFF,
                    object,
                    object.position("spec", "advanced", "scalingModifiers", "target"),
                    "scalingModifiers.target is " + target + ", so KEDA does not use the fallback",
                    "multiply formula and target so that the target is a whole number");
        }
        if (object.modifiersMetricType().equals("Value")) {
            report.add(
                    WITH_VALUE,
                    object,
                    object.position("spec", "advanced", "scalingModifiers", "metricType"),
                    "metricType Value with a fallback: its number is divided by the ready replicas, so the count swings"
                            + " while they come up",
                    "use AverageValue for the formula");
        }
    }

    /** An integer of 64 bits, which may have a sign. */
    private static boolean isWhole(String text) {
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void value(LintTrigger trigger, LintReport report) {
        report.add(
                WITH_VALUE,
                trigger.owner(),
                trigger.at("metricType"),
                "metricType Value of " + trigger.called() + " with a fallback: its number is divided by the ready"
                        + " replicas, and without one it fails",
                "use AverageValue for this trigger, or leave fallback out");
    }
}
