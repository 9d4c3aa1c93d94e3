package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Fields of a mapping by their path; what is absent, null or of another type is empty. */
record Fields(Node.Mapping source) {

    Optional<String> text(String... path) {
        return scalar(path).filter(scalar -> scalar.type() == Node.Type.STRING).map(Node.Scalar::text);
    }

    OptionalInt integer(String... path) {
        Optional<Node.Scalar> number = scalar(path).filter(scalar -> scalar.type() == Node.Type.INTEGER);
        try {
            return number.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(number.get().text()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** A number or a text with one, as a quantity may be written. */
    Optional<String> amount(String... path) {
        return scalar(path).filter(scalar -> scalar.type() != Node.Type.BOOLEAN).map(Node.Scalar::text);
    }

    boolean has(String... path) {
        return source.find(path)
                .filter(node -> !(node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL))
                .isPresent();
    }

    Optional<Fields> mapping(String... path) {
        return source.find(path).filter(Node.Mapping.class::isInstance).map(node -> new Fields((Node.Mapping) node));
    }

    /** The items that are mappings. */
    List<Fields> mappings(String... path) {
        return source.find(path)
                .filter(Node.Sequence.class::isInstance)
                .map(node -> ((Node.Sequence) node)
                        .items().stream()
                                .filter(Node.Mapping.class::isInstance)
                                .map(item -> new Fields((Node.Mapping) item))
                                .toList())
                .orElse(List.of());
    }

    /** The entries whose values are strings, in their order. */
    Map<String, String> texts(String... path) {
        var texts = new LinkedHashMap<String, String>();
        mapping(path)
                .ifPresent(fields -> fields.source().entries().forEach(entry -> {
                    if (entry.value() instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
                        texts.put(entry.key(), scalar.text());
                    }
                }));
        return texts;
    }

    /** The place of a field's key, or of the nearest thing around it. */
    Position position(String... path) {
        for (int length = path.length; length > 0; length--) {
            String last = path[length - 1];
            Optional<Position> key = source.find(Arrays.copyOf(path, length - 1))
                    .filter(Node.Mapping.class::isInstance)
                    .flatMap(around -> ((Node.Mapping) around).entry(last))
                    .map(Node.Entry::keyPosition);
            Optional<Position> found = key.or(() -> source.find(path).map(Node::position));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return source.position();
    }

    private Optional<Node.Scalar> scalar(String... path) {
        return source.find(path)
                .filter(Node.Scalar.class::isInstance)
                .map(Node.Scalar.class::cast)
                .filter(scalar -> scalar.type() != Node.Type.NULL);
    }
}
