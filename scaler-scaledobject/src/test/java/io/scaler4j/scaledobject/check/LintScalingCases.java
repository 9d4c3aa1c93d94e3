package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.RuleCase.hpa;
import static io.scaler4j.scaledobject.check.RuleCase.of;
import static io.scaler4j.scaledobject.check.RuleCase.scaledJob;
import static io.scaler4j.scaledobject.check.RuleCase.scaledObject;

import java.util.ArrayList;
import java.util.List;

/** Cases of the rules about zero, bounds, pauses and fallbacks. */
final class LintScalingCases {

    private static final String REDIS = "triggers: [{type: redis, metadata: {listName: q}}]\n";

    private LintScalingCases() {}

    static List<RuleCase> all() {
        var cases = new ArrayList<>(zero());
        cases.addAll(bounds());
        cases.addAll(pauses());
        cases.addAll(fallback());
        return cases;
    }

    private static List<RuleCase> zero() {
        return List.of(
                scaledObject("cooldown-without-effect", "minReplicaCount: 1\n►cooldownPeriod: 60\n")
                        .also("minReplicaCount: 1", "minReplicaCount: 7")
                        .also("cooldownPeriod: 60", "cooldownPeriod: 0")
                        .also("minReplicaCount: 1", "minReplicaCount: 1\n  idleReplicaCount: ~")
                        .not("minReplicaCount: 1", "minReplicaCount: 0")
                        .not("minReplicaCount: 1", "minReplicaCount: ~")
                        .not("minReplicaCount: 1", "minReplicaCount: 1\n  idleReplicaCount: 0")
                        .not("cooldownPeriod: 60", "cooldownPeriod: ~")
                        .not("cooldownPeriod: 60", "initialCooldownPeriod: 60"),
                scaledObject("polling-without-effect", "minReplicaCount: 1\n►pollingInterval: 10\n" + REDIS)
                        .also("minReplicaCount: 1", "minReplicaCount: 2")
                        .also("type: redis", "type: redis, useCachedMetrics: false")
                        .not("type: redis", "type: redis, useCachedMetrics: true")
                        .not("pollingInterval: 10", "pollingInterval: null")
                        .not("minReplicaCount: 1", "minReplicaCount: 0")
                        .not("minReplicaCount: 1", "minReplicaCount: 1\n  idleReplicaCount: 0"),
                scaledObject("cooldown-is-not-a-window", "maxReplicaCount: 2\n►cooldownPeriod: 301\n")
                        .also("maxReplicaCount: 2\n", "")
                        .also("maxReplicaCount: 2", "maxReplicaCount: 2\n  minReplicaCount: 2\n  idleReplicaCount: 0")
                        .also("maxReplicaCount: 2", "maxReplicaCount: 2\n  minReplicaCount: ~")
                        .also("spec:\n", "spec:\n" + behavior("scaleDown: {selectPolicy: Max}"))
                        .also("spec:\n", "spec:\n" + behavior("scaleUp: {stabilizationWindowSeconds: 9}"))
                        .not("spec:\n", "spec:\n" + behavior("scaleDown: {stabilizationWindowSeconds: 0}"))
                        .not("cooldownPeriod: 301", "cooldownPeriod: 300")
                        .not("maxReplicaCount: 2", "maxReplicaCount: 1")
                        .not("maxReplicaCount: 2", "maxReplicaCount: 2\n  minReplicaCount: 1"),
                scaledObject(
                                "resources-are-always-active",
                                "minReplicaCount: 1\n►idleReplicaCount: 0\ntriggers:\n- type: cpu\n")
                        .also("type: cpu", "type: memory")
                        .also("minReplicaCount: 1", "scaleTargetRef: {name: a}")
                        .not("type: cpu", "type: cron")
                        .not("type: cpu", "type: cpu\n  - type: cron")
                        .not("idleReplicaCount: 0", "idleReplicaCount: ~")
                        .not("- type: cpu", "[]"),
                scaledObject(
                                "resources-are-always-active",
                                "scaleTargetRef: {kind: Rollout, apiVersion: argoproj.io/v1alpha1, name: a}\n"
                                        + "►minReplicaCount: 0\ntriggers:\n- type: cpu\n")
                        .also("minReplicaCount: 0", "maxReplicaCount: 5")
                        .not("minReplicaCount: 0", "minReplicaCount: 1")
                        .not("kind: Rollout, apiVersion: argoproj.io/v1alpha1", "kind: StatefulSet"),
                scaledObject("idle-above-zero", "minReplicaCount: 3\n►idleReplicaCount: 1\n")
                        .also("idleReplicaCount: 1", "idleReplicaCount: 2")
                        .also("minReplicaCount: 3\n", "")
                        .not("idleReplicaCount: 1", "idleReplicaCount: 0")
                        .not("idleReplicaCount: 1", "idleReplicaCount: ~"),
                scaledObject(
                                "activation-without-effect",
                                "minReplicaCount: 1\ntriggers:\n- type: redis\n  metadata:\n    listName: q\n"
                                        + "    ►activationListLength: '3'\n")
                        .also("activationListLength", "activationX")
                        .not("activationListLength", "activation")
                        .not("activationListLength", "activationlistLength")
                        .not("minReplicaCount: 1", "minReplicaCount: 0")
                        .not("minReplicaCount: 1", "minReplicaCount: 1\n  idleReplicaCount: 0"));
    }

