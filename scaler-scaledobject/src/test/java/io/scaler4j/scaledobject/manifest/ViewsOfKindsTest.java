package io.scaler4j.scaledobject.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.spi.TargetRef;
import org.junit.jupiter.api.Test;

class ViewsOfKindsTest {

    private static <M extends Manifest> M one(Class<M> type, String text) {
        var file = YamlReader.read(text, "test.yaml");
        assertThat(file.problems()).isEmpty();
        return type.cast(Manifests.of(file.documents()).manifests().get(0));
    }

    @Test
    void aScaledObjectHasItsFields() {
        var object = one(ScaledObject.class, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: Orders
                  namespace: shop
                  labels: {team: a}
                  annotations: {autoscaling.keda.sh/paused-scale-in: "true"}
                spec:
                  scaleTargetRef: {name: orders, kind: StatefulSet, envSourceContainerName: main}
                  minReplicaCount: 0
                  maxReplicaCount: 7
                  fallback: {failureThreshold: 3, replicas: 4, behavior: currentReplicas}
                  advanced:
                    restoreToOriginalReplicaCount: true
                    horizontalPodAutoscalerConfig:
                      name: own
                      behavior:
                        scaleDown:
                          stabilizationWindowSeconds: 60
                          tolerance: 0.05
                          policies: [{type: Pods, value: 2, periodSeconds: 15}]
                    scalingModifiers: {formula: a + b, target: "2", activationTarget: "1", metricType: Value}
                  triggers:
                  - {type: cpu, metadata: {value: "50"}}
                  - {type: kafka, metadata: {topic: t}}
                """);

        assertThat(object.scaleTargetRef()).contains(new TargetRef("apps/v1", "StatefulSet", "orders"));
        assertThat(object.envSourceContainerName()).contains("main");
        assertThat(object.labels()).containsEntry("team", "a");
        assertThat(object.hpaMinReplicas()).isEqualTo(1);
        assertThat(object.hpaMaxReplicas()).isEqualTo(7);
        assertThat(object.fallbackFailureThreshold()).hasValue(3);
        assertThat(object.fallbackReplicas()).hasValue(4);
        assertThat(object.fallbackBehavior()).isEqualTo("currentReplicas");
        assertThat(object.restoresReplicas()).isTrue();
        assertThat(object.hpaName()).isEqualTo("own");
        assertThat(object.usesModifiers()).isTrue();
        assertThat(object.formula()).isEqualTo("a + b");
        assertThat(object.modifiersTarget()).isEqualTo("2");
        assertThat(object.activationTarget()).isEqualTo("1");
        assertThat(object.modifiersMetricType()).isEqualTo("Value");
        assertThat(object.identifier()).isEqualTo("scaledobject.shop.orders");
        assertThat(object.pause().pausesScaleIn()).isTrue();
        assertThat(object.triggers()).extracting(TriggerManifest::isResource).containsExactly(true, false);
        Behavior behavior = object.behavior().orElseThrow();
        assertThat(behavior.scaleUp()).isEmpty();
        Behavior.Rules down = behavior.scaleDown().orElseThrow();
        assertThat(down.stabilizationWindowSeconds()).hasValue(60);
        assertThat(down.tolerance()).contains("0.05");
        assertThat(down.selectPolicy()).isEqualTo("Max");
        assertThat(down.hasPolicies()).isTrue();
        assertThat(down.policies()).singleElement().satisfies(policy -> {
            assertThat(policy.type()).isEqualTo("Pods");
            assertThat(policy.value()).hasValue(2);
            assertThat(policy.periodSeconds()).hasValue(15);
        });
    }

    @Test
    void aScaledJobHasItsFields() {
        var job = one(ScaledJob.class, """
                kind: ScaledJob
                metadata: {name: j, namespace: shop, annotations: {autoscaling.keda.sh/paused: "true"}}
                spec:
                  jobTargetRef: {template: {}}
                  pollingInterval: 10
                  minReplicaCount: 1
                  maxReplicaCount: 9
                  successfulJobsHistoryLimit: 5
                  failedJobsHistoryLimit: 6
                  envSourceContainerName: c
                  rolloutStrategy: gradual
                  scalingStrategy:
                    strategy: custom
                    customScalingQueueLengthDeduction: 2
                    customScalingRunningJobPercentage: "0.5"
                    pendingPodConditions: [Ready, PodScheduled]
                    multipleScalersCalculation: sum
                  triggers: [{type: redis, metadata: {}}]
                """);

        assertThat(job.jobTargetRef()).isPresent();
        assertThat(job.pollingInterval()).hasValue(10);
        assertThat(job.minReplicaCount()).hasValue(1);
        assertThat(job.maxReplicaCount()).hasValue(9);
        assertThat(job.successfulJobsHistoryLimit()).hasValue(5);
        assertThat(job.failedJobsHistoryLimit()).hasValue(6);
        assertThat(job.envSourceContainerName()).contains("c");
        assertThat(job.rolloutStrategy()).contains("gradual");
        assertThat(job.propagationPolicy()).isEmpty();
        assertThat(job.strategy()).isEqualTo("custom");
        assertThat(job.customScalingQueueLengthDeduction()).hasValue(2);
        assertThat(job.customScalingRunningJobPercentage()).contains("0.5");
        assertThat(job.pendingPodConditions()).containsExactly("Ready", "PodScheduled");
        assertThat(job.multipleScalersCalculation()).isEqualTo("sum");
        assertThat(job.triggers()).hasSize(1);
        assertThat(job.pause().isPaused()).isTrue();
        assertThat(job.identifier()).isEqualTo("scaledjob.shop.j");
    }

    @Test
    void aTriggerAuthenticationListsItsParameters() {
        var authentication = one(TriggerAuthentication.class, """
                kind: ClusterTriggerAuthentication
                metadata: {name: a}
                spec:
                  podIdentity: {provider: aws}
                  filePath: /mnt/secrets
                  env: [{parameter: region, name: REGION}]
                  secretTargetRef: [{parameter: password, name: redis, key: pw}]
                  hashiCorpVault: {secrets: [{parameter: token, key: k, path: p}]}
                """);

        assertThat(authentication.isOfCluster()).isTrue();
        assertThat(authentication.podIdentityProvider()).contains("aws");
        assertThat(authentication.podIdentity()).isPresent();
        assertThat(authentication.oauth2()).isEmpty();
        assertThat(authentication.filePath()).contains("/mnt/secrets");
        assertThat(authentication.parameters())
                .extracting(parameter ->
                        parameter.from() + ":" + parameter.parameter() + ":" + parameter.name() + ":" + parameter.key())
                .containsExactly("secretTargetRef:password:redis:pw", "env:region:REGION:", "hashiCorpVault:token::k");
    }

    @Test
    void anHpaHasItsMetrics() {
        var hpa = one(HorizontalPodAutoscaler.class, """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  minReplicas: 2
                  maxReplicas: 9
                  metrics:
                  - type: ContainerResource
                    containerResource: {name: cpu, container: app, target: {type: Utilization, averageUtilization: 60}}
                  - type: External
                    external: {metric: {name: lag}, target: {type: AverageValue, averageValue: 500m}}
                  - type: Object
                    object: {metric: {name: rps}, target: {type: Value, value: 2}}
                  - {}
                  behavior: {scaleUp: {selectPolicy: Min}}
                """);

        assertThat(hpa.scaleTargetRef()).contains(TargetRef.deployment("web"));
        assertThat(hpa.minReplicas()).hasValue(2);
        assertThat(hpa.maxReplicas()).hasValue(9);
        assertThat(hpa.targetCpuUtilization()).isEmpty();
        assertThat(hpa.behavior().orElseThrow().scaleUp().orElseThrow().selectPolicy())
                .isEqualTo("Min");
        assertThat(hpa.metrics())
                .extracting(HorizontalPodAutoscaler.Metric::name)
                .containsExactly("cpu", "lag", "rps", "");
        var first = hpa.metrics().get(0);
        assertThat(first.container()).contains("app");
        assertThat(first.targetType()).isEqualTo("Utilization");
        assertThat(first.averageUtilization()).hasValue(60);
        assertThat(hpa.metrics().get(1).averageValue()).contains("500m");
        assertThat(hpa.metrics().get(2).value()).contains("2");
    }

    @Test
    void anHttpScaledObjectHasItsFields() {
        var object = one(HttpScaledObject.class, """
                kind: HTTPScaledObject
                spec:
                  hosts: [a.example.com]
                  pathPrefixes: [/api]
                  headers: [{name: X-Tenant, value: "1"}]
                  scaleTargetRef: {name: web, service: web-svc, port: 8080}
                  replicas: {min: 0, max: 5}
                  scaledownPeriod: 60
                  initialCooldownPeriod: 10
                  targetPendingRequests: 50
                  scalingMetric: {concurrency: {targetValue: 10}}
                  timeouts: {conditionWait: 20s}
                  coldStartTimeoutFailoverRef: {service: sorry, portName: http}
                """);

        assertThat(object.hosts()).containsExactly("a.example.com");
        assertThat(object.pathPrefixes()).containsExactly("/api");
        assertThat(object.headers()).hasSize(1);
        assertThat(object.scaleTargetRef()).contains(TargetRef.deployment("web"));
        assertThat(object.service()).isEqualTo("web-svc");
        assertThat(object.port()).hasValue(8080);
        assertThat(object.portName()).isEmpty();
        assertThat(object.minReplicas()).hasValue(0);
        assertThat(object.maxReplicas()).hasValue(5);
        assertThat(object.scaledownPeriod()).hasValue(60);
        assertThat(object.initialCooldownPeriod()).hasValue(10);
        assertThat(object.targetPendingRequests()).hasValue(50);
        assertThat(object.scalingMetric()).isPresent();
        assertThat(object.timeouts()).isPresent();
        assertThat(object.coldStartTimeoutFailoverRef()).isPresent();
    }

    @Test
    void anInterceptorRouteHasItsFields() {
        var route = one(InterceptorRoute.class, """
                kind: InterceptorRoute
                spec:
                  target: {service: web, portName: http}
                  rules: [{hosts: [a.example.com]}]
                  scalingMetric: {concurrency: {targetValue: 100}, requestRate: {targetValue: 5}}
                  timeouts: {request: 1s}
                  coldStart: {placeholder: {response: {statusCode: 503}}}
                  staticRoutes: [{rules: [{}], response: {}}]
                """);

        assertThat(route.service()).isEqualTo("web");
        assertThat(route.port()).isEmpty();
        assertThat(route.portName()).contains("http");
        assertThat(route.rules()).hasSize(1);
        assertThat(route.concurrencyTarget()).hasValue(100);
        assertThat(route.requestRate()).isPresent();
        assertThat(route.timeouts()).isPresent();
        assertThat(route.coldStart()).isPresent();
        assertThat(route.staticRoutes()).hasSize(1);
    }

    @Test
    void aDeploymentTellsItsReplicasAndContainers() {
        var deployment = one(
                OtherManifest.class,
                "kind: Deployment\nspec: {replicas: 3, template: {spec: {containers: [{name: a}, {name: b}]}}}");

        assertThat(deployment.replicas()).hasValue(3);
        assertThat(deployment.containers()).hasSize(2);
    }
}
