package io.scaler4j.scaledobject;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.scaledobject.manifest.Manifest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Secrets and ConfigMaps that stand in the files themselves. */
final class SecretObjects implements SecretSource {

    private final List<Manifest> objects;

    private SecretObjects(List<Manifest> objects) {
        this.objects = objects;
    }

    /** Those among all objects of the files. */
    static SecretObjects among(List<Manifest> objects) {
        return new SecretObjects(objects.stream()
                .filter(object -> object.apiVersion().equals("v1"))
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
                .filter(object ->
                        object.kind().equals(kind) && object.name().equals(ref.name()) && isIn(ref.namespace(), object))
                .flatMap(object -> new Fields(object.source()).text(field, ref.key()).stream())
                .findFirst();
    }

    /** An object without a namespace goes where the file is applied. */
    private static boolean isIn(String namespace, Manifest object) {
        return namespace.isEmpty()
                || object.namespace().isEmpty()
                || object.namespace().equals(namespace);
    }

    /** Empty for a text that is no base64, as the API server would refuse it. */
    private static Optional<String> decoded(String base64) {
        String digits = base64.replace("\n", "").replace("\r", "");
        if (digits.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getDecoder().decode(digits), UTF_8));
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
