package io.scaler4j.scaledobject.check;

import java.util.ArrayList;
import java.util.List;

/** HPAs that the API server refuses, and the nearest that it takes. */
final class RefusedHpas {

    private RefusedHpas() {}

    static List<RuleCase> all() {
        var cases = new ArrayList<>(bounds());
        cases.addAll(metrics());
        cases.addAll(targets());
        cases.addAll(behavior());
        cases.addAll(versions());
        return cases;
    }

    private static RuleCase hpa(String rule, String spec) {
        return RuleCase.of(
                rule,
                "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n"
                        + "  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n" + spec.indent(2));
    }

    private static RuleCase metric(String rule, String metric) {
        return hpa(rule, "maxReplicas: 5\nmetrics:\n- " + metric + "\n");
    }

    private static List<RuleCase> bounds() {
        return List.of(
                hpa("out-of-range", "maxReplicas: ►0\n")
                        .also(": 0", ": -1")
                        .also(": 0", ": 2147483648")
                        .not(": 0", ": 1")
                        .not(": 0", ": 2147483647"),
                hpa("out-of-range", "minReplicas: 6\n►maxReplicas: 5\n")
                        .not("maxReplicas: 5", "maxReplicas: 6")
                        .not("minReplicas: 6", "minReplicas: ~"),
                hpa("out-of-range", "minReplicas: ►-1\nmaxReplicas: 5\n").not("-1", "1"),
                RuleCase.of(
                                "missing-field",
                                hpa("x", "►minReplicas: 1\n").text().replace("  scaleTargetRef", "  ►scaleTargetRef"))
                        .not("minReplicas: 1", "maxReplicas: 1"),
                hpa("missing-field", "►minReplicas: 0\nmaxReplicas: 5\n".replace("►minReplicas: ", "minReplicas: ►"))
                        .also("maxReplicas: 5", "maxReplicas: 5\n  metrics: []")
                        .also(
                                "maxReplicas: 5",
                                "maxReplicas: 5\n  metrics: [{type: Pods, pods: {metric: {name: a},"
                                        + " target: {type: AverageValue, averageValue: 1}}}]")
                        .not(
                                "maxReplicas: 5",
                                "maxReplicas: 5\n  metrics: [{type: External, external: {metric:"
                                        + " {name: a}, target: {type: Value, value: 1}}}]")
                        .not("minReplicas: 0", "minReplicas: 1"),
                RuleCase.of(
                                "malformed-value",
                                hpa("x", "maxReplicas: ►5\n").text().replace("{apiVersion: apps/v1, kind", "►{kind"))
                        .also("{kind: Deployment", "{kind: Deployment, apiVersion: apps")
                        .also("{kind: Deployment", "{kind: Deployment, apiVersion: v1")
                        .also("{kind: Deployment", "{kind: Deployment, apiVersion: a/b/c")
                        .not("{kind: Deployment", "{kind: Deployment, apiVersion: apps/v1")
                        .not("kind: Deployment", "kind: ReplicationController")
                        .not("kind: Deployment", "apiVersion: v1, kind: ReplicationController"),
                hpa("wrong-type", "maxReplicas: ►'5'\n").also("'5'", "5.5").not("'5'", "5.0"),
                hpa("unknown-field", "maxReplicas: 5\n►cooldownPeriod: 3\n"),
                hpa("unknown-field", "maxReplicas: 5\n►targetCPUUtilizationPercentage: 50\n")
                        .not("autoscaling/v2", "autoscaling/v1"));
    }

    private static List<RuleCase> metrics() {
        String cpu = "resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}";
        String pods = "pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: 5}}";
        return List.of(
                metric("missing-field", "►{type: Resource}").not("Resource}", "Resource, " + cpu + "}"),
                metric("missing-field", "►{type: Resource, resource: ~}").not("resource: ~", cpu),
                metric("missing-field", "►{type: Resource, " + pods + "}").not("Resource", "Pods"),
                metric("missing-field", "►{" + cpu + "}").not("{resource", "{type: Resource, resource"),
                metric("fields-exclude-each-other", "{type: Resource, " + cpu + ", pods: ►" + pods.substring(6) + "}")
                        .not(", " + pods, "")
                        .not(", " + pods, ", pods: ~"),
                metric("unknown-value", "{type: ►Cpu, " + cpu + "}")
                        .also("Cpu", "resource")
                        .not("Cpu", "Resource"),
                metric("malformed-value", "{type: Pods, " + pods.replace("rps", "►a/b") + "}")
                        .also("a/b", "'..'")
                        .also("a/b", "50%")
                        .not("a/b", "a:b c")
                        .not("a/b", "..."),
                metric("missing-field", "{type: Pods, " + pods.replace("rps", "►''") + "}")
                        .not("''", "x"),
                metric(
                                "malformed-value",
                                "{type: ContainerResource, containerResource: {name: ►gpu, container: a, target: {type:"
                                        + " AverageValue, averageValue: 1}}}")
                        .not("gpu", "cpu")
                        .not("gpu", "hugepages-2Mi")
                        .not("gpu", "nvidia.com/gpu"),
                metric(
                                "missing-field",
                                "{type: ContainerResource, containerResource: ►{name: cpu, target: {type: AverageValue,"
                                        + " averageValue: 1}}}")
                        .not("{name: cpu", "{name: cpu, container: a"));
    }

