package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TargetRef;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Fields of a mapping by their path and type; what is absent, or of another type, is empty. */
final class Views {

    private Views() {}

    static Optional<String> text(Node.Mapping source, String... path) {
        Node.@Nullable Scalar found = scalar(source, Node.Type.STRING, path);
        return found == null ? Optional.empty() : Optional.of(found.text());
    }

    /** An object to scale; a Deployment unless given. Empty without a name. */
    static Optional<TargetRef> target(Node.Mapping source, String apiVersionUnlessGiven, String... path) {
        return mapping(source, path)
                .flatMap(target -> text(target, "name")
                        .filter(name -> !name.isBlank())
                        .map(name -> new TargetRef(
                                textOr(target, "apiVersion", apiVersionUnlessGiven),
                                textOr(target, "kind", "Deployment"),
                                name)));
    }

    private static String textOr(Node.Mapping source, String key, String unlessGiven) {
        return text(source, key).filter(value -> !value.isBlank()).orElse(unlessGiven);
    }

    static Optional<Boolean> flag(Node.Mapping source, String... path) {
        Node.@Nullable Scalar found = scalar(source, Node.Type.BOOLEAN, path);
        return found == null ? Optional.empty() : Optional.of(found.text().equals("true"));
    }

    /** Empty, too, for a number that no {@code int32} holds. */
    static OptionalInt integer(Node.Mapping source, String... path) {
        Node.@Nullable Scalar found = scalar(source, Node.Type.INTEGER, path);
        return found == null ? OptionalInt.empty() : int32(found.text());
    }

    /** Empty for a text that is no number, or none that an {@code int32} holds. */
    static OptionalInt int32(String text) {
        if (text.chars().anyMatch(character -> character > '9')) {
            return OptionalInt.empty(); // Go knows no digits of other scripts
        }
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** A whole number or another one. */
    static OptionalDouble number(Node.Mapping source, String... path) {
        return source.find(path)
                .filter(node -> node instanceof Node.Scalar scalar
                        && (scalar.type() == Node.Type.INTEGER || scalar.type() == Node.Type.FLOAT))
                .map(node -> OptionalDouble.of(new BigDecimal(((Node.Scalar) node).text()).doubleValue()))
                .orElse(OptionalDouble.empty());
    }

    static Optional<Node.Mapping> mapping(Node.Mapping source, String... path) {
        return source.find(path).orElse(null) instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty();
    }

    /** The items that are mappings. */
    static List<Node.Mapping> mappings(Node.Mapping source, String... path) {
        if (!(source.find(path).orElse(null) instanceof Node.Sequence sequence)) {
            return List.of();
        }
        var mappings = new ArrayList<Node.Mapping>(sequence.items().size());
        for (Node item : sequence.items()) {
            if (item instanceof Node.Mapping mapping) {
                mappings.add(mapping);
            }
        }
        return Collections.unmodifiableList(mappings);
    }

    /** The items that are strings. */
    static List<String> items(Node.Mapping source, String... path) {
        return source.find(path)
                .filter(Node.Sequence.class::isInstance)
                .map(node -> ((Node.Sequence) node)
                        .items().stream()
                                .filter(item -> item instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING)
                                .map(item -> ((Node.Scalar) item).text())
                                .toList())
                .orElse(List.of());
    }

    /** A number of Kubernetes: a scalar as its text, such as {@code 0.1}, {@code 500m} or {@code 2Gi}. */
    static Optional<String> quantity(Node.Mapping source, String... path) {
        return source.find(path)
                .filter(node -> node instanceof Node.Scalar scalar
                        && scalar.type() != Node.Type.NULL
                        && scalar.type() != Node.Type.BOOLEAN)
                .map(node -> ((Node.Scalar) node).text());
    }

    /** The entries whose values are strings. */
    static Map<String, String> texts(Node.Mapping source, String... path) {
        return texts(source, false, path);
    }

    /** The entries whose values are strings or null, which is an empty one then. */
    static Map<String, String> textsOrEmpty(Node.Mapping source, String... path) {
        return texts(source, true, path);
    }

    private static Map<String, String> texts(Node.Mapping source, boolean nullIsEmpty, String... path) {
        if (!(source.find(path).orElse(null) instanceof Node.Mapping mapping)) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        for (Node.Entry entry : mapping.entries()) {
            if (entry.value() instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
                texts.put(entry.key(), scalar.text());
            } else if (nullIsEmpty && entry.value() instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL) {
                texts.put(entry.key(), "");
            }
        }
        return Collections.unmodifiableMap(texts);
    }

    private static Node.@Nullable Scalar scalar(Node.Mapping source, Node.Type type, String... path) {
        return source.find(path).orElse(null) instanceof Node.Scalar scalar && scalar.type() == type ? scalar : null;
    }
}
