package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.Optional;

/** Reads fields for rules. A rule says nothing about a field of a wrong type: the schema has said it. */
final class Fields {

    private Fields() {}

    /** Whether the field is there with a value. */
    static boolean has(Node.Mapping object, String... path) {
        return value(object, path).isPresent();
    }

    /** Whether the field is absent or has the type. */
    static boolean isReadable(Node.Mapping object, Node.Type type, String... path) {
        Optional<Node> value = value(object, path);
        return value.isEmpty() || (value.get() instanceof Node.Scalar scalar && scalar.type() == type);
    }

    /** The text of a field; empty if absent or no text. */
    static Optional<String> text(Node.Mapping object, String... path) {
        return object.find(path).orElse(null) instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private static Optional<Node> value(Node.Mapping object, String... path) {
        Optional<Node> node = object.find(path);
        return node.orElse(null) instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL
                ? Optional.empty()
                : node;
    }
}
