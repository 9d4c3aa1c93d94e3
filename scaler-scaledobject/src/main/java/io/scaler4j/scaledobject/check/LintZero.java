package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.util.List;

/** Rules about the step between 0 and 1: cooldown, polling, idle, the first minutes. */
final class LintZero {

    static final LintRule COOLDOWN_WITHOUT_EFFECT = new LintRule(
            "cooldown-without-effect",
            "cooldownPeriod with a minimum above 0",
            "cooldownPeriod delays the step to 0 or to idleReplicaCount and nothing else. With a minimum above 0 there is"
                    + " no such step.");
    static final LintRule POLLING_WITHOUT_EFFECT = new LintRule(
            "polling-without-effect",
            "pollingInterval with a minimum above 0",
            "pollingInterval is how often KEDA looks whether to leave 0. Above 0 the HPA asks every 15 s, whatever the"
                    + " interval is, unless a trigger uses cached metrics.");
    static final LintRule COOLDOWN_IS_NOT_A_WINDOW = new LintRule(
            "cooldown-is-not-a-window",
            "a long cooldownPeriod without a scale-down window",
            "cooldownPeriod does not delay the way from many replicas to one: the HPA scales down after its own window"
                    + " of 300 s.");
    static final LintRule IDLE_ABOVE_ZERO = new LintRule(
            "idle-above-zero",
            "idleReplicaCount above 0",
            "The HPA does not know of the idle count and lifts the target to its minimum again, so that replicas come"
                    + " and go. KEDA supports 0 only.");
    static final LintRule ACTIVATION_WITHOUT_EFFECT = new LintRule(
            "activation-without-effect",
            "an activation threshold with a minimum above 0",
            "An activation threshold is looked at between 0 and 1 only. With a minimum above 0 the target is never"
                    + " inactive.");

    static final LintRule ALWAYS_ACTIVE = new LintRule(
            "resources-are-always-active",
            "only cpu and memory triggers where the target should go to 0 or to idleReplicaCount",
            "Without a trigger of another type KEDA takes the target for active always. It keeps at least 1 replica, and"
                    + " idleReplicaCount has no effect. For Deployments and StatefulSets KEDA's webhook refuses a minimum"
                    + " of 0.");

    static final List<LintRule> RULES = List.of(
            COOLDOWN_WITHOUT_EFFECT,
            POLLING_WITHOUT_EFFECT,
            COOLDOWN_IS_NOT_A_WINDOW,
            IDLE_ABOVE_ZERO,
            ACTIVATION_WITHOUT_EFFECT,
            ALWAYS_ACTIVE);

    private static final int DEFAULT_WINDOW = 300;

    private LintZero() {}

    static void check(LintScaled scaled, ScaledObject object, LintReport report) {
        if (scaled.neverIdle()) {
            withoutEffect(scaled, report);
        }
        if (!scaled.triggers().isEmpty() && scaled.triggers().stream().allMatch(LintTrigger::isResource)) {
            alwaysActive(scaled, object, report);
        }
        scaled.idle().ifPresent(idle -> {
            if (idle > 0) {
                report.add(
                        IDLE_ABOVE_ZERO,
                        object,
                        scaled.at("idleReplicaCount"),
                        "idleReplicaCount is " + idle + ", and the HPA keeps at least " + scaled.least()
                                + ": the two undo each other's changes",
                        "set it to 0, or leave it out and set minReplicaCount to " + idle);
            }
        });
        object.cooldownPeriod().ifPresent(cooldown -> {
            boolean hasWindow = object.behavior()
                    .flatMap(behavior -> behavior.scaleDown())
                    .filter(down -> down.stabilizationWindowSeconds().isPresent())
                    .isPresent();
            if (scaled.goesToZero() && cooldown > DEFAULT_WINDOW && !hasWindow && scaled.most() > 1) {
                report.add(
                        COOLDOWN_IS_NOT_A_WINDOW,
                        object,
                        scaled.at("cooldownPeriod"),
                        "cooldownPeriod of " + cooldown + " s delays only the step to 0; from many replicas to one the"
                                + " HPA goes after its default window of " + DEFAULT_WINDOW + " s",
                        "set advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds to"
                                + " keep replicas for longer");
            }
        });
    }

    private static void alwaysActive(LintScaled scaled, ScaledObject object, LintReport report) {
        boolean idles = scaled.idle().isPresent();
        boolean isRefused =
                object.scaleTargetRef().filter(ResourceRules::isWorkload).isPresent();
        if (idles || (scaled.goesToZero() && !isRefused)) {
            report.add(
                    ALWAYS_ACTIVE,
                    object,
                    scaled.at(idles ? "idleReplicaCount" : "minReplicaCount"),
                    "cpu and memory never make the target inactive, so it keeps at least " + scaled.least()
                            + (scaled.least() == 1 ? " replica" : " replicas"),
                    "add a trigger of another type, or " + (idles ? "leave it out" : "set minReplicaCount to 1"));
        }
    }

    private static void withoutEffect(LintScaled scaled, LintReport report) {
        String least = "minReplicaCount is " + scaled.min().orElse(0) + ", so the target never goes to 0";
        if (scaled.has("cooldownPeriod")) {
            report.add(
                    COOLDOWN_WITHOUT_EFFECT,
                    scaled.object(),
                    scaled.at("cooldownPeriod"),
                    "cooldownPeriod has no effect: " + least,
                    "leave it out; to scale down later set behavior.scaleDown.stabilizationWindowSeconds");
        }
        if (scaled.has("pollingInterval")
                && scaled.triggers().stream()
                        .noneMatch(trigger -> trigger.view().usesCachedMetrics())) {
            report.add(
                    POLLING_WITHOUT_EFFECT,
                    scaled.object(),
                    scaled.at("pollingInterval"),
                    "pollingInterval has no effect: " + least + " and the HPA asks every 15 s",
                    "leave it out; to ask the source less often set useCachedMetrics on the trigger");
        }
        for (LintTrigger trigger : scaled.triggers()) {
            trigger.metadata().keySet().stream()
                    .filter(LintThresholds::isActivation)
                    .forEach(key -> report.add(
                            ACTIVATION_WITHOUT_EFFECT,
                            scaled.object(),
                            trigger.atOption(key),
                            key + " has no effect: " + least,
                            "leave it out, or set minReplicaCount to 0"));
        }
    }
}
