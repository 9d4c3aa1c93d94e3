package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Behavior;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.List;
import java.util.Optional;

/** Rules about tolerances, windows and rate policies of the HPA. */
final class LintBehavior {

    static final LintRule TOLERANCE = new LintRule(
            "tolerance-hides-last-replica",
            "a tolerance that keeps the count from its bounds",
            "Within the tolerance the HPA does nothing. A large one hides the step to the maximum, or the one to the"
                    + " minimum.");
    static final LintRule SLOW_UP = new LintRule(
            "scale-up-too-slow",
            "rate policies that need more than an hour to the maximum",
            "At this rate the maximum is reached only after the load has waited for longer than an hour, or never.");
    static final LintRule SLOW_FOR_WINDOW = new LintRule(
            "scale-up-slower-than-window",
            "rate policies that need longer than a cron window is open",
            "The window closes before the replicas that it asks for are there.");
    static final LintRule ZERO_SKIPS_RULES = new LintRule(
            "zero-skips-rate-rules",
            "scale-down rules that the step to 0 passes by",
            "When the cooldown is over KEDA goes from any count to 0 in one step. Windows and policies of scaleDown hold"
                    + " only as long as a trigger is active.");
    static final LintRule SLOWER_THAN_COOLDOWN = new LintRule(
            "scale-down-slower-than-cooldown",
            "scale-down policies that need longer than the cooldown",
            "Before the policies have brought the count down, the cooldown is over, and KEDA goes to 0 in one step.");
    static final LintRule WRONG_LEVEL = new LintRule(
            "behavior-at-wrong-level",
            "behavior, or a part of it, in the wrong place",
            "KEDA reads spec.advanced.horizontalPodAutoscalerConfig.behavior, with scaleUp and scaleDown in it. Elsewhere"
                    + " it is dropped or refused.");

    static final List<LintRule> RULES =
            List.of(TOLERANCE, SLOW_UP, SLOW_FOR_WINDOW, ZERO_SKIPS_RULES, SLOWER_THAN_COOLDOWN, WRONG_LEVEL);

    private static final double USUAL_TOLERANCE = 0.1;
    private static final long SLOW_SECONDS = 3600;
    private static final int DEFAULT_COOLDOWN = 300;
    private static final int DEFAULT_WINDOW = 300;
    private static final String[] CONFIG = {"spec", "advanced", "horizontalPodAutoscalerConfig"};
    private static final List<String> DIRECTIONS = List.of("scaleUp", "scaleDown");
    private static final List<String> PARTS =
            List.of("policies", "stabilizationWindowSeconds", "selectPolicy", "tolerance");

    private LintBehavior() {}

    static void check(LintScaled scaled, ScaledObject object, List<LintCronWindow> windows, LintReport report) {
        levels(object, report);
        Optional<Behavior> behavior = object.behavior();
        if (behavior.isEmpty() || !scaled.areBoundsKnown()) {
            return;
        }
        Node.Mapping source = behavior.get().source();
        both(object, behavior.get(), scaled.least(), scaled.most(), report);
        behavior.get()
                .scaleUp()
                .ifPresent(up -> windows.forEach(window -> {
                    int wanted = Math.min(window.desired(), scaled.most());
                    long minutes = LintRamp.seconds(up, scaled.least(), wanted) / 60;
                    if (wanted > scaled.least() && minutes >= window.longest() && !window.neverOpens()) {
                        report.add(
                                SLOW_FOR_WINDOW,
                                object,
                                at(source, "scaleUp"),
                                "from " + scaled.least() + " to the " + wanted + " replicas of "
                                        + window.trigger().called()
                                        + " the policies need longer than the " + window.longest()
                                        + " minutes that it is open",
                                "allow more replicas in each period, or open the window earlier");
                    }
                }));
        if (scaled.goesToZero()) {
            behavior.get().scaleDown().ifPresent(down -> toZero(scaled, object, source, down, report));
        }
    }

    static void check(HorizontalPodAutoscaler hpa, LintReport report) {
        if (hpa.behavior().isPresent() && hpa.maxReplicas().isPresent()) {
            int least = Math.max(1, hpa.minReplicas().orElse(1));
            both(hpa, hpa.behavior().get(), least, hpa.maxReplicas().getAsInt(), report);
        }
    }

