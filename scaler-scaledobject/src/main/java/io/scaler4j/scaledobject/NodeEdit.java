package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies of nodes in which one value is another. */
final class NodeEdit {

    private NodeEdit() {}

    /** The same with a value at a path; mappings on the way are made where they are missing, items of lists are not. */
    static Node.Mapping set(Node.Mapping in, Node value, String... path) {
        String[] rest = Arrays.copyOfRange(path, 1, path.length);
        var entries = new ArrayList<Node.Entry>();
        boolean found = false;
        for (Node.Entry entry : in.entries()) {
            boolean here = entry.key().equals(path[0]);
            found |= here;
            entries.add(
                    here ? new Node.Entry(entry.key(), entry.keyPosition(), child(entry.value(), value, rest)) : entry);
        }
        if (!found) {
            Node made = rest.length == 0 ? value : set(new MappingBuilder().build(), value, rest);
            entries.add(new Node.Entry(path[0], in.position(), made));
        }
        return new Node.Mapping(entries, in.position());
    }

    private static Node child(Node child, Node value, String... path) {
        if (path.length == 0) {
            return value;
        }
        if (child instanceof Node.Sequence list) {
            int place = Integer.parseInt(path[0]);
            List<Node> items = new ArrayList<>(list.items());
            items.set(place, child(items.get(place), value, Arrays.copyOfRange(path, 1, path.length)));
            return new Node.Sequence(items, list.position());
        }
        return set(child instanceof Node.Mapping mapping ? mapping : new MappingBuilder().build(), value, path);
    }

    /** The same without a key at the top. */
    static Node.Mapping without(Node.Mapping in, String key) {
        return new Node.Mapping(
                in.entries().stream().filter(entry -> !entry.key().equals(key)).toList(), in.position());
    }

    static Node text(String text) {
        return MappingBuilder.text(text);
    }

    static Node number(long number) {
        String text = Long.toString(number);
        return new Node.Scalar(Node.Type.INTEGER, text, text, false, new Position("", 1, 1));
    }
}
