package io.scaler4j.scaledobject.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.scaledobject.yaml.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Compares documents with JSON schemas as editors do: the keywords of draft-07 that the schemas of this project use.
 */
final class JsonSchemaCheck {

    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "title",
            "description",
            "default",
            "type",
            "const",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "allOf",
            "anyOf",
            "oneOf",
            "not");

    private final List<String> violations = new ArrayList<>();

    private JsonSchemaCheck() {}

    /** One line for each keyword that does not hold, with the path of the value. */
    static List<String> violations(JsonNode schema, Node document) {
        var check = new JsonSchemaCheck();
        check.check(schema, document, "");
        return check.violations;
    }

    private static boolean holds(JsonNode schema, Node node) {
        return violations(schema, node).isEmpty();
    }

    private void check(JsonNode schema, Node node, String path) {
        for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                throw new IllegalStateException("the keyword " + name + " is not known here");
            }
        }
        say(!schema.has("type") || hasType(schema.get("type"), node), path, "type");
        say(!schema.has("const") || isText(schema.get("const"), node), path, "const");
        say(!schema.has("enum") || any(schema.get("enum"), word -> isText(word, node)), path, "enum");
        for (JsonNode part : schema.path("allOf")) {
            check(part, node, path);
        }
        say(!schema.has("anyOf") || any(schema.get("anyOf"), part -> holds(part, node)), path, "anyOf");
        say(!schema.has("oneOf") || count(schema.get("oneOf"), node) == 1, path, "oneOf");
        say(!schema.has("not") || !holds(schema.get("not"), node), path, "not");
        if (node instanceof Node.Mapping mapping) {
            mapping(schema, mapping, path);
        } else if (node instanceof Node.Sequence sequence) {
            say(sequence.items().size() >= schema.path("minItems").asInt(0), path, "minItems");
            for (int i = 0; i < sequence.items().size() && schema.has("items"); i++) {
                check(schema.get("items"), sequence.items().get(i), path + "[" + i + "]");
            }
        } else if (node instanceof Node.Scalar scalar) {
            scalar(schema, scalar, path);
        }
    }

    private void mapping(JsonNode schema, Node.Mapping mapping, String path) {
        for (JsonNode name : schema.path("required")) {
            say(mapping.get(name.asText()).isPresent(), path, "required " + name.asText());
        }
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        for (Node.Entry entry : mapping.entries()) {
            String inside = path + "/" + entry.key();
            if (properties.has(entry.key())) {
                check(properties.get(entry.key()), entry.value(), inside);
            } else if (others.isObject()) {
                check(others, entry.value(), inside);
            } else {
                say(others.isMissingNode() || others.asBoolean(), inside, "additionalProperties");
            }
        }
    }

    private void scalar(JsonNode schema, Node.Scalar scalar, String path) {
        String text = scalar.text();
        if (scalar.type() == Node.Type.STRING) {
            int length = text.codePointCount(0, text.length());
            say(length >= schema.path("minLength").asInt(0), path, "minLength");
            say(length <= schema.path("maxLength").asInt(Integer.MAX_VALUE), path, "maxLength");
            say(
                    !schema.has("pattern")
                            || Pattern.compile(schema.get("pattern").asText())
                                    .matcher(text)
                                    .find(),
                    path,
                    "pattern");
        } else if (scalar.type() == Node.Type.INTEGER || scalar.type() == Node.Type.FLOAT) {
            var number = new BigDecimal(text);
            say(!schema.has("minimum") || number.compareTo(limit(schema, "minimum")) >= 0, path, "minimum");
            say(!schema.has("maximum") || number.compareTo(limit(schema, "maximum")) <= 0, path, "maximum");
            say(
                    !schema.has("exclusiveMinimum") || number.compareTo(limit(schema, "exclusiveMinimum")) > 0,
                    path,
                    "exclusiveMinimum");
        }
    }

    private static BigDecimal limit(JsonNode schema, String name) {
        return schema.get(name).decimalValue();
    }

    private static boolean any(JsonNode all, Predicate<JsonNode> wanted) {
        for (JsonNode one : all) {
            if (wanted.test(one)) {
                return true;
            }
        }
        return false;
    }

    private static int count(JsonNode parts, Node node) {
        int count = 0;
        for (JsonNode part : parts) {
            count += holds(part, node) ? 1 : 0;
        }
        return count;
    }

    private static boolean isText(JsonNode expected, Node node) {
        return node instanceof Node.Scalar scalar
                && scalar.type() == Node.Type.STRING
                && scalar.text().equals(expected.asText());
    }

    private static boolean hasType(JsonNode type, Node node) {
        return type.isArray() ? any(type, one -> hasType(one, node)) : hasType(type.asText(), node);
    }

    private static boolean hasType(String type, Node node) {
        Node.Type scalar = node instanceof Node.Scalar one ? one.type() : null;
        return switch (type) {
            case "object" -> node instanceof Node.Mapping;
            case "array" -> node instanceof Node.Sequence;
            case "string" -> scalar == Node.Type.STRING;
            case "boolean" -> scalar == Node.Type.BOOLEAN;
            case "integer" -> scalar == Node.Type.INTEGER;
            case "number" -> scalar == Node.Type.INTEGER || scalar == Node.Type.FLOAT;
            default -> throw new IllegalStateException("the type " + type + " is not known here");
        };
    }

    private void say(boolean holds, String path, String keyword) {
        if (!holds) {
            violations.add(path + ": " + keyword);
        }
    }
}
