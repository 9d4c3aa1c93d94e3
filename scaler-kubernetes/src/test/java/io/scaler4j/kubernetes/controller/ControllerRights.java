package io.scaler4j.kubernetes.controller;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.List;

/** The rights that the documentation names for a controller of one namespace, and no others. */
final class ControllerRights {

    static final List<PolicyRule> RULES = List.of(
            rule("keda.sh", "scaledobjects", "get", "list", "watch", "patch"),
            rule("keda.sh", "scaledobjects/status", "patch"),
            rule("keda.sh", "triggerauthentications", "list", "watch"),
            rule("", "secrets", "get"),
            rule("", "configmaps", "create", "get", "patch"),
            rule("coordination.k8s.io", "leases", "create", "get", "update"),
            rule("", "events", "create"),
            rule("apps", "deployments", "get", "list", "watch"),
            rule("apps", "deployments/scale", "get", "patch"));

    private ControllerRights() {}

    private static PolicyRule rule(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }
}
