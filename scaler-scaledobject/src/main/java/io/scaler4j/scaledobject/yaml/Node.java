package io.scaler4j.scaledobject.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document, as JSON has it: a mapping, a sequence, or a scalar. Aliases and merge keys are resolved.
 * Immutable. Nodes are equal if their content is, wherever they stand.
 */
public sealed interface Node {

    /** {@return where the node begins} */
    Position position();

    /** What a scalar is to the API server. */
    enum Type {
        /** No value: {@code null}, {@code ~}, or nothing. */
        NULL,
        /** {@code true} or {@code false}, in every spelling that the API server takes. */
        BOOLEAN,
        /** A whole number in the form of JSON, and so {@code 1e3} and {@code 2.0}, too. */
        INTEGER,
        /** Any other number. */
        FLOAT,
        /** Text. */
        STRING
    }

    /**
     * A scalar.
     *
     * @param type what it is to the API server
     * @param text the value in the form of JSON: {@code true}, {@code 1000}, {@code 0.5}, the text itself, or
     *     {@code null}
     * @param source the characters of the document; of a scalar in quotes or in a block the text without quotes,
     *     escapes and indentation
     * @param quoted whether the document has it in quotes or as a block
     * @param position where it begins
     */
    record Scalar(Type type, String text, String source, boolean quoted, Position position) implements Node {

        @Override
        public boolean equals(Object other) {
            return other instanceof Scalar that && type == that.type && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return Objects.hash(type, text);
        }

        /** The type alone: a value may be a secret. */
        @Override
        public String toString() {
            return type.toString();
        }
    }

    /**
     * A list of nodes.
     *
     * @param items in their order; unmodifiable
     * @param position where it begins
     */
    record Sequence(List<Node> items, Position position) implements Node {

        /**
         * Copies the list.
         *
         * @param items in their order
         * @param position where it begins
         */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sequence that && items.equals(that.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    /**
     * A key of a mapping with its value.
     *
     * @param key as text
     * @param keyPosition where the key begins
     * @param value the node behind it
     */
    record Entry(String key, Position keyPosition, Node value) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry that && key.equals(that.key) && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return Objects.hash(key, value);
        }
    }

    /** Keys with values, in the order of the document; each key once. Equal whatever the order is. */
    final class Mapping implements Node {

        /** Up to here a search costs less than a table. */
        private static final int FEW = 8;
        /** An int holds every number of so many digits. */
        private static final int MOST_DIGITS = 9;

        private final List<Entry> entries;
        private final Map<String, Entry> index;
        private final Position position;

        /**
         * Makes a mapping.
         *
         * @param entries in their order; of entries with the same key the last one counts
         * @param position where it begins
         */
        public Mapping(List<Entry> entries, Position position) {
            this.position = Objects.requireNonNull(position, "position must not be null; a node begins somewhere");
            if (entries.size() <= FEW && areDistinct(entries)) {
                this.entries = List.copyOf(entries);
                this.index = Map.of();
            } else {
                var byKey = new LinkedHashMap<String, Entry>(entries.size() * 2);
                entries.forEach(entry -> byKey.put(entry.key(), entry));
                this.entries = List.copyOf(byKey.values());
                this.index = byKey;
            }
        }

        private static boolean areDistinct(List<Entry> entries) {
            for (int i = 1; i < entries.size(); i++) {
                String key = entries.get(i).key();
                for (int j = 0; j < i; j++) {
                    if (entries.get(j).key().equals(key)) {
                        return false;
                    }
                }
            }
            return true;
        }

        @Override
        public Position position() {
            return position;
        }

        /** {@return the entries, in the order of the document; unmodifiable} */
        public List<Entry> entries() {
            return entries;
        }

        /**
         * Returns the value of a key.
         *
         * @param key exact, including its case
         * @return empty if the key is absent
         */
        public Optional<Node> get(String key) {
            @Nullable Entry entry = find(key);
            return entry == null ? Optional.empty() : Optional.of(entry.value());
        }

        /**
         * Returns a key with its position.
         *
         * @param key exact, including its case
         * @return empty if the key is absent
         */
        public Optional<Entry> entry(String key) {
            return Optional.ofNullable(find(key));
        }

        private @Nullable Entry find(String key) {
            if (!index.isEmpty()) {
                return index.get(key);
            }
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry;
                }
            }
            return null;
        }

        /**
         * Follows a path of keys; a number is the place in a sequence, counted from 0.
         *
         * @param path as in {@code find("spec", "triggers", "0", "type")}
         * @return empty if a part of the path is absent or is no mapping or sequence
         */
        public Optional<Node> find(String... path) {
            @Nullable Node found = this;
            for (int i = 0; i < path.length && found != null; i++) {
                found = child(found, path[i]);
            }
            return Optional.ofNullable(found);
        }

        private static @Nullable Node child(Node node, String step) {
            if (node instanceof Mapping mapping) {
                @Nullable Entry entry = mapping.find(step);
                return entry == null ? null : entry.value();
            }
            int place = node instanceof Sequence ? place(step) : -1;
            return place >= 0 && place < ((Sequence) node).items().size()
                    ? ((Sequence) node).items().get(place)
                    : null;
        }

        /** A number of at most nine digits, or -1. */
        private static int place(String step) {
            int place = step.isEmpty() || step.length() > MOST_DIGITS ? -1 : 0;
            for (int i = 0; i < step.length() && place >= 0; i++) {
                char digit = step.charAt(i);
                place = digit >= '0' && digit <= '9' ? 10 * place + digit - '0' : -1;
            }
            return place;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Mapping that
                    && entries.size() == that.entries.size()
                    && entries.stream().allMatch(entry -> entry.equals(that.find(entry.key())));
        }

        @Override
        public int hashCode() {
            int sum = 0;
            for (Entry entry : entries) {
                sum += entry.hashCode();
            }
            return sum;
        }

        /** The keys alone: a value may be a secret. */
        @Override
        public String toString() {
            return "mapping of " + entries.stream().map(Entry::key).toList();
        }
    }
}
