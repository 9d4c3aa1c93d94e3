package io.scaler4j.scaledobject.check;

import java.util.ArrayList;
import java.util.List;

/** Other objects and objects beside each other that are refused, and the nearest that are taken. */
final class RefusedObjects {

    private RefusedObjects() {}

    static List<RuleCase> all() {
        var cases = new ArrayList<>(authentication());
        cases.addAll(jobs());
        cases.addAll(http());
        cases.addAll(resources());
        cases.addAll(conflicts());
        return cases;
    }

    private static RuleCase authentication(String rule, String spec) {
        return RuleCase.of(
                rule,
                "apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: {name: a}\nspec: " + spec + "\n");
    }

    private static List<RuleCase> authentication() {
        String azure = "{podIdentity: {provider: azure-workload, ";
        String aws = "{podIdentity: {provider: aws, ";
        return List.of(
                authentication("incorrect-pod-identity", azure + "identityId: ►''}}")
                        .not("''", "i")
                        .not("''", "~")
                        .not("azure-workload", "gcp"),
                authentication("incorrect-pod-identity", azure + "identityAuthorityHost: ►h}}")
                        .also("h}}", "h, identityTenantId: ''}}")
                        .not("h}}", "h, identityTenantId: t}}")
                        .not("Host: h", "Host: ''"),
                authentication("incorrect-pod-identity", azure + "identityTenantId: ►''}}")
                        .not("''", "t"),
                authentication("incorrect-pod-identity", aws + "roleArn: ►r, identityOwner: workload}}")
                        .not("roleArn: r", "roleArn: ''")
                        .not("workload", "keda")
                        .not("provider: aws", "provider: aws-eks"),
                authentication("incorrect-pod-identity", aws + "externalID: ►x}}")
                        .also("x}}", "x, roleArn: ''}}")
                        .not("x}}", "x, roleArn: r}}")
                        .not("x}}", "''}}"),
                authentication("unknown-value", "{podIdentity: {provider: ►azure}}")
                        .not("azure", "azure-workload")
                        .not("azure", "none"),
                authentication("incorrect-oauth2", "{oauth2: {clientId: ►'', tokenUrl: https://a/b}}")
                        .not("''", "c"),
                authentication("incorrect-oauth2", "{oauth2: {clientId: c, tokenUrl: ►a.example.com}}")
                        .also("a.example.com", "ftp://a")
                        .also("a.example.com", "''")
                        .also("a.example.com", "'https:///a'")
                        .also("a.example.com", "'https://a b'")
                        .not("a.example.com", "HTTPS://a.example.com")
                        .not("a.example.com", "'http://a:80/b?c=d'"),
                authentication("missing-field", "{secretTargetRef: [►{parameter: p, name: s}]}")
                        .not("name: s", "name: s, key: k"),
                authentication("missing-field", "{oauth2: ►{clientId: c}}").not("c}}", "c, tokenUrl: http://a}}"),
                authentication("wrong-type", "{env: ►{parameter: a, name: b}}").not("{parameter: a, name: b}", "[]"),
                authentication("unknown-field", "{►secretTargetRefs: []}").not("Refs", "Ref"),
                authentication("missing-field", "{awsSecretManager: {secrets: ►[]}}")
                        .not("[]", "[{parameter: p, name: s}]"));
    }

    private static List<RuleCase> jobs() {
        String job = "apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: {name: a}\nspec:\n"
                + "  jobTargetRef: {template: {spec: {containers: [{name: a}]}}}\n"
                + "  triggers: [{type: redis, metadata: {}}]\n";
        return List.of(
                RuleCase.of("unknown-field", job + "  ►cooldownPeriod: 3\n").not("cooldownPeriod", "pollingInterval"),
                RuleCase.of("out-of-range", job + "  failedJobsHistoryLimit: ►-1\n")
                        .not("-1", "0"),
                RuleCase.of("out-of-range", job + "  maxReplicaCount: ►0\n").not(": 0\n", ": 1\n"),
                // Unlike a ScaledObject, which KEDA's schema compares.
                RuleCase.of("out-of-range", job + "  pollingInterval: ►0\n  minReplicaCount: 5\n  maxReplicaCount: 3\n")
                        .not(": 0\n", ": 1\n"),
                RuleCase.of("unknown-value", job + "  rollout: {strategy: ►default}\n")
                        .not("default", "gradual")
                        .not("default", "immediate"),
                RuleCase.of("wrong-type", job + "  scalingStrategy: {customScalingRunningJobPercentage: ►0.5}\n")
                        .not("0.5", "'0.5'")
                        .not("0.5", "half"),
                RuleCase.of("missing-field", job.replace("containers: [{name: a}]", "containers: ►[]"))
                        .not("[]", "[{name: a, image: b, command: [c]}]"),
                RuleCase.of("malformed-value", job.replace("[{name: a}]", "[{name: ►A_b}]"))
                        .not("A_b", "a-b"),
                RuleCase.of(
                                "incorrect-triggers",
                                job.replace(
                                        "[{type: redis",
                                        "[{type: kafka, name: b, metadata: {}}, {name: ►b, type: redis"))
                        .not("{name: b", "{name: c"),
                RuleCase.of("unknown-trigger-type", job.replace("redis", "►reddis"))
                        .not("reddis", "redis"));
    }

