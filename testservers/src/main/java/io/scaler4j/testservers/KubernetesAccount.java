package io.scaler4j.testservers;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** A service account with exactly the rights of its role, in a namespace that a test owns. */
public final class KubernetesAccount {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private final KubernetesClient admin;
    private final String namespace;
    private final String name;

    private KubernetesAccount(KubernetesClient admin, String namespace, String name) {
        this.admin = admin;
        this.namespace = namespace;
        this.name = name;
    }

    /** Creates the account, its role and their binding, all with this name. */
    public static KubernetesAccount create(
            KubernetesClient admin, String namespace, String name, List<PolicyRule> rules) {
        var account = new KubernetesAccount(admin, namespace, name);
        admin.serviceAccounts()
                .inNamespace(namespace)
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        account.allow(rules);
        admin.rbac()
                .roleBindings()
                .inNamespace(namespace)
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef(RBAC, "Role", name)
                        .addNewSubject("", "ServiceAccount", name, namespace)
                        .build())
                .create();
        return account;
    }

    /** Replaces the rules; the API server follows within a second or so. */
    public void allow(List<PolicyRule> rules) {
        admin.rbac()
                .roles()
                .inNamespace(namespace)
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .createOr(role -> role.update());
    }

    /** {@return the configuration of a client with a new token of this account, and no other rights} */
    public Config config() {
        String token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return new ConfigBuilder(admin.getConfiguration())
                .withAutoOAuthToken(null)
                .withOauthToken(token)
                .withUsername(null)
                .withPassword(null)
                .withClientCertData(null)
                .withClientKeyData(null)
                .withNamespace(namespace)
                .build();
    }
}
