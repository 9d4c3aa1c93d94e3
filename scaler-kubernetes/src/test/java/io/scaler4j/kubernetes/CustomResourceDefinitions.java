package io.scaler4j.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.scaledobject.schema.Field;
import io.scaler4j.scaledobject.schema.KindSchema;
import io.scaler4j.scaledobject.schema.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes {@code deploy/crds.yaml} of the declarations by which files are checked. */
final class CustomResourceDefinitions {

    private static final String HEAD = """
            # The kinds of KEDA and its HTTP add-on, for clusters without KEDA. Never apply this where KEDA is installed.
            # Made of scaler4j's own schemas; the test CustomResourceDefinitionsTest says how to make it again.
            """;

    /** As in KEDA. */
    private static final Map<String, List<String>> SHORT_NAMES = Map.of(
            "ScaledObject", List.of("so"),
            "ScaledJob", List.of("sj"),
            "TriggerAuthentication", List.of("ta", "triggerauth"),
            "ClusterTriggerAuthentication", List.of("cta", "clustertriggerauth"),
            "HTTPScaledObject", List.of("httpso"));

    /** What {@code kubectl get} shows of a ScaledObject, as in KEDA. */
    private static final List<List<String>> COLUMNS = List.of(
            List.of("ScaleTargetKind", "string", ".status.scaleTargetKind"),
            List.of("ScaleTargetName", "string", ".spec.scaleTargetRef.name"),
            List.of("Min", "integer", ".spec.minReplicaCount"),
            List.of("Max", "integer", ".spec.maxReplicaCount"),
            List.of("Ready", "string", condition("Ready")),
            List.of("Active", "string", condition("Active")),
            List.of("Fallback", "string", condition("Fallback")),
            List.of("Paused", "string", condition("Paused")),
            List.of("Triggers", "string", ".status.triggersTypes"),
            List.of("Authentications", "string", ".status.authenticationsTypes"),
            List.of("Age", "date", ".metadata.creationTimestamp"));

    private CustomResourceDefinitions() {}

    private static String condition(String type) {
        return ".status.conditions[?(@.type==\"" + type + "\")].status";
    }

    private static List<Map<String, Object>> columns() {
        return COLUMNS.stream()
                .map(column -> {
                    var made = new LinkedHashMap<String, Object>();
                    made.put("name", column.get(0));
                    made.put("type", column.get(1));
                    made.put("jsonPath", column.get(2));
                    return (Map<String, Object>) made;
                })
                .toList();
    }

    static String yaml() {
        return HEAD
                + KindSchema.all().stream()
                        .filter(kind -> group(kind).contains("keda.sh"))
                        .map(CustomResourceDefinitions::definition)
                        .map(CustomResourceDefinitions::text)
                        .collect(Collectors.joining());
    }