    private static List<RuleCase> http() {
        String http = "apiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata: {name: a}\n"
                + "spec:\n  scaleTargetRef: {service: s, port: 80}\n";
        return List.of(
                RuleCase.of("incorrect-replicas", http + "  replicas: {►min: 3, max: 2}\n")
                        .not("max: 2", "max: 3")
                        .not(", max: 2", ""),
                RuleCase.of("out-of-range", http.replace("80", "►65536"))
                        .also("65536", "0")
                        .not("65536", "65535"),
                RuleCase.of("missing-field", http.replace("{service: s, port: 80}", "►{service: s}"))
                        .not("s}", "s, portName: http}"),
                RuleCase.of("fields-exclude-each-other", http.replace("{service: s,", "►{service: s, portName: http,"))
                        .not("portName: http", "portName: ~"),
                RuleCase.of("malformed-value", http + "  timeouts: {conditionWait: ►'20'}\n")
                        .also("'20'", "1d")
                        .also("'20'", "''")
                        .not("'20'", "'0'")
                        .not("'20'", "1m30s")
                        .not("'20'", "1.5h"));
    }

    private static List<RuleCase> resources() {
        String scaled = "---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n"
                + "  scaleTargetRef: {name: web}\n  minReplicaCount: 1\n  triggers: [{type: ►cpu, metadata: {value: '5'}}]\n";
        String workload = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                + "spec: {template: {spec: {containers: [{name: app, resources: {}}]}}}\n";
        return List.of(
                RuleCase.of("missing-requests", workload + scaled)
                        .also("resources: {}", "resources: {requests: {cpu: '0'}}")
                        .also("resources: {}", "resources: {requests: {cpu: -1}, limits: {cpu: 0m}}")
                        .not("resources: {}", "resources: {requests: {cpu: 1m}}")
                        .not("resources: {}", "resources: {limits: {cpu: '.5'}}")
                        .not("value: '5'", "containerName: other")
                        .also("value: '5'", "containerName: app")
                        .not("name: web}\n  min", "name: web, apiVersion: example.com/v1}\n  min"),
                RuleCase.of(
                                "scale-to-zero-requirements-not-met",
                                scaled.replace("►", "")
                                        .replace("  minR", "  ►minR")
                                        .replace("Count: 1", "Count: 0"))
                        .not("minReplicaCount: 0", "minReplicaCount: 1")
                        .not("type: cpu", "type: redis"),
                RuleCase.of(
                                "scale-to-zero-requirements-not-met",
                                scaled.replace("►", "")
                                        .replace("  minReplicaCount: 1\n", "")
                                        .replace("  trig", "  ►trig"))
                        .not("type: cpu", "type: kafka")
                        .not("cpu, metadata", "redis, metadata: {}}, {type: cpu, metadata"));
    }

    private static List<RuleCase> conflicts() {
        String one = "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n"
                + "  scaleTargetRef: {name: web}\n  triggers: [{type: kafka, metadata: {}}]\n";
        String two = "---\n" + one.replace("name: a", "name: b");
        String hpa = "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n"
                + "spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n";
        String handed = one.replace(
                "name: a}", "name: a, annotations: {►scaledobject.keda.sh/transfer-hpa-ownership: 'true'}}");
        return List.of(
                RuleCase.of("other-scaled-object", one + two.replace("{name: web", "{►name: web"))
                        .not("{name: b}", "{name: a}")
                        .not("{name: b}", "{name: b, namespace: x}"),
                RuleCase.of(
                                "other-scaled-object-hpa",
                                one
                                        + two.replace("{name: web", "{name: other")
                                                .replace(
                                                        "  triggers",
                                                        "  advanced: {horizontalPodAutoscalerConfig: {►name: keda-hpa-a}}\n  triggers"))
                        .not("keda-hpa-a", "keda-hpa-c"),
                RuleCase.of("other-hpa", one.replace("{name: web", "{►name: web") + hpa)
                        .also("{name: h}", "{name: h, annotations: {validations.keda.sh/hpa-ownership: 'False'}}")
                        .not("{name: h}", "{name: h, annotations: {validations.keda.sh/hpa-ownership: 'false'}}")
                        .not("{name: h}", "{name: h, namespace: x}")
                        .not("{name: h}", "{name: h, ownerReferences: [{kind: ScaledObject, name: a}]}"),
                RuleCase.of("transfer-ownership-missing-hpa-name", handed + hpa)
                        .not("  triggers", "  advanced: {horizontalPodAutoscalerConfig: {name: h}}\n  triggers"));
    }
}
