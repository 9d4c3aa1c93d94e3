package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.TriggerAuthentication;
import io.scaler4j.scaledobject.manifest.TriggerAuthentication.Parameter;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code TriggerAuthentication}s and {@code ClusterTriggerAuthentication}s of the files. */
final class Authentications {

    /** The way out where a variable cannot be found. */
    static final String READ_ENVIRONMENT = "read the environment: --environment, in Java environment(System.getenv());"
            + " or a folder of secrets: --secrets, in Java secrets(..)";

    private static final Set<String> READ =
            Set.of("secretTargetRef", "configMapTargetRef", "env", "filePath", "podIdentity");

    private final List<TriggerAuthentication> objects;
    private final SecretSource secrets;
    private final String defaultNamespace;

    Authentications(List<Manifest> manifests, SecretSource secrets, String defaultNamespace) {
        objects = manifests.stream()
                .filter(TriggerAuthentication.class::isInstance)
                .map(TriggerAuthentication.class::cast)
                .toList();
        this.secrets = secrets;
        this.defaultNamespace = defaultNamespace;
    }

    /** What a trigger refers to; what cannot be found is a finding. */
    Credentials of(Fields trigger, String namespace, Findings findings) {
        Optional<String> name = trigger.text("authenticationRef", "name").filter(given -> !given.isEmpty());
        if (name.isEmpty()) {
            return Credentials.NONE;
        }
        String kind = trigger.text("authenticationRef", "kind").orElse("TriggerAuthentication");
        Optional<TriggerAuthentication> found = objects.stream()
                .filter(object -> object.kind().equals(kind) && object.name().equals(name.get()))
                .filter(object -> object.isOfCluster() || namespaceOf(object).equals(namespace))
                .findFirst();
        if (found.isPresent()) {
            return credentials(found.get(), found.get().isOfCluster() ? "" : namespace, findings);
        }
        findings.add(
                ReadingRule.AUTHENTICATION,
                trigger.position("authenticationRef", "name"),
                "authenticationRef names the " + kind + " " + name.get() + ", which is not among the objects read"
                        + (namespace.isEmpty() || kind.startsWith("Cluster") ? "" : " of namespace " + namespace),
                "read its file together with this one");
        return Credentials.UNKNOWN;
    }

    private String namespaceOf(TriggerAuthentication object) {
        return object.namespace().isEmpty() ? defaultNamespace : object.namespace();
    }

    private Credentials credentials(TriggerAuthentication object, String namespace, Findings findings) {
        var refs = new LinkedHashMap<String, SecretRef>();
        for (Parameter parameter : object.parameters()) {
            ref(parameter, namespace).ifPresent(ref -> refs.put(parameter.parameter(), ref));
        }
        boolean complete = refuseOthers(object, findings);
        var credentials = new Credentials(
                refs,
                object.filePath().map(SecretRef::file),
                secrets,
                object.podIdentityProvider().orElse(""),
                complete);
        report(object, credentials, findings);
        return credentials;
    }

    private static Optional<SecretRef> ref(Parameter parameter, String namespace) {
        return switch (parameter.from()) {
            case "secretTargetRef" -> Optional.of(SecretRef.secret(namespace, parameter.name(), parameter.key()));
            case "configMapTargetRef" -> Optional.of(SecretRef.configMap(namespace, parameter.name(), parameter.key()));
            case "env" -> Optional.of(SecretRef.environment(parameter.name(), parameter.container()));
            default -> Optional.empty();
        };
    }

    /** The vaults and tokens that only a cluster has. */
    private static boolean refuseOthers(TriggerAuthentication object, Findings findings) {
        List<String> others = new Fields(object.source())
                .mapping("spec").stream()
                        .flatMap(spec -> spec.source().entries().stream())
                        .map(Node.Entry::key)
                        .filter(field -> !READ.contains(field) && new Fields(object.source()).has("spec", field))
                        .toList();
        others.forEach(field -> findings.add(
                ReadingRule.SECRET,
                object.position("spec", field),
                label(object) + " takes parameters from " + field + ", which is not read here",
                "give the parameters as keys of a Secret, which a SecretSource finds"));
        return others.isEmpty();
    }

    private static void report(TriggerAuthentication object, Credentials credentials, Findings findings) {
        Map<String, SecretRef> refs = credentials.refs();
        Set<String> missing = credentials.missing();
        object.parameters().stream()
                .filter(parameter -> missing.contains(parameter.parameter()))
                .forEach(parameter -> {
                    SecretRef ref = refs.get(parameter.parameter());
                    findings.add(
                            ReadingRule.SECRET,
                            parameter.source().position(),
                            label(object) + " takes the parameter " + parameter.parameter() + " from " + ref
                                    + ", which cannot be found",
                            parameter.from().equals("env")
                                    ? READ_ENVIRONMENT
                                    : "read its object together with this file, or a folder of secrets: --secrets, in"
                                            + " Java secrets(..)");
                });
        if (credentials.isFileMissing()) {
            findings.add(
                    ReadingRule.SECRET,
                    object.position("spec", "filePath"),
                    label(object) + " takes parameters from the file "
                            + object.filePath().orElse("") + ", which cannot be found",
                    "read a folder of secrets: --secrets, in Java secrets(SecretSource.folder(..))");
        }
    }

    private static String label(TriggerAuthentication object) {
        return object.kind() + " " + object.name();
    }
}
