package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A {@code TriggerAuthentication} or a {@code ClusterTriggerAuthentication} of {@code keda.sh/v1alpha1}: where the
 * secret options of triggers come from.
 *
 * @param source the object as the file has it
 */
public record TriggerAuthentication(Node.Mapping source) implements Manifest {

    /**
     * One option that comes from elsewhere.
     *
     * @param from the field that lists it, such as {@code secretTargetRef} or {@code env}
     * @param parameter the option's name, such as {@code password}
     * @param source the item as the file has it, with {@code name}, {@code key} and the like
     */
    public record Parameter(String from, String parameter, Node.Mapping source) {

        /** {@return {@code name}: of the Secret, of the ConfigMap, or of the variable; empty if absent} */
        public String name() {
            return Views.text(source, "name").orElse("");
        }

        /** {@return {@code key} within the Secret or the ConfigMap; empty if absent} */
        public String key() {
            return Views.text(source, "key").orElse("");
        }

        /** {@return {@code containerName}: whose variable it is; empty for the target's own choice} */
        public String container() {
            return Views.text(source, "containerName").orElse("");
        }
    }

    private static final List<String> LISTS =
            List.of("secretTargetRef", "configMapTargetRef", "env", "boundServiceAccountToken");
    private static final List<String> VAULTS =
            List.of("hashiCorpVault", "azureKeyVault", "gcpSecretManager", "awsSecretManager");

    /**
     * Checks that there is an object.
     *
     * @param source not null
     */
    public TriggerAuthentication {
        Objects.requireNonNull(source, "source must not be null; Manifests reads it");
    }

    /** {@return whether it is a {@code ClusterTriggerAuthentication}, which serves every namespace} */
    public boolean isOfCluster() {
        return kind().equals("ClusterTriggerAuthentication");
    }

    /** {@return {@code spec.podIdentity.provider}} */
    public Optional<String> podIdentityProvider() {
        return Views.text(source, "spec", "podIdentity", "provider");
    }

    /** {@return {@code spec.podIdentity}} */
    public Optional<Node.Mapping> podIdentity() {
        return Views.mapping(source, "spec", "podIdentity");
    }

    /** {@return {@code spec.oauth2}} */
    public Optional<Node.Mapping> oauth2() {
        return Views.mapping(source, "spec", "oauth2");
    }

    /** {@return {@code spec.filePath}} */
    public Optional<String> filePath() {
        return Views.text(source, "spec", "filePath");
    }

    /**
     * Returns the options that come from elsewhere: those of {@code secretTargetRef}, {@code configMapTargetRef},
     * {@code env} and {@code boundServiceAccountToken}, then those of the vaults.
     *
     * @return in the order of the file within each field; unmodifiable
     */
    public List<Parameter> parameters() {
        var fields = LISTS.stream()
                .flatMap(field -> Views.mappings(source, "spec", field).stream().map(item -> parameter(field, item)));
        var vaults = VAULTS.stream()
                .flatMap(vault -> Views.mappings(source, "spec", vault, "secrets").stream()
                        .map(item -> parameter(vault, item)));
        return Stream.concat(fields, vaults).toList();
    }

    private static Parameter parameter(String field, Node.Mapping item) {
        return new Parameter(field, Views.text(item, "parameter").orElse(""), item);
    }
}
