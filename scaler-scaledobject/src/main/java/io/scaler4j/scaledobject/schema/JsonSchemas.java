package io.scaler4j.scaledobject.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON schemas (draft-07) of the kinds, for editors. Made of the same declarations as the check. */
public final class JsonSchemas {

    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
    private static final String OPTIONS = " The options of the types that scaler4j has are in triggers.schema.json.";

    /** What is used in several places, by its name. */
    private final Map<String, Object> definitions = new TreeMap<>();

    private JsonSchemas() {}

    /** {@return the text of each file by its name, such as {@code scaledobject.schema.json}; in the order of names} */
    public static Map<String, String> files() {
        var files = new TreeMap<String, String>();
        KindSchema.all().forEach(kind -> files.put(kind.fileName(), JsonText.of(new JsonSchemas().schema(kind))));
        return files;
    }

    private Map<String, Object> schema(KindSchema kind) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", DRAFT);
        schema.put("title", kind.kind() + " of " + kind.apiVersion());
        schema.put("description", kind.description());
        schema.putAll(structure(kind.shape()));
        @SuppressWarnings("unchecked")
        var properties = (Map<String, Object>) schema.getOrDefault("properties", Map.of());
        properties.put("apiVersion", Map.of("const", kind.apiVersion()));
        properties.put("kind", Map.of("const", kind.kind()));
        putIf(schema, "definitions", definitions, !definitions.isEmpty());
        return schema;
    }

    private Map<String, Object> shape(Shape shape) {
        if (shape instanceof Shape.Structure structure) {
            return structure.name().isEmpty() ? structure(structure) : defined(structure);
        }
        if (shape instanceof Shape.Listing list) {
            Map<String, Object> schema = typed("array");
            schema.put("items", shape(list.items()));
            putIf(schema, "minItems", list.least(), list.least() > 0);
            // That some fields of items differ cannot be said in a JSON schema.
            putIf(schema, "uniqueItems", true, list.distinct().isPresent());
            return schema;
        }
        if (shape instanceof Shape.Mapped map) {
            Map<String, Object> schema = typed("object");
            map.keys().ifPresent(format -> schema.put("propertyNames", Map.of("pattern", format.regex())));
            schema.put("additionalProperties", orNull(shape(map.values())));
            return schema;
        }
        if (shape instanceof Shape.Text text) {
            return text(text);
        }
        if (shape instanceof Shape.Whole whole) {
            return whole(whole);
        }
        if (shape instanceof Shape.Quantity quantity) {
            return quantity(quantity);
        }
        if (shape instanceof Shape.WholeOrText) {
            return new LinkedHashMap<>(Map.of("type", List.of("string", "integer")));
        }
        return shape instanceof Shape.Flag ? typed("boolean") : new LinkedHashMap<>();
    }

    private Map<String, Object> defined(Shape.Structure structure) {
        if (!definitions.containsKey(structure.name())) {
            definitions.put(structure.name(), structure(structure));
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("anyOf", List.of(Map.of("$ref", "#/definitions/" + structure.name())));
        return schema;
    }

    private Map<String, Object> structure(Shape.Structure structure) {
        Map<String, Object> schema = typed("object");
        var properties = new LinkedHashMap<String, Object>();
        structure.fields().values().forEach(field -> properties.put(field.name(), field(field)));
        schema.put("properties", properties);
        List<String> required = structure.required().stream().map(Field::name).toList();
        putIf(schema, "required", required, !required.isEmpty());
        putIf(schema, "additionalProperties", false, !structure.isOpen());
        List<Object> rules = new ArrayList<>();
        structure.rules().forEach(rule -> rule(rule).ifPresent(rules::add));
        // A rule about fields is no rule for null, which counts as absent.
        putIf(schema, "if", Map.of("type", "object"), !rules.isEmpty());
        putIf(schema, "then", Map.of("allOf", rules), !rules.isEmpty());
        return schema;
    }

    private Map<String, Object> field(Field field) {
        Map<String, Object> schema = shape(field.shape());
        schema.put("description", field.description() + (field.name().equals("triggers") ? OPTIONS : ""));
        field.byDefault().ifPresent(value -> schema.put("default", value));
        return field.required() ? schema : orNull(schema);
    }

    /** The API server takes a field without a value for absent. */
    private static Map<String, Object> orNull(Map<String, Object> schema) {
        schema.computeIfPresent("type", (name, type) -> {
            var types = new ArrayList<Object>(type instanceof List<?> several ? several : List.of(type));
            types.add("null");
            return types;
        });
        schema.computeIfPresent("anyOf", (name, ref) -> {
            var all = new ArrayList<Object>((List<?>) ref);
            all.add(Map.of("type", "null"));
            return all;
        });
        schema.computeIfPresent("enum", (name, words) -> {
            var all = new ArrayList<@Nullable Object>((List<?>) words);
            all.add(null);
            return all;
        });
        return schema;
    }

    private static Map<String, Object> text(Shape.Text text) {
        Map<String, Object> schema = typed("string");
        putIf(schema, "enum", text.words(), !text.words().isEmpty());
        putIf(schema, "minLength", text.least(), text.least() > 0);
        int most = Math.min(text.most(), text.format().map(Format::most).orElse(Integer.MAX_VALUE));
        putIf(schema, "maxLength", most, most < Integer.MAX_VALUE);
        text.format().ifPresent(format -> schema.put("pattern", format.regex()));
        return schema;
    }

    private static Map<String, Object> whole(Shape.Whole whole) {
        Map<String, Object> schema = typed("integer");
        if (whole.above().isPresent()) {
            schema.put("exclusiveMinimum", whole.above().getAsLong());
        } else {
            schema.put("minimum", whole.atLeast().orElse(whole.wide() ? Long.MIN_VALUE : Integer.MIN_VALUE));
        }
        schema.put("maximum", whole.atMost().orElse(whole.wide() ? Long.MAX_VALUE : Integer.MAX_VALUE));
        return schema;
    }

    private static Map<String, Object> quantity(Shape.Quantity quantity) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", List.of("string", quantity.fractions() ? "number" : "integer"));
        schema.put("pattern", Format.QUANTITY.regex());
        putIf(schema, "minimum", 0, quantity.sign() == Shape.Quantity.Sign.NOT_NEGATIVE);
        putIf(schema, "exclusiveMinimum", 0, quantity.sign() == Shape.Quantity.Sign.POSITIVE);
        return schema;
    }

    /** Two bounds cannot be compared in a JSON schema. */
    private static Optional<Map<String, Object>> rule(Together rule) {
        List<Map<String, Object>> each =
                rule.fields().stream().map(field -> there(List.of(field))).toList();
        return switch (rule.rule()) {
            case EXACTLY_ONE -> Optional.of(Map.of("oneOf", each));
            case AT_LEAST_ONE -> Optional.of(Map.of("anyOf", each));
            case AT_MOST_ONE -> Optional.of(Map.of("not", there(rule.fields())));
            case MIN_UP_TO_MAX -> Optional.empty();
        };
    }

    /** Fields that are all there, each with a value. */
    private static Map<String, Object> there(List<String> fields) {
        var values = new LinkedHashMap<String, Object>();
        fields.forEach(field -> values.put(field, Map.of("not", Map.of("type", "null"))));
        var schema = new LinkedHashMap<String, Object>();
        schema.put("required", fields);
        schema.put("properties", values);
        return schema;
    }

    private static Map<String, Object> typed(String type) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", type);
        return schema;
    }

    private static void putIf(Map<String, Object> schema, String name, Object value, boolean condition) {
        if (condition) {
            schema.put(name, value);
        }
    }
}
