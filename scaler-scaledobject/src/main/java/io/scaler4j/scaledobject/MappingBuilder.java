package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a mapping that is to be written, or that stands for what a file leaves out. Not thread-safe. */
final class MappingBuilder {

    private static final Position NOWHERE = new Position("", 1, 1);

    private final List<Node.Entry> entries = new ArrayList<>();
    private final Position position;

    MappingBuilder() {
        this(NOWHERE);
    }

    /** All of it stands at one place. */
    MappingBuilder(Position position) {
        this.position = position;
    }

    static Node text(String text) {
        return new Node.Scalar(Node.Type.STRING, text, text, false, NOWHERE);
    }

    private static Node number(long number) {
        String text = Long.toString(number);
        return new Node.Scalar(Node.Type.INTEGER, text, text, false, NOWHERE);
    }

    MappingBuilder put(String key, Node value) {
        entries.add(new Node.Entry(key, position, value));
        return this;
    }

    MappingBuilder put(String key, String text) {
        return put(key, text(text));
    }

    MappingBuilder put(String key, long number) {
        return put(key, number(number));
    }

    MappingBuilder put(String key, MappingBuilder value) {
        return put(key, value.build());
    }

    MappingBuilder put(String key, List<? extends Node> items) {
        return put(key, new Node.Sequence(List.copyOf(items), NOWHERE));
    }

    /** Leaves out what is empty. */
    MappingBuilder putAll(String key, Map<String, String> texts) {
        if (texts.isEmpty()) {
            return this;
        }
        var mapping = new MappingBuilder();
        texts.forEach(mapping::put);
        return put(key, mapping);
    }

    Node.Mapping build() {
        return new Node.Mapping(entries, position);
    }
}
