package io.scaler4j.prometheus;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as Prometheus writes them, and as Go reads them. */
final class NumberText {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?\\d+");
    private static final Pattern WORD = Pattern.compile("([+-]?)(inf|infinity|nan)");

    private NumberText() {}

    /**
     * The number, NaN and infinities among them where they are written as words.
     *
     * @throws NumberFormatException if the text is no number, or a number that a double cannot hold
     */
    static double parse(String text) {
        var word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        if (word.matches()) {
            if (word.group(2).equals("nan")) {
                return Double.NaN;
            }
            return word.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (!DECIMAL.matcher(text).matches() && !HEXADECIMAL.matcher(text).matches()) {
            throw new NumberFormatException("no number");
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new NumberFormatException("too large");
        }
        return number;
    }
}
