package io.scaler4j.scaledobject.schema;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant by an unknown name. */
public final class Names {

    private static final int MOST_EDITS = 3;
    /** So many letters may stand for one edit: shorter names are no typing error of each other. */
    private static final int LETTERS_PER_EDIT = 4;

    private Names() {}

    /**
     * Finds the nearest name: the same but for case and separators, or a few typing errors away, or else one that
     * shares its words, as {@code minReplicas} does with {@code minReplicaCount}.
     *
     * @param unknown the name
     * @param known all that there are
     * @return empty if none is near
     */
    public static Optional<String> nearest(String unknown, Collection<String> known) {
        String wanted = letters(unknown);
        int limit = Math.min(MOST_EDITS, wanted.length() / LETTERS_PER_EDIT);
        return known.stream()
                .filter(name -> distance(wanted, letters(name)) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(wanted, letters(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> byWords(unknown, known));
    }

    /** Where in a shape a name is known; the shortest path of several. */
    static Optional<String> place(Shape shape, String name) {
        if (shape instanceof Shape.Listing list) {
            return place(list.items(), name).map(rest -> rest.isEmpty() ? "[]" : "[]." + rest);
        }
        if (!(shape instanceof Shape.Structure structure)) {
            return Optional.empty();
        }
        return structure.fields().containsKey(name)
                ? Optional.of("")
                : structure.fields().values().stream()
                        .flatMap(field -> place(field.shape(), name).map(rest -> below(field.name(), rest)).stream())
                        .min(Comparator.comparingInt(String::length));
    }

    private static String below(String field, String rest) {
        return rest.isEmpty() || rest.startsWith("[") ? field + rest : field + "." + rest;
    }

    private static Optional<String> byWords(String unknown, Collection<String> known) {
        List<String> wanted = words(unknown);
        return known.stream()
                .filter(name -> share(wanted, words(name)))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static boolean share(List<String> wanted, List<String> words) {
        return wanted.containsAll(words) || words.containsAll(wanted);
    }

    private static List<String> words(String name) {
        return Arrays.stream(name.split("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT).replaceFirst("s$", ""))
                .toList();
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters to insert, drop or replace. */
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        Arrays.setAll(before, index -> index);
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[to.length()];
    }
}
