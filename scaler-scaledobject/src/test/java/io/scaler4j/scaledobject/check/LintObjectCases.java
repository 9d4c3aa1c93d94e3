package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.RuleCase.of;
import static io.scaler4j.scaledobject.check.RuleCase.scaledJob;
import static io.scaler4j.scaledobject.check.RuleCase.triggers;

import java.util.ArrayList;
import java.util.List;

/** Cases of the rules about several objects, jobs, authentication and texts. */
final class LintObjectCases {

    private static final String DEPLOYMENT = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
            + "spec:\n  template: {spec: {containers: [{name: app, resources: {requests: {memory: 1Gi}}}]}}\n";
    private static final String HPA = "kind: HorizontalPodAutoscaler\nmetadata: {name: one}\n"
            + "spec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n";

    private LintObjectCases() {}

    static List<RuleCase> all() {
        var cases = new ArrayList<>(targets());
        cases.addAll(jobs());
        cases.addAll(authentication());
        cases.addAll(texts());
        return cases;
    }

    private static List<RuleCase> targets() {
        String second = HPA.replace("name: one", "name: two");
        String percent = "  metrics:\n  - ►type: Resource\n    resource: {name: cpu, target: {type: Utilization,"
                + " averageUtilization: 60}}\n";
        String scaled = "kind: ScaledObject\nmetadata: {name: a}\nspec:\n  maxReplicaCount: 9\n"
                + "  scaleTargetRef: {name: web}\n  triggers: [{type: redis, metadata: {listName: q}}]\n";
        return List.of(
                of(
                                "hpa-target-without-scale",
                                HPA.replace("scaleT", "►scaleT").replace("kind: Deployment", "kind: Deploy"))
                        .also("kind: Deploy", "kind: DaemonSet")
                        .also("apps/v1, kind: Deploy", "extensions/v1beta1, kind: Deployment")
                        .also("apiVersion: apps/v1, kind: Deploy", "apiVersion: batch/v1, kind: Job")
                        .not("kind: Deploy", "kind: Deployment")
                        .not("kind: Deploy", "kind: deployment")
                        .not("kind: Deploy", "kind: StatefulSet")
                        .not("apps/v1, kind: Deploy", "v1, kind: ReplicationController")
                        .not("apiVersion: apps/v1, ", "apiVersion: v1, ")
                        .not("apps/v1", "example.com/v1"),
                of("several-autoscalers-for-target", HPA + "---\n" + second.replace("scaleT", "►scaleT"))
                        .also("name: two", "name: two, namespace: ''")
                        .not("name: two", "name: one")
                        .not("name: two", "name: two, namespace: shop")
                        .not(
                                "name: one}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1",
                                "name: one}\nspec:\n" + "  scaleTargetRef: {apiVersion: example.com/v1"),
                of("replicas-in-target", HPA + DEPLOYMENT.replace("spec:\n  t", "spec:\n  ►replicas: 3\n  t"))
                        .also("replicas: 3", "replicas: 0")
                        .not("replicas: 3", "replicas: ~")
                        .not("replicas: 3", "minReadySeconds: 3")
                        .not("name: one", "name: one, namespace: shop"),
                of("utilization-without-requests", HPA + percent + DEPLOYMENT)
                        .also("{memory: 1Gi}", "{memory: 1Gi, cpus: 1}")
                        .not("{memory: 1Gi}", "{memory: 1Gi, cpu: 1}")
                        .not("requests: {memory: 1Gi}", "limits: {cpu: 1}")
                        .not("averageUtilization: 60", "averageValue: 60")
                        .not("resource: {name: cpu", "resource: {name: memory")
                        .not("kind: Deployment, name: web", "kind: Deployment, name: other"),
                of(
                                "utilization-without-requests",
                                HPA
                                        + percent.replace("Resource", "ContainerResource")
                                                .replace("    resource: {", "    containerResource: {container: app, ")
                                        + DEPLOYMENT)
                        .not("container: app", "container: side"),
                of("first-deploy-to-zero", scaled.replace("spec:", "►spec:") + DEPLOYMENT)
                        .also("maxReplicaCount: 9", "initialCooldownPeriod: 0")
                        .not("maxReplicaCount: 9", "initialCooldownPeriod: 1")
                        .not("maxReplicaCount: 9", "minReplicaCount: 1")
                        .not("spec:\n  template", "spec:\n  replicas: 0\n  template")
                        .not("scaleTargetRef: {name: web}", "scaleTargetRef: {name: web, kind: StatefulSet}"));
    }

