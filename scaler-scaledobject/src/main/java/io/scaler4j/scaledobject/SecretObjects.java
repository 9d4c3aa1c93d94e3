package io.scaler4j.scaledobject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Secrets and ConfigMaps that stand in the files themselves. */
final class SecretObjects implements SecretSource {

    private final List<Fields> objects;

    private SecretObjects(List<Fields> objects) {
        this.objects = objects;
    }

    /** Those among all objects of the files. */
    static SecretObjects among(List<Fields> objects) {
        return new SecretObjects(objects.stream()
                .filter(object -> object.text("apiVersion").filter("v1"::equals).isPresent())
                .toList());
    }

    @Override
    public Optional<String> find(SecretRef ref) {
        return switch (ref.kind()) {
            case SECRET ->
                value(ref, "Secret", "stringData")
                        .or(() -> value(ref, "Secret", "data").flatMap(SecretObjects::decoded));
            case CONFIG_MAP -> value(ref, "ConfigMap", "data");
            case ENVIRONMENT, FILE -> Optional.empty();
        };
    }

    private Optional<String> value(SecretRef ref, String kind, String field) {
        return objects.stream()
                .filter(object -> object.text("kind").filter(kind::equals).isPresent()
                        && object.text("metadata", "name")
                                .filter(ref.name()::equals)
                                .isPresent()
                        && isIn(ref.namespace(), object))
                .flatMap(object -> object.text(field, ref.key()).stream())
                .findFirst();
    }

    /** An object without a namespace goes where the file is applied. */
    private static boolean isIn(String namespace, Fields object) {
        return namespace.isEmpty()
                || object.text("metadata", "namespace").orElse(namespace).equals(namespace);
    }

    /** Empty for a text that is no base64, as the API server would refuse it. */
    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(base64), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How many, and none of their values. */
    @Override
    public String toString() {
        return objects.size() + " objects that may hold secrets";
    }
}