    private static String behavior(String direction) {
        return "  advanced: {horizontalPodAutoscalerConfig: {behavior: {" + direction + "}}}\n";
    }

    private static List<RuleCase> bounds() {
        return List.of(
                of("max-not-set", "kind: ScaledObject\nmetadata: {name: a}\n►spec:\n  minReplicaCount: 0\n")
                        .not("minReplicaCount: 0", "maxReplicaCount: 1")
                        .not("minReplicaCount: 0", "maxReplicaCount: 100")
                        .also("minReplicaCount: 0", "maxReplicas: 5"),
                of("max-not-set", "kind: ScaledObject\nmetadata: {name: a}\nspec:\n  ►maxReplicaCount: ~\n")
                        .not("~", "4")
                        .not("~", "many"),
                of("max-not-set", "kind: ScaledJob\nmetadata: {name: a}\n►spec:\n  minReplicaCount: 0\n")
                        .not("minReplicaCount: 0", "maxReplicaCount: 1"),
                scaledObject("min-equals-max", "►minReplicaCount: 3\nmaxReplicaCount: 3\n")
                        .also(
                                "minReplicaCount: 3\n  maxReplicaCount: 3",
                                "minReplicaCount: 100\n  maxReplicaCount: 100")
                        .not("minReplicaCount: 3", "minReplicaCount: 2")
                        .not("minReplicaCount: 3", "minReplicaCount: 4")
                        .not("minReplicaCount: 3", "minReplicaCount: 3\n  idleReplicaCount: 0")
                        .not("minReplicaCount: 3\n  maxReplicaCount: 3", "minReplicaCount: 100")
                        .not("minReplicaCount: 3\n  maxReplicaCount: 3", "maxReplicaCount: 1"),
                scaledJob("min-equals-max", "►minReplicaCount: 3\nmaxReplicaCount: 3\n")
                        .not("minReplicaCount: 3", "minReplicaCount: 2"),
                hpa("min-equals-max", "►maxReplicas: 1\n")
                        .also("maxReplicas: 1", "maxReplicas: 4\n  minReplicas: 4")
                        .not("maxReplicas: 1", "maxReplicas: 1\n  minReplicas: 0")
                        .not("maxReplicas: 1", "maxReplicas: 4\n  minReplicas: 3")
                        .not("maxReplicas: 1", "maxReplicas: 2"));
    }

    private static List<RuleCase> pauses() {
        var cases = new ArrayList<RuleCase>();
        for (String flag : List.of("paused", "paused-scale-in", "paused-scale-out", "force-activation")) {
            cases.add(annotated("pause-left-behind", "ScaledObject", flag, "\"true\"")
                    .also("\"true\"", "\"1\"")
                    .also("\"true\"", "\"T\"")
                    .not("\"true\"", "\"false\"")
                    .not("\"true\"", "\"0\"")
                    .not("\"true\"", "\"F\"")
                    .not("\"true\"", "\"yes\"")
                    .not("\"true\"", "true")
                    .not(flag, flag + "-not"));
            cases.add(annotated("pause-word-means-true", "ScaledObject", flag, "\"no\"")
                    .also("\"no\"", "\"off\"")
                    .also("\"no\"", "\"\"")
                    .also("\"no\"", "\" false\"")
                    .also("\"no\"", "fAlse")
                    .not("\"no\"", "\"False\"")
                    .not("\"no\"", "\"t\"")
                    .not("\"no\"", "no"));
        }
        cases.add(annotated("pause-left-behind", "ScaledObject", "paused-replicas", "\"3\"")
                .also("\"3\"", "\"0\"")
                .also("\"3\"", "\"false\"")
                .not("\"3\"", "3"));
        cases.add(annotated("pause-left-behind", "ScaledJob", "paused", "\"true\"")
                .not("\"true\"", "\"false\"")
                .not("paused", "paused-replicas")
                .not("paused", "force-activation"));
        return cases;
    }

