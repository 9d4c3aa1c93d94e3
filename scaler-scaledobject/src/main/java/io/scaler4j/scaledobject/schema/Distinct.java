package io.scaler4j.scaledobject.schema;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tells the items of a list apart. For the API server a list with two items that are alike is an error, in a
 * custom resource also where it would take them in a resource of its own: an environment variable given twice is a
 * warning in a Job and an error in a ScaledJob.
 *
 * @param keys the fields that count; none if the item itself does
 */
record Distinct(List<Key> keys) {

    /** @param byDefault what counts where the field is absent */
    record Key(String field, Optional<String> byDefault) {

        static Key of(String text) {
            String[] parts = text.split("=", 2);
            return new Key(parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
        }
    }

    /** Told of an item that is like an earlier one. */
    @FunctionalInterface
    interface Repeat {
        void found(int place, int earlier, String value);
    }

    static Distinct items() {
        return new Distinct(List.of());
    }

    /** By fields, each a name, or a name and the value it has unless given, as in {@code protocol=TCP}. */
    static Distinct by(String... fields) {
        return new Distinct(Arrays.stream(fields).map(Key::of).toList());
    }

    /** The words for what must differ. */
    String words() {
        return keys.isEmpty() ? "value" : keys.stream().map(Key::field).collect(Collectors.joining(" and "));
    }

    void check(Node.Sequence list, Repeat repeat) {
        Map<List<String>, Integer> seen = new HashMap<>();
        for (int place = 0; place < list.items().size(); place++) {
            List<String> values = values(list.items().get(place));
            Integer earlier = values.contains(null) ? null : seen.putIfAbsent(values, place);
            if (earlier != null) {
                repeat.found(place, earlier, String.join(" ", values));
            }
        }
    }

    /** A null among them stands for what cannot be compared, which is another error. */
    private List<@Nullable String> values(Node item) {
        var values = new ArrayList<@Nullable String>();
        if (keys.isEmpty()) {
            values.add(scalar(item));
        }
        for (Key key : keys) {
            values.add(value(item, key));
        }
        return values;
    }

    private static @Nullable String value(Node item, Key key) {
        if (!(item instanceof Node.Mapping mapping)) {
            return null;
        }
        Optional<Node> value = mapping.get(key.field());
        return value.isPresent() && !ShapeCheck.isNull(value.get())
                ? scalar(value.get())
                : key.byDefault().orElse(null);
    }

    private static @Nullable String scalar(Node node) {
        if (!(node instanceof Node.Scalar scalar) || ShapeCheck.isNull(node)) {
            return null;
        }
        return scalar.type() == Node.Type.INTEGER && Numbers.whole(node).isPresent()
                ? String.valueOf(Numbers.whole(node).getAsLong())
                : scalar.text();
    }
}
