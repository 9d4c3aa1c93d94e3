package io.scaler4j.spi;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody may have meant by an unknown one. */
final class Nearest {

    private static final int MOST_EDITS = 3;
    /** So many letters may stand for one edit: shorter names are no typing error of each other. */
    private static final int LETTERS_PER_EDIT = 4;

    private Nearest() {}

    /** The end of a sentence about an unknown name: the nearest one as a question, or nothing. */
    static String suggestion(String unknown, Collection<String> known) {
        return to(unknown, known).map(near -> "; did you mean " + near + "?").orElse("");
    }

    private record Candidate(String name, int distance) {}

    /**
     * The nearest name: the same but for case and separators, or a few typing errors away, or else one that shares its
     * words, as {@code group} does with {@code consumerGroup}. Empty if none is near.
     */
    static Optional<String> to(String unknown, Collection<String> known) {
        return typedAs(unknown, known).or(() -> byWords(unknown, known));
    }

    /** The nearest name that is the same but for case, separators and a few typing errors. */
    static Optional<String> typedAs(String unknown, Collection<String> known) {
        String wanted = normalized(unknown);
        int limit = Math.min(MOST_EDITS, wanted.length() / LETTERS_PER_EDIT);
        return known.stream()
                .filter(name -> !name.equals(unknown))
                .map(name -> new Candidate(name, distance(wanted, normalized(name))))
                .filter(candidate -> candidate.distance() <= limit)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private static Optional<String> byWords(String unknown, Collection<String> known) {
        List<String> wanted = words(unknown);
        return known.stream()
                .filter(name -> !name.equals(unknown) && share(wanted, words(name)))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    /** A name without a letter or a digit has no words, and shares none. */
    private static boolean share(List<String> wanted, List<String> words) {
        return !wanted.isEmpty() && !words.isEmpty() && (wanted.containsAll(words) || words.containsAll(wanted));
    }

    private static List<String> words(String name) {
        return Arrays.stream(name.split("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT).replaceFirst("s$", ""))
                .toList();
    }

    private static String normalized(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters to insert, drop, replace, or swap with their neighbours. */
    private static int distance(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
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
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