    private static List<RuleCase> targets() {
        RuleCase quantity = metric(
                "malformed-value",
                "{type: External, external: {metric: {name: a}, target: {type: Value, value: ►'many'}}}");
        for (String wrong : List.of("5x", "1e", "1 ", " 1", "5mi", "ki", "1.2.3", "--1", "1Ki5", "1 k", "0x10", "")) {
            quantity.also("'many'", "'" + wrong + "'");
        }
        for (String right : List.of(
                "1", "'1'", "0.5", "'.5'", "5.", "'5.'", "500m", "1k", "1Ki", "2Mi", "1E", "1e3", "1E5", "'1e-3'", "+1",
                "'+1'", "1n", "1u", "0.001m", "1.5Gi", "0x10")) {
            quantity.not("'many'", right);
        }
        return List.of(
                quantity,
                metric(
                                "out-of-range",
                                "{type: External, external: {metric: {name: a}, target: {type: Value, value: ►0}}}")
                        .also(": 0}", ": -1}")
                        .also(": 0}", ": 0k}")
                        .also(": 0}", ": '0.000'}")
                        .also(": 0}", ": -500m}")
                        .also(": 0}", ": '0e5'}")
                        .not(": 0}", ": 1m}")
                        .not(": 0}", ": 0.001}"),
                metric("missing-field", "{type: External, external: {metric: {name: a}, target: ►{type: Value}}}")
                        .not("Value}", "Value, value: 1}")
                        .not("Value}", "Value, averageValue: 1}"),
                metric(
                                "fields-exclude-each-other",
                                "{type: External, external: {metric: {name: a}, target: {type: Value, averageValue: 1,"
                                        + " value: ►1}}}")
                        .not(", value: 1", "")
                        .not(", value: 1", ", value: ~"),
                metric("missing-field", "{type: Object, object: ►{metric: {name: a}, target: {type: Value, value: 1}}}")
                        .not("1}}}", "1}, describedObject: {kind: Service, name: a}}}")
                        .not("1}}}", "1, averageValue: 1}, describedObject: {kind: Service, name: a}}}"),
                metric(
                                "out-of-range",
                                "{type: Resource, resource: {name: cpu, target: {type: Utilization,"
                                        + " averageUtilization: ►0}}}")
                        .also(": 0}", ": -5}")
                        .also(": 0}", ": 2147483648}")
                        .not(": 0}", ": 1}")
                        .not(": 0}", ": 250}"),
                metric(
                                "fields-exclude-each-other",
                                "{type: Resource, resource: {name: cpu, target: {type: Utilization,"
                                        + " averageUtilization: 5, averageValue: ►1}}}")
                        .not(", averageValue: 1", "")
                        .not("averageUtilization: 5, ", ""),
                metric(
                                "missing-field",
                                "{type: Resource, resource: {name: cpu, target: ►{type: Utilization, value: 1}}}")
                        .not("value: 1", "averageUtilization: 1"),
                metric("missing-field", "{type: Pods, pods: {metric: {name: a}, target: ►{type: AverageValue}}}")
                        .also("AverageValue}", "AverageValue, value: 1}")
                        .not("AverageValue}", "AverageValue, averageValue: 1}"));
    }

    private static List<RuleCase> behavior() {
        var cases = new ArrayList<RuleCase>();
        for (String direction : List.of("scaleUp", "scaleDown")) {
            String around = "maxReplicas: 5\nbehavior: {" + direction + ": {%s}}\n";
            cases.add(hpa("out-of-range", around.formatted("stabilizationWindowSeconds: ►3601"))
                    .also("3601", "-1")
                    .not("3601", "3600")
                    .not("3601", "0"));
            cases.add(hpa("out-of-range", around.formatted("tolerance: ►-0.1"))
                    .also("-0.1", "'-1m'")
                    .not("-0.1", "0")
                    .not("-0.1", "0.05")
                    .not("-0.1", "5"));
            cases.add(hpa("unknown-value", around.formatted("selectPolicy: ►max"))
                    .not("Policy: max", "Policy: Max")
                    .not("Policy: max", "Policy: Min")
                    .not("Policy: max", "Policy: Disabled"));
            cases.add(hpa("missing-field", around.formatted("policies: ►[]")).not("[]", "~"));
            String policies = "policies: [{type: Pods, value: %s, periodSeconds: %s}]";
            cases.add(hpa("out-of-range", around.formatted(policies.formatted("►0", "60")))
                    .also(": 0,", ": -1,")
                    .not(": 0,", ": 1,")
                    .not(": 0,", ": 2147483647,"));
            cases.add(hpa("out-of-range", around.formatted(policies.formatted("1", "►0")))
                    .also(": 0}", ": 1801}")
                    .not(": 0}", ": 1}")
                    .not(": 0}", ": 1800}"));
            cases.add(hpa(
                            "unknown-value",
                            around.formatted(policies.formatted("1", "1").replace("Pods", "►Pod")))
                    .also("Pod,", "percent,")
                    .not("Pod,", "Percent,"));
            cases.add(hpa("missing-field", around.formatted("policies: [►{type: Pods, value: 1}]"))
                    .not("1}]", "1, periodSeconds: 1}]"));
        }
        return cases;
    }

    private static List<RuleCase> versions() {
        String v2 = hpa("x", "►maxReplicas: 5\n").text();
        return List.of(
                RuleCase.of(
                                "removed-api-version",
                                v2.replace("apiVersion: auto", "►apiVersion: auto")
                                        .replace("/v2", "/v2beta2"))
                        .also("v2beta2", "v2beta1")
                        .not("v2beta2", "v1"),
                RuleCase.of(
                                "unknown-api-version",
                                v2.replace("apiVersion: auto", "►apiVersion: auto")
                                        .replace("/v2", "/v3"))
                        .not("v3", "v2"),
                RuleCase.of("unknown-kind", v2.replace("kind: Horiz", "►kind: Hroiz"))
                        .not("autoscaling/v2", "other/v2"),
                RuleCase.of(
                        "missing-field",
                        v2.replace("kind: HorizontalPodAutoscaler\n", "")
                                .replace("apiVersion: auto", "►apiVersion: auto")));
    }
}
