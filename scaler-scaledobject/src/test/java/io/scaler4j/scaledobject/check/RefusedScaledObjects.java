package io.scaler4j.scaledobject.check;

import java.util.ArrayList;
import java.util.List;

/** ScaledObjects that the API server, KEDA's webhook or KEDA's operator refuses, and the nearest that they take. */
final class RefusedScaledObjects {

    private static final String HEAD = "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n"
            + "  scaleTargetRef: {name: web}\n";
    private static final String KAFKA = "triggers: [{type: kafka, metadata: {topic: t}}]\n";
    private static final String CPU = "triggers: [{type: cpu, metricType: Utilization, metadata: {value: '50'}}]\n";

    private RefusedScaledObjects() {}

    static List<RuleCase> all() {
        var cases = new ArrayList<>(counts());
        cases.addAll(replicas());
        cases.addAll(fallback());
        cases.addAll(triggers());
        cases.addAll(targets());
        cases.addAll(names());
        cases.addAll(types());
        return cases;
    }

    static RuleCase spec(String rule, String lines) {
        return RuleCase.of(rule, HEAD + (lines + KAFKA).indent(2));
    }

    private static RuleCase withTriggers(String rule, String triggers) {
        return RuleCase.of(rule, HEAD + ("minReplicaCount: 1\ntriggers:\n" + triggers).indent(2));
    }

    private static List<RuleCase> counts() {
        var cases = new ArrayList<RuleCase>();
        for (String field : List.of("cooldownPeriod", "initialCooldownPeriod", "minReplicaCount")) {
            cases.add(spec("out-of-range", field + ": ►-1\n")
                    .also("-1", "-2147483648")
                    .not("-1", "0")
                    .not("-1", "-0")
                    .not("-1", "1")
                    .not("-1", "1.0")
                    .not("-1", "1e1")
                    .not("-1", "0x10")
                    .not("-1", "~")
                    .not(field + ": -1", "pollingInterval: 1"));
        }
        for (String field : List.of("pollingInterval", "maxReplicaCount")) {
            cases.add(spec("out-of-range", field + ": ►0\n")
                    .also(": 0", ": -1")
                    .also(": 0", ": 2147483648")
                    .also(": 0", ": 9223372036854775807")
                    .not(": 0", ": 1")
                    .not(": 0", ": 2147483647"));
        }
        cases.add(spec("out-of-range", "cooldownPeriod: ►2147483648\n")
                .also("2147483648", "99999999999999999999")
                .also("2147483648", "18446744073709551615")
                .not("2147483648", "2147483647"));
        cases.add(spec("out-of-range", "minReplicaCount: 1\nidleReplicaCount: ►-1\n")
                .not(": -1", ": 0"));
        return cases;
    }

    private static List<RuleCase> replicas() {
        return List.of(
                spec("incorrect-replicas", "►minReplicaCount: 5\nmaxReplicaCount: 4\n")
                        .not("maxReplicaCount: 4", "maxReplicaCount: 5")
                        .not("maxReplicaCount: 4", "cooldownPeriod: 4")
                        .not("minReplicaCount: 5", "minReplicaCount: 4")
                        .not("minReplicaCount: 5", "minReplicaCount: ~"),
                spec("incorrect-replicas", "►minReplicaCount: 101\n")
                        .also("minReplicaCount: 101", "minReplicaCount: 101\n  maxReplicaCount: ~")
                        .not("101", "100")
                        .not("101", "101\n  maxReplicaCount: 101"),
                spec("incorrect-replicas", "►idleReplicaCount: 2\nminReplicaCount: 2\n")
                        .also("idleReplicaCount: 2", "idleReplicaCount: 3")
                        .also("minReplicaCount: 2", "minReplicaCount: 1")
                        .not("idleReplicaCount: 2", "idleReplicaCount: 1")
                        .not("minReplicaCount: 2", "minReplicaCount: 3"),
                spec("incorrect-replicas", "►idleReplicaCount: 0\n")
                        .also("idleReplicaCount: 0", "idleReplicaCount: 0\n  minReplicaCount: ~")
                        .not("idleReplicaCount: 0", "idleReplicaCount: 0\n  minReplicaCount: 0")
                        .not("idleReplicaCount: 0", "idleReplicaCount: 0\n  minReplicaCount: 1")
                        .not("idleReplicaCount: 0", "idleReplicaCount: ~"));
    }