    private static String text(Map<String, Object> definition) {
        try {
            // Through JSON, since the writer of YAML keeps the order of a tree.
            return Serialization.asYaml(new JsonMapper().readTree(new JsonMapper().writeValueAsString(definition)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String group(KindSchema kind) {
        return kind.apiVersion().replaceFirst("/.*", "");
    }

    private static Map<String, Object> definition(KindSchema kind) {
        String plural = kind.kind().toLowerCase(Locale.ROOT) + "s";
        var version = new LinkedHashMap<String, Object>();
        version.put("name", kind.apiVersion().replaceFirst(".*/", ""));
        version.put("served", true);
        version.put("storage", true);
        version.put("subresources", Map.of("status", Map.of()));
        if (kind.kind().equals("ScaledObject")) {
            version.put("additionalPrinterColumns", columns());
        }
        version.put("schema", Map.of("openAPIV3Schema", whole(kind)));
        var spec = new LinkedHashMap<String, Object>();
        spec.put("group", group(kind));
        spec.put("scope", kind.kind().startsWith("Cluster") ? "Cluster" : "Namespaced");
        spec.put("names", names(kind.kind(), plural));
        spec.put("versions", List.of(version));
        var definition = new LinkedHashMap<String, Object>();
        definition.put("apiVersion", "apiextensions.k8s.io/v1");
        definition.put("kind", "CustomResourceDefinition");
        definition.put("metadata", Map.of("name", plural + "." + group(kind)));
        definition.put("spec", spec);
        return definition;
    }

    private static Map<String, Object> names(String kind, String plural) {
        var names = new LinkedHashMap<String, Object>();
        names.put("kind", kind);
        names.put("listKind", kind + "List");
        names.put("plural", plural);
        names.put("singular", kind.toLowerCase(Locale.ROOT));
        if (SHORT_NAMES.containsKey(kind)) {
            names.put("shortNames", SHORT_NAMES.get(kind));
        }
        return names;
    }

    /** The API server itself checks metadata; the status is written by a controller. */
    private static Map<String, Object> whole(KindSchema kind) {
        Map<String, Object> schema = structure(kind.shape());
        schema.put("description", kind.description());
        @SuppressWarnings("unchecked")
        var properties = (Map<String, Object>) schema.get("properties");
        properties.put("apiVersion", Map.of("type", "string"));
        properties.put("kind", Map.of("type", "string"));
        properties.put("metadata", Map.of("type", "object"));
        properties.put("status", open(typed("object")));
        return schema;
    }

    private static Map<String, Object> shape(Shape shape) {
        if (shape instanceof Shape.Structure structure) {
            return structure(structure);
        }
        if (shape instanceof Shape.Listing list) {
            Map<String, Object> schema = typed("array");
            schema.put("items", shape(list.items()));
            if (list.least() > 0) {
                schema.put("minItems", list.least());
            }
            return schema;
        }
        if (shape instanceof Shape.Mapped map) {
            Map<String, Object> schema = typed("object");
            schema.put("additionalProperties", shape(map.values()));
            return schema;
        }
        if (shape instanceof Shape.Text text) {
            return text(text);
        }
        if (shape instanceof Shape.Whole number) {
            return number(number);
        }
        if (shape instanceof Shape.Quantity || shape instanceof Shape.WholeOrText) {
            return new LinkedHashMap<>(Map.of("x-kubernetes-int-or-string", true));
        }
        return shape instanceof Shape.Flag ? typed("boolean") : open(new LinkedHashMap<>());
    }

    private static Map<String, Object> structure(Shape.Structure structure) {
        Map<String, Object> schema = typed("object");
        var properties = new LinkedHashMap<String, Object>();
        structure.fields().values().forEach(field -> {
            Map<String, Object> of = shape(field.shape());
            if (field.name().equals("template")) {
                removeDescriptions(of); // of a pod: half of the file, and known to kubectl explain pod
            }
            of.put("description", field.description());
            properties.put(field.name(), of);
        });
        schema.put("properties", properties);
        List<String> required = structure.required().stream()
                .map(Field::name)
                .filter(name -> !List.of("apiVersion", "kind", "metadata").contains(name))
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return structure.isOpen() ? open(schema) : schema;
    }

    private static void removeDescriptions(Object schema) {
        if (schema instanceof Map<?, ?> map) {
            map.entrySet()
                    .removeIf(entry -> entry.getKey().equals("description") && entry.getValue() instanceof String);
            map.values().forEach(CustomResourceDefinitions::removeDescriptions);
        } else if (schema instanceof List<?> list) {
            list.forEach(CustomResourceDefinitions::removeDescriptions);
        }
    }

    private static Map<String, Object> text(Shape.Text text) {
        Map<String, Object> schema = typed("string");
        if (!text.words().isEmpty()) {
            schema.put("enum", text.words());
        }
        if (text.least() > 0) {
            schema.put("minLength", text.least());
        }
        if (text.most() < Integer.MAX_VALUE) {
            schema.put("maxLength", text.most());
        }
        return schema;
    }

    private static Map<String, Object> number(Shape.Whole number) {
        Map<String, Object> schema = typed("integer");
        schema.put("format", number.wide() ? "int64" : "int32");
        number.atLeast().ifPresent(least -> schema.put("minimum", least));
        number.above().ifPresent(below -> schema.put("minimum", below + 1));
        number.atMost().ifPresent(most -> schema.put("maximum", most));
        return schema;
    }

    private static Map<String, Object> typed(String type) {
        return new LinkedHashMap<>(Map.of("type", type));
    }

    private static Map<String, Object> open(Map<String, Object> schema) {
        schema.put("x-kubernetes-preserve-unknown-fields", true);
        return schema;
    }
}
