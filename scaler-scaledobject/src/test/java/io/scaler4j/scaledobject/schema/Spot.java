package io.scaler4j.scaledobject.schema;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value in a document.
 *
 * @param path from the root; keys, and places in lists
 * @param field as the schema declares it, such as {@code spec.triggers[].type}
 * @param shape what it must be
 * @param node what it is
 * @param around the shape around it, if that is an object of known fields
 */
record Spot(List<Object> path, String field, Shape shape, Node node, Shape.@Nullable Structure around) {

    /** Every value of a document that has the shape, the document itself included. */
    static List<Spot> all(Node document, Shape shape) {
        var spots = new ArrayList<Spot>();
        add(new Spot(List.of(), "", shape, document, null), spots);
        return spots;
    }

    private static void add(Spot spot, List<Spot> spots) {
        spots.add(spot);
        if (spot.node instanceof Node.Mapping mapping && spot.shape instanceof Shape.Structure structure) {
            for (Node.Entry entry : mapping.entries()) {
                Field field = structure.fields().get(entry.key());
                if (field != null) {
                    add(spot.below(entry.key(), "." + entry.key(), field.shape(), entry.value(), structure), spots);
                }
            }
        } else if (spot.node instanceof Node.Sequence sequence && spot.shape instanceof Shape.Listing list) {
            for (int i = 0; i < sequence.items().size(); i++) {
                add(spot.below(i, "[]", list.items(), sequence.items().get(i), null), spots);
            }
        } else if (spot.node instanceof Node.Mapping mapping && spot.shape instanceof Shape.Mapped map) {
            for (Node.Entry entry : mapping.entries()) {
                add(spot.below(entry.key(), ".*", map.values(), entry.value(), null), spots);
            }
        }
    }

    private Spot below(Object step, String name, Shape inside, Node value, Shape.@Nullable Structure parent) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return new Spot(longer, (field + name).replaceFirst("^\\.", ""), inside, value, parent);
    }

    /** Whether the field is one of those whose presence or size depends on another one. */
    boolean dependsOnOthers() {
        return around != null && rules().contains(name());
    }

    private Set<String> rules() {
        return around.rules().stream().flatMap(rule -> rule.fields().stream()).collect(Collectors.toSet());
    }

    boolean isRequired() {
        return around != null && around.fields().get(name()).required();
    }

    String name() {
        return String.valueOf(path.get(path.size() - 1));
    }

    /** As violations name it. */
    String shown() {
        var text = new StringBuilder();
        for (Object step : path) {
            text.append(step instanceof Integer ? "[" + step + "]" : (text.length() == 0 ? "" : ".") + step);
        }
        return text.toString();
    }

    String[] steps() {
        return path.stream().map(String::valueOf).toArray(String[]::new);
    }

    /** The document with another value here; without the value for null. */
    Node replacedIn(Node document, @Nullable Node value) {
        return replace(document, 0, value);
    }

    private Node replace(Node node, int depth, @Nullable Node value) {
        if (depth == path.size()) {
            return value;
        }
        Object step = path.get(depth);
        boolean drops = value == null && depth + 1 == path.size();
        if (node instanceof Node.Mapping mapping) {
            var entries = new ArrayList<Node.Entry>();
            for (Node.Entry entry : mapping.entries()) {
                if (!entry.key().equals(step)) {
                    entries.add(entry);
                } else if (!drops) {
                    entries.add(ShapeDocuments.entry(entry.key(), replace(entry.value(), depth + 1, value)));
                }
            }
            return ShapeDocuments.mapping(entries);
        }
        var items = new ArrayList<>(((Node.Sequence) node).items());
        items.set((Integer) step, replace(items.get((Integer) step), depth + 1, value));
        return ShapeDocuments.list(items);
    }
}
