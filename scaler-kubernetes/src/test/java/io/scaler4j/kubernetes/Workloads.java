package io.scaler4j.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Objects that a test scales, whose pods run nothing. */
public final class Workloads {

    private final KubernetesClient client;
    private final String namespace;

    public Workloads(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    public void deployment(String name, int replicas) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(Map.of("app", name))
                        .endSelector()
                        .withTemplate(template(name))
                        .endSpec()
                        .build())
                .create();
    }

    void statefulSet(String name, int replicas) {
        client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .resource(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withServiceName(name)
                        .withPodManagementPolicy("Parallel")
                        .withNewSelector()
                        .withMatchLabels(Map.of("app", name))
                        .endSelector()
                        .withTemplate(template(name))
                        .endSpec()
                        .build())
                .create();
    }

    void replicaSet(String name, int replicas) {
        client.apps()
                .replicaSets()
                .inNamespace(namespace)
                .resource(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(Map.of("app", name))
                        .endSelector()
                        .withTemplate(template(name))
                        .endSpec()
                        .build())
                .create();
    }

    private static PodTemplateSpec template(String name) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("registry.k8s.io/pause:3.10")
                .endContainer()
                .endSpec()
                .build();
    }

    /** A custom resource with a scale subresource, whose counts are at places of its own. */
    void workerPoolKind() {
        CustomResourceDefinition definition = Serialization.unmarshal("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: workerpools.scaler4j.example}
                spec:
                  group: scaler4j.example
                  scope: Namespaced
                  names: {kind: WorkerPool, plural: workerpools, singular: workerpool}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        x-kubernetes-preserve-unknown-fields: true
                    subresources:
                      status: {}
                      scale: {specReplicasPath: .spec.workers, statusReplicasPath: .status.running}
                """, CustomResourceDefinition.class);
        var definitions = client.apiextensions().v1().customResourceDefinitions();
        definitions.resource(definition).createOr(existing -> existing.update());
        definitions
                .withName("workerpools.scaler4j.example")
                .waitUntilCondition(
                        found -> found != null
                                && found.getStatus() != null
                                && found.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True")),
                        30,
                        TimeUnit.SECONDS);
    }

    GenericKubernetesResource workerPool(String name, int workers, int running) {
        var pool = new GenericKubernetesResourceBuilder()
                .withApiVersion("scaler4j.example/v1")
                .withKind("WorkerPool")
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of("workers", workers))
                .build();
        client.resource(pool).create();
        pool.setAdditionalProperties(Map.of("status", Map.of("running", running)));
        return client.resource(pool).subresource("status").patch();
    }

    /** {@code spec.replicas} of a Deployment. */
    public int desired(String name) {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getSpec()
                .getReplicas();
    }

    /** As somebody with kubectl does. */
    public void scale(String name, int replicas) {
        client.apps().deployments().inNamespace(namespace).withName(name).scale(replicas);
    }

    /** Makes the next resource version without changing anything that matters. */
    void label(String name, String value) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"touched\":\"" + value + "\"}}}");
    }
}
