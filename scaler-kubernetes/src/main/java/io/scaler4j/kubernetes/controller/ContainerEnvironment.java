package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.scaler4j.scaledobject.SecretRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment that a container is given: {@code envFrom}, then {@code env}, whose values may name variables before
 * them as in {@code $(HOST):9092}. Of the pod's fields only its namespace is known before there is a pod; a variable
 * with another one is left out.
 */
record ContainerEnvironment(JsonNode container) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([-._A-Za-z][-._A-Za-z0-9]*)\\)");

    /** @param name blank for the first container */
    static ContainerEnvironment of(JsonNode pod, String name) {
        for (JsonNode each : pod.path("containers")) {
            if (name.isBlank() || each.path("name").asText("").equals(name)) {
                return new ContainerEnvironment(each);
            }
        }
        return new ContainerEnvironment(MissingNode.getInstance());
    }

    /** The Secrets and ConfigMaps that are needed. */
    List<SecretRef> refs(String namespace) {
        var refs = new ArrayList<SecretRef>();
        for (JsonNode each : container.path("envFrom")) {
            addRef(each.path("secretRef"), each.path("configMapRef"), namespace, refs);
        }
        for (JsonNode each : container.path("env")) {
            JsonNode from = each.path("valueFrom");
            addRef(from.path("secretKeyRef"), from.path("configMapKeyRef"), namespace, refs);
        }
        return refs;
    }

    private static void addRef(JsonNode secret, JsonNode configMap, String namespace, List<SecretRef> refs) {
        if (!name(secret).isEmpty()) {
            refs.add(SecretRef.secret(namespace, name(secret), key(secret)));
        }
        if (!name(configMap).isEmpty()) {
            refs.add(SecretRef.configMap(namespace, name(configMap), key(configMap)));
        }
    }

    private static String name(JsonNode ref) {
        return ref.path("name").asText("");
    }

    private static String key(JsonNode ref) {
        return ref.path("key").asText("");
    }

    /** The variables; {@code values} gives all of a Secret or ConfigMap, whatever the key. */
    Map<String, String> variables(String namespace, Function<SecretRef, Map<String, String>> values) {
        var variables = new LinkedHashMap<String, String>();
        for (JsonNode each : container.path("envFrom")) {
            var refs = new ArrayList<SecretRef>();
            addRef(each.path("secretRef"), each.path("configMapRef"), namespace, refs);
            String prefix = each.path("prefix").asText("");
            refs.forEach(ref -> values.apply(ref).forEach((key, value) -> variables.put(prefix + key, value)));
        }
        for (JsonNode each : container.path("env")) {
            String variable = each.path("name").asText("");
            if (each.has("valueFrom")) {
                addFrom(variable, each.path("valueFrom"), namespace, values, variables);
            } else {
                variables.put(variable, expanded(each.path("value").asText(""), variables));
            }
        }
        return Map.copyOf(variables);
    }

    private static void addFrom(
            String variable,
            JsonNode from,
            String namespace,
            Function<SecretRef, Map<String, String>> values,
            Map<String, String> variables) {
        var refs = new ArrayList<SecretRef>();
        addRef(from.path("secretKeyRef"), from.path("configMapKeyRef"), namespace, refs);
        for (SecretRef ref : refs) {
            String value = values.apply(ref).get(ref.key());
            if (value != null) {
                variables.put(variable, value);
            }
        }
        if (from.path("fieldRef").path("fieldPath").asText("").equals("metadata.namespace")) {
            variables.put(variable, namespace);
        }
    }

    /** As the kubelet does: a variable that is not known stays as it is written, and {@code $$} is a dollar sign. */
    private static String expanded(String value, Map<String, String> known) {
        return REFERENCE
                .matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? "$" : known.getOrDefault(match.group(1), match.group())));
    }

    @Override
    public String toString() {
        return "the environment of container " + container.path("name").asText("");
    }
}