    private static List<RuleCase> jobs() {
        String name = "a".repeat(64);
        return List.of(
                scaledJob("job-with-resource-trigger", "maxReplicaCount: 3\ntriggers:\n- ►type: cpu\n  metadata: {}\n")
                        .also("type: cpu", "type: memory")
                        .not("type: cpu", "type: redis")
                        .not("ScaledJob", "ScaledObject"),
                scaledJob("job-with-value", "maxReplicaCount: 3\ntriggers:\n- type: redis\n  ►metricType: Value\n")
                        .not("metricType: Value", "metricType: AverageValue")
                        .not("metricType: Value", "metricType: ''")
                        .not("ScaledJob", "ScaledObject"),
                scaledJob("job-strategy-falls-back", strategy("►strategy: custom"))
                        .also("strategy: custom", "strategy: fast")
                        .also("strategy: custom", "strategy: Custom")
                        .also("strategy: custom", "customScalingRunningJobPercentage: half\n    strategy: custom")
                        .not("strategy: custom", "customScalingRunningJobPercentage: '0.5'\n    strategy: custom")
                        .not("strategy: custom", "strategy: accurate")
                        .not("strategy: custom", "strategy: eager")
                        .not("strategy: custom", "strategy: default")
                        .not("strategy: custom", "strategy: ''"),
                scaledJob("job-strategy-falls-back", strategy("►multipleScalersCalculation: mean"))
                        .not("mean", "min")
                        .not("mean", "max")
                        .not("mean", "avg")
                        .not("mean", "sum")
                        .also("mean", "Sum"),
                scaledJob("job-min-above-max", "►minReplicaCount: 6\nmaxReplicaCount: 5\n")
                        .also("6\n  maxReplicaCount: 5", "101")
                        .not("6\n  maxReplicaCount: 5", "100")
                        .not("minReplicaCount: 6", "minReplicaCount: 5")
                        .not("ScaledJob", "ScaledObject"),
                of(
                                "job-name-too-long",
                                "kind: ScaledJob\nmetadata: {►name: " + name + "}\nspec: {maxReplicaCount: 1}\n")
                        .not(name, name.substring(1))
                        .not("ScaledJob", "ScaledObject"));
    }

    private static String strategy(String line) {
        return "maxReplicaCount: 3\nscalingStrategy:\n  " + line + "\n";
    }

    private static List<RuleCase> authentication() {
        String redis = "kind: ScaledObject\nmetadata: {name: a, namespace: shop}\nspec:\n  maxReplicaCount: 9\n"
                + "  triggers:\n  - type: redis\n    metadata: {listName: q}\n    ►authenticationRef: {name: %s}\n"
                + "---\nkind: TriggerAuthentication\nmetadata: {name: redis-password, namespace: %s}\n";
        return List.of(
                of("authentication-not-found", redis.formatted("redis-pasword", "shop"))
                        .also("redis-pasword", "redis_password2")
                        .not("redis-pasword", "redis-password")
                        .not("redis-pasword", "something-else")
                        .not("redis-pasword", "redis-pasword, kind: ClusterTriggerAuthentication")
                        .not("kind: TriggerAuth", "kind: ClusterTriggerAuth"),
                of("authentication-in-other-namespace", redis.formatted("redis-password", "security"))
                        .not("namespace: security", "namespace: shop")
                        .not("namespace: security", "labels: {}")
                        .not("namespace: shop", "labels: {}")
                        .not(
                                "name: redis-password}\n---",
                                "name: redis-password, kind: ClusterTriggerAuthentication}\n"
                                        + "---\nkind: ClusterTriggerAuthentication\nmetadata: {name: redis-password,"
                                        + " namespace: x}\n---"));
    }

    private static List<RuleCase> texts() {
        RuleCase placeholder = triggers("placeholder-left", "- type: redis\n  metadata:\n    listName: ►'${QUEUE}'\n");
        for (String text : List.of(
                "{{ .Values.x }}",
                "a-{{x}}",
                "$(QUEUE)",
                "<your-queue>",
                "CHANGE_ME",
                "changeme",
                "todo",
                "XXXX",
                "your-queue",
                "__QUEUE__",
                "@@QUEUE@@",
                "%(queue)s",
                "$__interval",
                "a${B}c",
                "fix-<me>")) {
            placeholder.also("${QUEUE}", text);
        }
        for (String text : List.of(
                "orders",
                "$QUEUE",
                "a < b",
                "a > b",
                "<",
                "<1>",
                "100%",
                "{a}",
                "my-todo",
                "xx",
                "a__B",
                "@x",
                "$(",
                "$()",
                "__init__",
                "changes",
                "Europe/Berlin",
                "{x} {y}",
                "%s")) {
            placeholder.not("${QUEUE}", text);
        }
        return List.of(
                placeholder.not("'${QUEUE}'", "5"),
                of("placeholder-left", "kind: HorizontalPodAutoscaler\nmetadata: {name: ►'{{ x }}'}\nspec: {}\n")
                        .not("HorizontalPodAutoscaler", "Deployment"),
                scaledJob("placeholder-left", "maxReplicaCount: 3\nenvSourceContainerName: ►$(NAME)\n")
                        .not("envSourceContainerName", "jobTargetRef"));
    }
}
