package io.scaler4j.scaledobject.schema;

import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of violations. A value is shown only where it can be no secret. */
final class Sentences {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?s).*(\\$\\{|\\{\\{|\\$\\(|<[A-Za-z_ -]+>).*");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private Sentences() {}

    static String kindOf(Node node) {
        if (node instanceof Node.Mapping) {
            return "a mapping";
        }
        if (node instanceof Node.Sequence) {
            return "a list";
        }
        return switch (((Node.Scalar) node).type()) {
            case NULL -> "without a value";
            case BOOLEAN -> "true or false";
            case INTEGER -> "a whole number";
            case FLOAT -> "a number with a fraction";
            case STRING -> "a text";
        };
    }

    static String items(int count) {
        return count == 1 ? "one item" : count + " items";
    }

    static String oneOf(List<String> words) {
        return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
    }

    static String shown(String value) {
        return Masking.unexpected(value);
    }

    static String wayToText(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return isBraces(mapping)
                    ? "a word in braces is a mapping in YAML: put the value in its place"
                    : "write the value in this line, in quotes";
        }
        return node instanceof Node.Sequence ? "write one value, in quotes" : "put it in quotes";
    }

    private static boolean isBraces(Node.Mapping mapping) {
        return mapping.entries().size() == 1
                && mapping.entries().get(0).value() instanceof Node.Scalar scalar
                && scalar.type() == Node.Type.NULL;
    }

    static String wayToWhole(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return "write a whole number";
        }
        if (scalar.type() == Node.Type.STRING && WHOLE.matcher(scalar.text()).matches()) {
            return "take the quotes away";
        }
        return wayFromPlaceholder(scalar.text(), "write a whole number without quotes");
    }

    static String wayToFlag(Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING && isFlag(scalar.text())
                ? "take the quotes away"
                : "write true or false without quotes";
    }

    private static boolean isFlag(String text) {
        return text.equals("true") || text.equals("false");
    }

    static String wayToList(Node node) {
        return node instanceof Node.Mapping
                ? "begin each item with a dash, as in '- type: kafka'"
                : "write a list, with a dash before each item";
    }

    static String wayToMapping(Node node) {
        return node instanceof Node.Sequence
                ? "take the dash away"
                : "write its fields below it, indented by two blanks";
    }

    static String wayFromPlaceholder(String value, String otherwise) {
        return PLACEHOLDER.matcher(value).matches()
                ? "a placeholder is left: fill it in before the file is applied"
                : otherwise;
    }

    static String wayToWord(String value, List<String> words) {
        Optional<String> nearest = Names.nearest(value, words);
        return nearest.map(word -> "did you mean " + word + "?")
                .orElseGet(() -> wayFromPlaceholder(value, "write one of these words"));
    }

    /** A description within a sentence. */
    static String inLine(String description) {
        String text = description.endsWith(".") ? description.substring(0, description.length() - 1) : description;
        boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }

    /** First where the very name is known, below this place or elsewhere, then a similar name. */
    static String wayFromUnknown(String name, Shape.Structure structure, Shape root) {
        return Names.place(structure, name)
                .or(() -> Names.place(root, name))
                .filter(place -> !place.isEmpty())
                .map(place -> "it belongs below " + place + (place.endsWith("]") ? ", in the lines of an item" : ""))
                .or(() -> Names.nearest(name, structure.fields().keySet()).map(near -> "did you mean " + near + "?"))
                .orElseGet(() -> "remove it, or use one of "
                        + String.join(", ", structure.fields().keySet()));
    }
}