    private static void both(Manifest object, Behavior behavior, int least, int most, LintReport report) {
        behavior.scaleUp().ifPresent(up -> {
            Position at = at(behavior.source(), "scaleUp");
            tolerance(up)
                    .filter(ratio -> most > least && (most - 1) * (1 + ratio) >= most)
                    .ifPresent(ratio -> report.add(
                            TOLERANCE,
                            object,
                            at,
                            "with a tolerance of " + ratio + " the step from " + (most - 1) + " to " + most
                                    + " replicas comes only when the load is beyond what " + most + " can do",
                            "set a tolerance of less than " + 1.0 / Math.max(1, most - 1)));
            long seconds = LintRamp.seconds(up, least, most);
            if (seconds > SLOW_SECONDS && !up.selectPolicy().equals("Disabled")) {
                report.add(
                        SLOW_UP,
                        object,
                        at,
                        seconds == LintRamp.NEVER
                                ? "the policies never lead from " + least + " to " + most + " replicas"
                                : "from " + least + " to " + most + " replicas the policies need " + seconds / 60
                                        + " minutes",
                        "allow more replicas in each period, or lower the maximum");
            }
        });
        behavior.scaleDown()
                .flatMap(LintBehavior::tolerance)
                .filter(ratio -> most > least && (double) least / (least + 1) >= 1 - ratio)
                .ifPresent(ratio -> report.add(
                        TOLERANCE,
                        object,
                        at(behavior.source(), "scaleDown"),
                        "with a tolerance of " + ratio + " the step from " + (least + 1) + " to " + least
                                + " replicas does not come, even when " + least + " can do the work",
                        "set a tolerance of less than " + 1.0 / (least + 1)));
    }

    /** One above the default, which everybody has. */
    private static Optional<Double> tolerance(Behavior.Rules rules) {
        return rules.tolerance()
                .flatMap(text -> text.endsWith("m")
                        ? LintTrigger.number(text.substring(0, text.length() - 1))
                                .map(number -> number.movePointLeft(3))
                        : LintTrigger.number(text))
                .map(number -> number.doubleValue())
                .filter(ratio -> ratio > USUAL_TOLERANCE);
    }

    private static void toZero(
            LintScaled scaled, ScaledObject object, Node.Mapping behavior, Behavior.Rules down, LintReport report) {
        int cooldown = object.cooldownPeriod().orElse(DEFAULT_COOLDOWN);
        long seconds = LintRamp.seconds(down, scaled.most(), scaled.least());
        if (down.hasPolicies() && seconds > cooldown && seconds != LintRamp.NEVER) {
            report.add(
                    SLOWER_THAN_COOLDOWN,
                    object,
                    at(behavior, "scaleDown"),
                    "from " + scaled.most() + " to " + scaled.least() + " replicas the policies need " + seconds
                            + " s; after a cooldown of " + cooldown + " s KEDA goes to 0 in one step",
                    "set cooldownPeriod above " + seconds + ", or a minimum of 1");
        } else if (seconds == LintRamp.NEVER
                || down.stabilizationWindowSeconds().orElse(DEFAULT_WINDOW) > Math.max(cooldown, DEFAULT_WINDOW)) {
            report.add(
                    ZERO_SKIPS_RULES,
                    object,
                    at(behavior, "scaleDown"),
                    "scaleDown does not hold for the step to 0: after a cooldown of " + cooldown
                            + " s without activity KEDA goes from any count to 0",
                    "set minReplicaCount to 1, or cooldownPeriod to what the rules are to hold");
        }
    }

    private static Position at(Node.Mapping behavior, String direction) {
        return behavior.entry(direction).map(Node.Entry::keyPosition).orElse(behavior.position());
    }

    /** Whatever stands beside its place. */
    private static void levels(ScaledObject object, LintReport report) {
        wrong(object, report, List.of("behavior", "horizontalPodAutoscalerConfig"), "spec");
        if (object.source().find("spec", "advanced").isEmpty()) {
            return;
        }
        wrong(object, report, List.of("behavior"), "spec", "advanced");
        wrong(object, report, DIRECTIONS, "spec", "advanced");
        wrong(object, report, DIRECTIONS, CONFIG);
        wrong(object, report, PARTS, CONFIG);
        wrong(object, report, PARTS, CONFIG[0], CONFIG[1], CONFIG[2], "behavior");
    }

    private static void wrong(ScaledObject object, LintReport report, List<String> keys, String... around) {
        object.source().find(around).ifPresent(node -> {
            if (node instanceof Node.Mapping mapping) {
                keys.forEach(key -> mapping.entry(key)
                        .ifPresent(entry -> report.add(
                                WRONG_LEVEL,
                                object,
                                entry.keyPosition(),
                                key + " has no meaning in " + String.join(".", around),
                                "move it to " + placeOf(key))));
            }
        });
    }

    private static String placeOf(String key) {
        String config = String.join(".", CONFIG);
        return switch (key) {
            case "horizontalPodAutoscalerConfig" -> "spec.advanced";
            case "behavior" -> config;
            case "scaleUp", "scaleDown" -> config + ".behavior";
            default -> config + ".behavior.scaleUp or scaleDown";
        };
    }
}