    private static List<RuleCase> fallback() {
        String fallback = "fallback: {failureThreshold: 3, replicas: 6}\n";
        return List.of(
                spec("out-of-range", fallback.replace("3", "►-1"))
                        .not("-1", "0")
                        .not("-1", "2147483647"),
                spec("out-of-range", fallback.replace("6", "►-1")).not("-1", "0"),
                spec("missing-field", fallback.replace("{", "►{").replace(", replicas: 6", ""))
                        .also("failureThreshold", "replicas")
                        .not("failureThreshold: 3", "failureThreshold: 3, replicas: 0"),
                spec("missing-field", fallback.replace("replicas: 6", "►replicas: ~"))
                        .not("~", "0"),
                spec("unknown-value", fallback.replace("6", "6, behavior: ►lowest"))
                        .also("lowest", "Static")
                        .also("lowest", "''")
                        .not("lowest", "static")
                        .not("lowest", "currentReplicas")
                        .not("lowest", "currentReplicasIfHigher")
                        .not("lowest", "currentReplicasIfLower")
                        .not("behavior: lowest", "behavior: null"),
                RuleCase.of("incorrect-fallback", HEAD + ("minReplicaCount: 1\n►" + fallback + CPU).indent(2))
                        .also("type: cpu", "type: memory")
                        .not("type: cpu, metricType: Utilization", "type: kafka")
                        .not("[{type: cpu", "[{type: redis, metadata: {}}, {type: cpu")
                        .not("  triggers:", "  advanced: {scalingModifiers: {formula: '1', target: '1'}}\n  triggers:"),
                RuleCase.of("missing-field", HEAD + (fallback + "triggers: ►[]\n").indent(2))
                        .not("[]", "[{type: kafka, metadata: {}}]"),
                RuleCase.of("wrong-type", HEAD + (fallback + "triggers: ►{type: kafka}\n").indent(2))
                        .not("{type: kafka}", "[{type: kafka, metadata: {}}]"),
                spec(
                                "scaling-modifiers-fallback",
                                "fallback: {failureThreshold: 3, replicas: 6, ►behavior: scalingModifiers}\n")
                        .not("scalingModifiers}", "static}"));
    }

    private static List<RuleCase> triggers() {
        String two = "- {type: kafka, name: one, metadata: {}}\n- {type: redis, ►name: one, metadata: {}}\n";
        var cases = new ArrayList<>(List.of(
                withTriggers("incorrect-triggers", two.replace("►name: ", "name: ►"))
                        .not("redis, name: one", "redis, name: One")
                        .not("redis, name: one", "redis")
                        .not("name: one", "name: ''")
                        .not("name: one", "name: ~"),
                withTriggers("unknown-trigger-type", "- {type: ►kafak, metadata: {}}\n")
                        .also("kafak", "Kafka")
                        .also("kafak", "cpu/memory")
                        .not("kafak", "kafka"),
                withTriggers("missing-field", "- {type: ►'', metadata: {}}\n").not("''", "kafka"),
                withTriggers("missing-field", "- ►{metadata: {}}\n").not("{metadata", "{type: kafka, metadata"),
                withTriggers("missing-field", "- ►{type: kafka}\n").not("kafka}", "kafka, metadata: {}}"),
                withTriggers("missing-field", "- {type: kafka, ►metadata: ~}\n").not("~", "{}"),
                withTriggers("wrong-type", "- {type: kafka, metadata: {lagThreshold: ►5}}\n")
                        .also(": 5}", ": true}")
                        .also(": 5}", ": [5]}")
                        .also(": 5}", ": 010}")
                        .also(": 5}", ": yes}")
                        .also(": 5}", ": {}}")
                        .not(": 5}", ": '5'}")
                        .not(": 5}", ": ~}")
                        .not(": 5}", ": 1:20}")
                        .not(": 5}", ": !!str 5}"),
                withTriggers("wrong-type", "- ►kafka\n")
                        .also("- kafka", "- ~")
                        .not("- kafka", "- {type: kafka, metadata: {}}"),
                withTriggers("wrong-type", "- {type: kafka, metadata: {}, useCachedMetrics: ►'true'}\n")
                        .not("'true'", "on"),
                withTriggers(
                                "unknown-value",
                                "- {type: kafka, metadata: {}, authenticationRef: {name: a, kind: ►Secret}}\n")
                        .not("Secret", "TriggerAuthentication")
                        .not("Secret", "ClusterTriggerAuthentication")
                        .not("Secret", "~"),
                withTriggers("unknown-field", "- {type: kafka, metadata: {}, ►metadata2: {}}\n")
                        .not("metadata2: {}", "name: x")));
        for (String type : List.of("cpu", "memory", "cron")) {
            cases.add(withTriggers(
                            "incorrect-triggers", "- {type: " + type + ", useCachedMetrics: ►true, metadata: {}}\n")
                    .not("useCachedMetrics: true", "useCachedMetrics: false")
                    .not("type: " + type, "type: redis"));
        }
        for (String type : List.of("cpu", "memory")) {
            cases.add(
                    withTriggers("incorrect-metric-type", "- {type: " + type + ", metricType: ►Value, metadata: {}}\n")
                            .also("Value", "Other")
                            .not("Value", "Utilization")
                            .not("Value", "AverageValue"));
        }
        cases.add(withTriggers("incorrect-metric-type", "- {type: kafka, metricType: ►Utilization, metadata: {}}\n")
                .also("Utilization", "averagevalue")
                .not("Utilization", "Value")
                .not("Utilization", "AverageValue")
                .not("metricType: Utilization", "metricType: ~"));
        return cases;
    }

