package io.scaler4j.scaledobject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code TriggerAuthentication}s and {@code ClusterTriggerAuthentication}s of the files. */
final class Authentications {

    private static final String RULE = "authentication";
    private static final String CLUSTER_KIND = "ClusterTriggerAuthentication";
    private static final Set<String> READ = Set.of("secretTargetRef", "configMapTargetRef", "env", "filePath");

    private final List<Fields> objects;
    private final SecretSource secrets;
    private final String defaultNamespace;

    Authentications(List<Fields> objects, SecretSource secrets, String defaultNamespace) {
        this.objects = objects;
        this.secrets = secrets;
        this.defaultNamespace = defaultNamespace;
    }

    /** What a trigger refers to; what cannot be found is a finding at the trigger's reference. */
    Credentials of(Fields trigger, String namespace, Findings findings) {
        Optional<String> name = trigger.text("authenticationRef", "name");
        if (name.isEmpty()) {
            return Credentials.NONE;
        }
        String kind = trigger.text("authenticationRef", "kind").orElse("TriggerAuthentication");
        boolean cluster = kind.equals(CLUSTER_KIND);
        Optional<Fields> found = objects.stream()
                .filter(object -> object.text("kind").filter(kind::equals).isPresent()
                        && object.text("metadata", "name").equals(name)
                        && (cluster || namespaceOf(object).equals(namespace)))
                .findFirst();
        if (found.isEmpty()) {
            findings.notRunnable(
                    RULE,
                    trigger.position("authenticationRef", "name"),
                    "authenticationRef names the " + kind + " " + name.get() + ", which is not among the objects read"
                            + (cluster || namespace.isEmpty() ? "" : " of namespace " + namespace),
                    "read its file together with this one");
            return new Credentials(Map.of(), SecretSource.none(), "", false);
        }
        return credentials(found.get(), cluster ? "" : namespace, findings);
    }

    private String namespaceOf(Fields object) {
        return object.text("metadata", "namespace").orElse(defaultNamespace);
    }

    private Credentials credentials(Fields object, String namespace, Findings findings) {
        var refs = new LinkedHashMap<String, SecretRef>();
        read(
                object,
                "secretTargetRef",
                refs,
                item -> SecretRef.secret(namespace, text(item, "name"), text(item, "key")));
        read(
                object,
                "configMapTargetRef",
                refs,
                item -> SecretRef.configMap(namespace, text(item, "name"), text(item, "key")));
        read(object, "env", refs, item -> SecretRef.environment(text(item, "name")));
        read(object, "filePath", refs, item -> SecretRef.file(text(item, "path")));
        boolean complete = refuseOthers(object, findings);
        var credentials = new Credentials(
                refs, secrets, object.text("spec", "podIdentity", "provider").orElse(""), complete);
        credentials.missing().stream().sorted().forEach(parameter -> {
            SecretRef ref = refs.getOrDefault(parameter, SecretRef.file(""));
            findings.notRunnable("secret", position(object, parameter), sentence(object, parameter, ref), wayOut(ref));
        });
        return credentials;
    }

    private interface Reference {
        SecretRef of(Fields item);
    }

    private static void read(Fields object, String field, Map<String, SecretRef> refs, Reference reference) {
        for (Fields item : object.mappings("spec", field)) {
            item.text("parameter").ifPresent(parameter -> refs.put(parameter, reference.of(item)));
        }
    }

    private static String text(Fields item, String field) {
        return item.text(field).orElse("");
    }

    /** The vaults and tokens that only a cluster has. */
    private static boolean refuseOthers(Fields object, Findings findings) {
        List<String> others = object.mapping("spec").stream()
                .flatMap(spec -> spec.source().entries().stream())
                .map(entry -> entry.key())
                .filter(field -> !READ.contains(field) && !field.equals("podIdentity"))
                .toList();
        others.forEach(field -> findings.notRunnable(
                "secret",
                object.position("spec", field),
                label(object) + " takes parameters from " + field + ", which is not read here",
                "give the parameters as keys of a Secret, which a SecretSource finds"));
        return others.isEmpty();
    }

    private static String sentence(Fields object, String parameter, SecretRef ref) {
        return label(object) + " takes the parameter " + parameter + " from " + ref + ", which cannot be found";
    }

    private static String wayOut(SecretRef ref) {
        return switch (ref.kind()) {
            case SECRET, CONFIG_MAP -> "read its object together with this file, or set secrets(..) of the reader";
            case ENVIRONMENT -> "set environment(System.getenv()) or secrets(..) of the reader";
            case FILE -> "set secrets(SecretSource.folder(..)) of the reader";
        };
    }

    private static String label(Fields object) {
        return text(object, "kind") + " " + object.text("metadata", "name").orElse("");
    }

    private static io.scaler4j.scaledobject.yaml.Position position(Fields object, String parameter) {
        return READ.stream()
                .flatMap(field -> object.mappings("spec", field).stream())
                .filter(item -> item.text("parameter").filter(parameter::equals).isPresent())
                .map(item -> item.position("parameter"))
                .findFirst()
                .orElse(object.position("spec"));
    }
}
