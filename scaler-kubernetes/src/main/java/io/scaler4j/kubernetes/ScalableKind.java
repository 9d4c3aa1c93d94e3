package io.scaler4j.kubernetes;

import io.scaler4j.spi.TargetRef;
import java.util.Set;

/**
 * A kind of objects with a scale subresource.
 *
 * @param apiVersion as in {@code apps/v1}
 * @param resource its name in paths, as in {@code deployments}
 * @param counted whether the object itself says what it has, at the places of a Deployment
 */
record ScalableKind(String apiVersion, String resource, boolean counted) {

    private static final Set<String> KNOWN = Set.of("Deployment", "StatefulSet", "ReplicaSet");

    /** Those for which nobody has to be asked. */
    static boolean isKnown(TargetRef ref) {
        return (ref.apiVersion().equals("apps/v1") && KNOWN.contains(ref.kind()))
                || (ref.apiVersion().equals("v1") && ref.kind().equals("ReplicationController"));
    }

    static ScalableKind known(TargetRef ref) {
        return new ScalableKind(ref.apiVersion(), ref.kind().toLowerCase(java.util.Locale.ROOT) + "s", true);
    }

    /** {@return where the group is, without a slash at the end} */
    static String group(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    /** @param namespace empty for all namespaces */
    String list(String namespace) {
        return group(apiVersion) + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + resource;
    }

    String object(String namespace, String name) {
        return list(namespace) + "/" + name;
    }

    String scale(String namespace, String name) {
        return object(namespace, name) + "/scale";
    }
}