    private static List<RuleCase> targets() {
        return List.of(RuleCase.of(
                        "unknown-target-kind",
                        spec("x", "►").text().replace("{name: web}", "{►kind: Deploymnet, name: web}"))
                .also("kind: Deploymnet", "kind: DaemonSet")
                .also("kind: Deploymnet", "kind: Rollout")
                .also("kind: Deploymnet", "kind: CronJob, apiVersion: batch/v1")
                .also("kind: Deploymnet", "kind: Deployment, apiVersion: extensions/v1beta1")
                .also("kind: Deploymnet", "kind: Deployment, apiVersion: apps")
                .also("kind: Deploymnet", "kind: Deployment, apiVersion: v1")
                .not("kind: Deploymnet", "kind: Deployment")
                .not("kind: Deploymnet", "kind: deployment")
                .not("kind: Deploymnet", "kind: ''")
                .not("kind: Deploymnet", "kind: ReplicaSet, apiVersion: apps/v1")
                .not("kind: Deploymnet", "kind: ReplicationController, apiVersion: v1")
                .not("kind: Deploymnet", "kind: Rollout, apiVersion: argoproj.io/v1alpha1"));
    }

    private static List<RuleCase> names() {
        String own = "advanced: {horizontalPodAutoscalerConfig: {►name: " + "h".repeat(64) + "}}\n";
        String name = "{name: a}";
        return List.of(
                spec("hpa-name-too-long", own)
                        .not("h".repeat(64), "h".repeat(63))
                        .not("h".repeat(64), "''"),
                RuleCase.of("hpa-name-too-long", spec("x", "►").text().replace(name, "{►name: " + "a".repeat(55) + "}"))
                        .not("a".repeat(55), "a".repeat(54)),
                RuleCase.of("name-too-long", spec("x", "►").text().replace(name, "{►name: " + "a".repeat(64) + "}"))
                        .not("a".repeat(64), "a".repeat(54)),
                RuleCase.of("malformed-value", spec("x", "►").text().replace(name, "{name: ►Orders}"))
                        .also("Orders", "a_b")
                        .also("Orders", "a.")
                        .also("Orders", "-a")
                        .also("Orders", "a..b")
                        .not("Orders", "a.b-c")
                        .not("Orders", "'0'"),
                RuleCase.of(
                                "incorrect-paused-replicas",
                                spec("x", "►")
                                        .text()
                                        .replace(
                                                name,
                                                "{name: a, annotations: {►autoscaling.keda.sh/paused-replicas: '1.5'}}"))
                        .also("'1.5'", "''")
                        .also("'1.5'", "'2147483648'")
                        .also("'1.5'", "'٣'")
                        .not("'1.5'", "'0'")
                        .not("'1.5'", "'2147483647'"));
    }

    private static List<RuleCase> types() {
        return List.of(
                spec("wrong-type", "minReplicaCount: ►'1'\n")
                        .also("'1'", "1.5")
                        .also("'1'", "true")
                        .also("'1'", "[1]"),
                spec("wrong-type", "advanced: ►[]\n")
                        .also("[]", "7")
                        .not("[]", "{}")
                        .not("[]", "~"),
                spec("wrong-type", "advanced: {restoreToOriginalReplicaCount: ►'yes'}\n")
                        .not("'yes'", "yes"),
                spec("unknown-field", "►minReplicas: 3\n").not("minReplicas", "minReplicaCount"),
                spec("unknown-field", "►MinReplicaCount: 3\n"),
                spec("unknown-field", "►cooldownperiod: ~\n").not("cooldownperiod", "cooldownPeriod"),
                RuleCase.of(
                                "unknown-api-version",
                                spec("x", "►").text().replace("apiV", "►apiV").replace("v1alpha1", "v1"))
                        .also("keda.sh/v1", "v1")
                        .not("keda.sh/v1", "keda.sh/v1alpha1"),
                RuleCase.of(
                        "removed-api-version",
                        spec("x", "►").text().replace("apiV", "►apiV").replace("keda.sh", "keda.k8s.io")),
                RuleCase.of("unknown-kind", "apiVersion: keda.sh/v1alpha1\n►kind: ScaledObjects\n")
                        .also("ScaledObjects", "Job"),
                RuleCase.of("no-object", "►- a\n").also("- a", "just text").also("- a", "5"));
    }
}
