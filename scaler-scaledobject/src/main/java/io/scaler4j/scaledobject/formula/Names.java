package io.scaler4j.scaledobject.formula;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The triggers that a formula may name, and what to say about names that do not exist. */
final class Names {

    private static final int LETTERS_PER_EDIT = 3;

    private final List<String> triggers;
    private final List<String> used = new ArrayList<>();

    Names(List<String> triggers) {
        this.triggers = triggers;
    }

    boolean isTrigger(String name) {
        return triggers.contains(name);
    }

    /** {@return the position of a trigger among those that were asked for; -1 for another name} */
    int slot(String name) {
        if (!triggers.contains(name)) {
            return -1;
        }
        if (!used.contains(name)) {
            used.add(name);
        }
        return used.indexOf(name);
    }

    /** {@return the triggers that were asked for, in the order in which they were} */
    List<String> used() {
        return List.copyOf(used);
    }

    String unknown(String written, String name, Stream<String> variables) {
        if (name.equals("$env")) {
            return "$env alone is not supported; write $env[\"a-b\"] for a trigger whose name is no identifier";
        }
        if (Functions.isBuiltIn(name)) {
            return "the function " + name + " without arguments is not supported; write " + name + "(..)";
        }
        var known = new ArrayList<>(triggers);
        if (written.equals(name)) {
            variables.forEach(known::add);
        }
        String list = triggers.isEmpty() ? "no trigger has a name" : "the triggers are " + String.join(", ", triggers);
        return "unknown name '" + name + "'" + suggestion(name, known) + "; " + list;
    }

    static String unknownFunction(String name) {
        List<String> known = Functions.supported();
        return "unknown function '" + name + "'" + suggestion(name, known) + "; there are " + String.join(", ", known);
    }

    private static String suggestion(String name, Collection<String> known) {
        return nearest(name, known)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse("");
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        int least = Integer.MAX_VALUE;
        String nearest = null;
        for (String candidate : known) {
            int edits = edits(plain(name), plain(candidate));
            if (edits < least && edits <= Math.max(1, name.length() / LETTERS_PER_EDIT)) {
                least = edits;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }

    /** How many letters must be put in, taken out or replaced to make one of the other. */
    private static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
