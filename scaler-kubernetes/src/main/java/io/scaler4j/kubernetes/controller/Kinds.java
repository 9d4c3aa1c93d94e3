package io.scaler4j.kubernetes.controller;

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
}
