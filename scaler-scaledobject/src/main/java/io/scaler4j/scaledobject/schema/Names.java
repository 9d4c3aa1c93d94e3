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
                // A long name would cost time and memory, and is near to none.
                .filter(name -> Math.abs(letters(name).length() - wanted.length()) <= limit)
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
                .filter(name -> !wanted.isEmpty() && share(wanted, words(name)))
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

    /** How many letters to insert, drop, replace, or swap with their neighbours. */
    private static int distance(String from, String to) {
        var edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : leastEdits(edits, from, to, i, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int leastEdits(int[][] edits, String from, String to, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean isSwapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return isSwapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
