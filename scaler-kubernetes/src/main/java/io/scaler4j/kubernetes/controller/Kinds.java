package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the objects of the controller are. */
final class Kinds {

    static final String KEDA = "/apis/keda.sh/v1alpha1";
    static final String SCALED_OBJECTS = "scaledobjects";
    static final String FINALIZER = "scaler4j.io/finalizer";
    static final String KEDAS_FINALIZER = "finalizer.keda.sh";
    static final String MANAGED = "scaler4j.io/managed";

    private Kinds() {}

    /** @param namespace empty for all namespaces */
    static String list(String namespace, String resource) {
        return KEDA + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + resource;
    }

    static String scaledObject(String key) {
        return list(namespaceOf(key), SCALED_OBJECTS) + "/" + nameOf(key);
    }

    static String namespaceOf(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    static String nameOf(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    /** The text of an object without what takes most of the place and says nothing. */
    static String compact(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        if (copy.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
            if (metadata.path("annotations") instanceof ObjectNode annotations) {
                annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
            }
        }
        if (!copy.has("kind")) {
            throw new IllegalStateException("an object of a list has no kind");
        }
        return copy.toString();
    }
}
