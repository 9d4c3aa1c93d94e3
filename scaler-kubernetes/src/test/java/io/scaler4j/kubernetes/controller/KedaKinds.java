package io.scaler4j.kubernetes.controller;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.concurrent.TimeUnit;

/** KEDA's kinds, loosely: they take every field. */
public final class KedaKinds {

    private KedaKinds() {}

    public static void install(KubernetesClient client) {
        install(client, "ScaledObject", "Namespaced");
        install(client, "TriggerAuthentication", "Namespaced");
        install(client, "ClusterTriggerAuthentication", "Cluster");
    }

    private static void install(KubernetesClient client, String kind, String scope) {
        String singular = kind.toLowerCase(java.util.Locale.ROOT);
        CustomResourceDefinition definition = Serialization.unmarshal(
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %ss.keda.sh}
                spec:
                  group: keda.sh
                  scope: %s
                  names: {kind: %s, plural: %ss, singular: %s}
                  versions:
                  - name: v1alpha1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    subresources: {status: {}}
                """.formatted(singular, scope, kind, singular, singular), CustomResourceDefinition.class);
        var definitions = client.apiextensions().v1().customResourceDefinitions();
        definitions.resource(definition).createOr(existing -> existing.update());
        definitions
                .withName(singular + "s.keda.sh")
                .waitUntilCondition(
                        found -> found != null
                                && found.getStatus() != null
                                && found.getStatus().getConditions() != null
                                && found.getStatus().getConditions().stream()
                                        .anyMatch(each -> each.getType().equals("Established")
                                                && each.getStatus().equals("True")),
                        30,
                        TimeUnit.SECONDS);
    }
}