    private static RuleCase annotated(String rule, String kind, String annotation, String value) {
        return of(
                rule,
                "kind: " + kind + "\nmetadata: {name: a, annotations: {►autoscaling.keda.sh/" + annotation + ": "
                        + value + "}}\nspec: {maxReplicaCount: 3}\n");
    }

    private static List<RuleCase> fallback() {
        String redis = "triggers:\n- type: redis\n  name: q\n  metadata: {listName: q}\n";
        String fallback = "fallback: {failureThreshold: 3, replicas: 6}\n";
        String modifiers = "advanced:\n  scalingModifiers: {formula: q, target: \"5\"}\n";
        return List.of(
                scaledObject(
                                "fallback-for-resources-only",
                                "►" + fallback + "advanced: {scalingModifiers: {formula: '1', target: '1'}}\n"
                                        + "triggers: [{type: cpu, metadata: {value: '60'}}]\n")
                        .also("type: cpu", "type: memory")
                        .not("type: cpu", "type: redis")
                        .not("type: cpu, metadata: {value: '60'}}", "type: cpu}, {type: redis}")
                        .not("[{type: cpu, metadata: {value: '60'}}]", "[]")
                        .not("fallback: {", "fallbacks: {"),
                scaledObject("fallback-with-value", fallback + redis + "  ►metricType: Value\n")
                        .not("metricType: Value", "metricType: AverageValue")
                        .not("metricType: Value", "metricType: ''")
                        .not("type: redis", "type: cpu")
                        .not(fallback, ""),
                scaledObject(
                                "fallback-with-value",
                                fallback + redis + "advanced:\n  scalingModifiers:\n"
                                        + "    formula: q\n    target: '5'\n    ►metricType: Value\n")
                        .not("metricType: Value", "metricType: AverageValue")
                        .not(fallback, ""),
                scaledObject(
                                "fallback-switched-off",
                                fallback + redis + "advanced:\n  scalingModifiers:\n"
                                        + "    formula: q\n    ►target: '0.5'\n")
                        .also("'0.5'", "'5.0'")
                        .also("'0.5'", "'1e3'")
                        .also("'0.5'", "'9223372036854775808'")
                        .not("'0.5'", "'9223372036854775807'")
                        .not("'0.5'", "'5'")
                        .not("'0.5'", "'+5'")
                        .not("'0.5'", "'many'")
                        .not(fallback, ""),
                scaledObject("fallback-replicas-zero", redis + "fallback:\n  failureThreshold: 3\n  ►replicas: 0\n")
                        .also("spec:\n", "spec:\n  idleReplicaCount: 0\n  minReplicaCount: 2\n")
                        .also("replicas: 0", "replicas: 0\n    behavior: static")
                        .not("replicas: 0", "replicas: 1")
                        .not("replicas: 0", "replicas: 0\n    behavior: currentReplicas")
                        .not("spec:\n", "spec:\n  minReplicaCount: 1\n"),
                scaledObject(
                                "fallback-out-of-bounds",
                                "minReplicaCount: 2\nmaxReplicaCount: 10\n" + redis
                                        + "fallback:\n  failureThreshold: 3\n  ►replicas: 11\n")
                        .also("replicas: 11", "replicas: 1")
                        .also("replicas: 11", "replicas: 0")
                        .not("replicas: 11", "replicas: 10")
                        .not("replicas: 11", "replicas: 2")
                        .not("replicas: 11", "replicas: 11\n    behavior: currentReplicasIfHigher")
                        .not("maxReplicaCount: 10", "maxReplicaCount: 11")
                        .not("maxReplicaCount: 10\n", ""),
                scaledObject("fallback-with-cached-metrics", fallback + redis + "  ►useCachedMetrics: true\n")
                        .also("spec:\n", "spec:\n" + modifiers.indent(2))
                        .not("useCachedMetrics: true", "useCachedMetrics: false")
                        .not("type: redis", "type: cpu")
                        .not(fallback, ""));
    }
}
