package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.RuleCase.hpa;
import static io.scaler4j.scaledobject.check.RuleCase.scaledObject;

import java.util.List;

/** Cases of the rules about the behavior of the HPA. */
final class LintBehaviorCases {

    private static final String CRON = "triggers:\n- type: cron\n  metadata:\n    timezone: UTC\n"
            + "    start: 0 8 * * *\n    end: 30 8 * * *\n    desiredReplicas: '4'\n";

    private LintBehaviorCases() {}

    static List<RuleCase> all() {
        return List.of(
                scaledObject("tolerance-hides-last-replica", "maxReplicaCount: 5\n" + up("tolerance: 0.25"))
                        .also("0.25", "0.26")
                        .also("0.25", "'0.25'")
                        .also("0.25", "250m")
                        .not("0.25", "0.24")
                        .not("0.25", "249m")
                        .not("maxReplicaCount: 5", "maxReplicaCount: 4")
                        .not("maxReplicaCount: 5", "maxReplicaCount: 5\n  minReplicaCount: 5")
                        .not("maxReplicaCount: 5", "maxReplicaCount: 1"),
                scaledObject(
                                "tolerance-hides-last-replica",
                                "maxReplicaCount: 9\nminReplicaCount: 4\n" + down("tolerance: 0.2"))
                        .also("0.2", "200m")
                        .not("0.2", "0.19")
                        .not("minReplicaCount: 4", "minReplicaCount: 3"),
                hpa("tolerance-hides-last-replica", "maxReplicas: 21\nbehavior:\n  ►scaleUp: {tolerance: 0.11}\n")
                        .not("0.11", "0.1")
                        .not("maxReplicas: 21", "maxReplicas: 10")
                        .not("maxReplicas: 21", "maxReplicas: many"),
                // From 1 to 13 there are twelve steps, the first of them at once.
                scaledObject("scale-up-too-slow", "maxReplicaCount: 14\n" + up(policy("Pods", 1, 328)))
                        .not("328", "300")
                        .also("maxReplicaCount: 14", "maxReplicaCount: 50")
                        .also("selectPolicy: Max", "selectPolicy: Min")
                        .not("maxReplicaCount: 14", "maxReplicaCount: 12")
                        .not("# minutes: 0", "minReplicaCount: 14")
                        .not("type: Pods, value: 1", "type: Pods, value: 2")
                        .not("type: Pods, value: 1", "type: Percent, value: 100")
                        .not("selectPolicy: Max", "selectPolicy: Disabled"),
                hpa(
                                "scale-up-too-slow",
                                "maxReplicas: 10\nbehavior:\n  ►scaleUp:\n    policies: [" + policyOf("Pods", 1, 451)
                                        + "]\n")
                        .not("451", "450")
                        .not("maxReplicas: 10", "maxReplicas: 9")
                        .not("maxReplicas: 10", "maxReplicas: 10\n  minReplicas: 2"),
                scaledObject("scale-up-slower-than-window", "maxReplicaCount: 7\n" + up(policy("Pods", 1, 900)) + CRON)
                        .also("900", "901")
                        .not("900", "899")
                        .not("end: 30 8 * * *", "end: 31 8 * * *")
                        .not("desiredReplicas: '4'", "desiredReplicas: '3'")
                        .also("desiredReplicas: '4'", "desiredReplicas: '70'")
                        .not("maxReplicaCount: 7", "maxReplicaCount: 3")
                        .not("start: 0 8 * * *", "start: 0 8 30 2 *"),
                scaledObject("zero-skips-rate-rules", "cooldownPeriod: 60\n" + down("stabilizationWindowSeconds: 301"))
                        .not("stabilizationWindowSeconds: 301", "stabilizationWindowSeconds: 300")
                        .also("stabilizationWindowSeconds: 301", "selectPolicy: Disabled")
                        .also("spec:\n", "spec:\n  idleReplicaCount: 0\n  minReplicaCount: 2\n")
                        .not("cooldownPeriod: 60", "cooldownPeriod: 301")
                        .not("spec:\n", "spec:\n  minReplicaCount: 1\n"),
                scaledObject(
                                "scale-down-slower-than-cooldown",
                                "maxReplicaCount: 11\ncooldownPeriod: 539\n" + down(policy("Pods", 1, 60)))
                        .not("cooldownPeriod: 539", "cooldownPeriod: 540")
                        .also("cooldownPeriod: 539\n", "")
                        .not("type: Pods, value: 1", "type: Pods, value: 2")
                        .not("type: Pods, value: 1", "type: Percent, value: 50")
                        .not("maxReplicaCount: 11", "maxReplicaCount: 10")
                        .not("selectPolicy: Max", "selectPolicy: Disabled")
                        .not("spec:\n", "spec:\n  minReplicaCount: 1\n"),
                level("advanced:\n  ►behavior: {}\n"),
                level("►behavior: {}\n"),
                level("►horizontalPodAutoscalerConfig: {}\n").not("horizontalPodAutoscalerConfig: {}", "advanced: {}"),
                level("advanced:\n  ►scaleUp: {}\n"),
                level("advanced:\n  horizontalPodAutoscalerConfig:\n    ►scaleDown: {}\n"),
                level("advanced:\n  horizontalPodAutoscalerConfig:\n    ►tolerance: 0.1\n"),
                level("advanced:\n  horizontalPodAutoscalerConfig:\n    behavior:\n      ►policies: []\n"),
                level("advanced:\n  horizontalPodAutoscalerConfig:\n    behavior:\n      ►selectPolicy: Max\n")
                        .not("behavior:", "behavior: {scaleUp: {selectPolicy: Max}}\n      name:"));
    }

    private static RuleCase level(String spec) {
        return scaledObject("behavior-at-wrong-level", "maxReplicaCount: 3\n" + spec)
                .not("ScaledObject", "ScaledJob");
    }

    private static String up(String rules) {
        return behavior("►scaleUp", rules);
    }

    private static String down(String rules) {
        return behavior("►scaleDown", rules);
    }

    private static String behavior(String direction, String rules) {
        return "# minutes: 0\nadvanced:\n  horizontalPodAutoscalerConfig:\n    behavior:\n      " + direction + ":\n"
                + rules.indent(8);
    }

    private static String policy(String type, int value, int seconds) {
        return "selectPolicy: Max\npolicies: [" + policyOf(type, value, seconds) + "]";
    }

    private static String policyOf(String type, int value, int seconds) {
        return "{type: " + type + ", value: " + value + ", periodSeconds: " + seconds + "}";
    }
}
