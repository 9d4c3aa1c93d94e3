package io.scaler4j.scaledobject.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What objects of a kind may hold.
 *
 * @param apiVersion that they have, as in {@code keda.sh/v1alpha1}
 * @param kind that they have
 * @param shape of the whole object
 * @param description what the kind is for, in a sentence
 */
public record KindSchema(String apiVersion, String kind, Shape.Structure shape, String description) {

    private static final List<KindSchema> ALL = List.of(
            KedaShapes.scaledObject(),
            KedaShapes.scaledJob(),
            AuthenticationShapes.triggerAuthentication(),
            AuthenticationShapes.clusterTriggerAuthentication(),
            HpaShapes.v2(HpaShapes.ALL_FEATURES),
            HpaShapes.v1(),
            HttpShapes.httpScaledObject(),
            HttpShapes.interceptorRoute());

    private static final Map<String, List<String>> VERSIONS = ALL.stream()
            .collect(Collectors.groupingBy(
                    KindSchema::kind,
                    Collectors.mapping(KindSchema::apiVersion, Collectors.toUnmodifiableList())));

    /** {@return the kinds that are accepted, each with all features of a cluster; unmodifiable} */
    public static List<KindSchema> all() {
        return ALL;
    }

    /**
     * Returns the versions of a kind that are accepted.
     *
     * @param kind as in {@code ScaledObject}
     * @return as in {@code keda.sh/v1alpha1}; empty for an unknown kind
     */
    public static List<String> apiVersions(String kind) {
        return VERSIONS.getOrDefault(kind, List.of());
    }

    /**
     * Finds what an object may hold.
     *
     * @param apiVersion exact
     * @param kind exact
     * @return empty if the two are not accepted together
     */
    public static Optional<KindSchema> find(String apiVersion, String kind) {
        for (KindSchema schema : ALL) {
            if (schema.apiVersion.equals(apiVersion) && schema.kind.equals(kind)) {
                return Optional.of(schema);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the name of the file with the kind's JSON schema.
     *
     * @return as in {@code scaledobject.schema.json}, with the version if there are several
     */
    public String fileName() {
        String version = apiVersions(kind).size() > 1 ? "-" + apiVersion.replaceFirst(".*/", "") : "";
        return kind.toLowerCase(Locale.ROOT) + version + ".schema.json";
    }
}
