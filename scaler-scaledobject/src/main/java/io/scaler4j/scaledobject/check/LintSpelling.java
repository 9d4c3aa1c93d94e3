package io.scaler4j.scaledobject.check;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that an unknown one is a typing error of, without guessing by words. */
final class LintSpelling {

    private static final int LETTERS_PER_EDIT = 4;
    private static final int MOST_EDITS = 2;

    private LintSpelling() {}

    /** The nearest name: equal but for case and separators, or a few letters away. Empty if none is near. */
    static Optional<String> typingErrorOf(String unknown, Collection<String> known) {
        String wanted = letters(unknown);
        int least = Math.min(MOST_EDITS, wanted.length() / LETTERS_PER_EDIT) + 1;
        String best = "";
        for (String name : known) {
            int edits = edits(wanted, letters(name), least + 1);
            if (edits < least || (edits == least && !best.isEmpty() && name.compareTo(best) < 0)) {
                least = edits;
                best = name;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static String letters(String name) {
        var letters = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** Letters to insert, drop or replace; any number from {@code limit} on may be too small. */
    private static int edits(String from, String to, int limit) {
        if (Math.abs(from.length() - to.length()) >= limit) {
            return limit;
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return Math.min(row[to.length()], limit);
    }
}
