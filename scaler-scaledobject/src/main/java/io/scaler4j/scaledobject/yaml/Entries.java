package io.scaler4j.scaledobject.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of a mapping while it is read: notices keys that stand twice, and merges. */
final class Entries {

    private static final int FEW = 8;

    private final List<Node.Entry> entries = new ArrayList<>();
    private final Problems problems;
    private final boolean top;
    private @Nullable Map<String, Integer> index;
    private @Nullable Set<String> merged;
    private boolean twoObjects;

    /**
     * Begins a mapping.
     *
     * @param top whether it is the document
     */
    Entries(Problems problems, boolean top) {
        this.problems = problems;
        this.top = top;
    }

    /** Adds a key that stands in the mapping. */
    void add(String key, Position position, Node value) {
        int place = find(key);
        if (place < 0) {
            append(new Node.Entry(key, position, value));
        } else if (merged != null && merged.remove(key)) {
            entries.set(place, new Node.Entry(key, position, value));
        } else {
            duplicate(key, entries.get(place).keyPosition(), position);
        }
    }

    /** Adds the entries of another mapping. As in the API server's parser they replace what stands before them. */
    void merge(Node.Mapping other) {
        if (merged == null) {
            merged = new HashSet<>();
        }
        for (Node.Entry entry : other.entries()) {
            int place = find(entry.key());
            if (place < 0) {
                append(entry);
            } else {
                entries.set(place, entry);
            }
            merged.add(entry.key());
        }
    }

    Node.Mapping mapping(Position position) {
        return new Node.Mapping(entries, position);
    }

    private void append(Node.Entry entry) {
        if (index != null) {
            index.put(entry.key(), entries.size());
        }
        entries.add(entry);
        if (index == null && entries.size() > FEW) {
            index = new HashMap<>();
            for (int i = 0; i < entries.size(); i++) {
                index.put(entries.get(i).key(), i);
            }
        }
    }

    private int find(String key) {
        if (index != null) {
            return index.getOrDefault(key, -1);
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private void duplicate(String key, Position first, Position second) {
        if (twoObjects) {
            return;
        }
        if (top && (key.equals("apiVersion") || key.equals("kind"))) {
            twoObjects = true;
            problems.add(
                    second,
                    key + " stands a second time, first at " + place(first)
                            + "; two objects are in one document, and the"
                            + " API server would mix them: put a line --- before the second one");
        } else {
            problems.add(
                    second,
                    "the key " + quoted(key) + " stands a second time, first at " + place(first)
                            + "; kubectl drops the first value without a word: remove one of them");
        }
    }

    static String place(Position position) {
        return position.line() + ":" + position.column();
    }

    /** A key of a sensible length; keys are no secrets. */
    private static String quoted(String key) {
        return Texts.quoted(key.length() > 80 ? key.substring(0, 77) + "..." : key);
    }
}
