package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * What a watch keeps of an object.
 *
 * @param version the resource version
 * @param value what its user needs
 */
record Kept<T>(String version, T value) {

    static <T> Kept<T> of(JsonNode object, Function<JsonNode, T> projection) {
        return new Kept<>(object.path("metadata").path("resourceVersion").asText(""), projection.apply(object));
    }

    /** Namespace and name. */
    static String key(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String namespace = metadata.path("namespace").asText("");
        return (namespace.isEmpty() ? "" : namespace + "/")
                + metadata.path("name").asText("");
    }
}
