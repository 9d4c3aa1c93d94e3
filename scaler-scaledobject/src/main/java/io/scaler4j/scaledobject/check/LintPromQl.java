package io.scaler4j.scaledobject.check;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What kind of answer a PromQL query has, as far as its text tells. It reads the outline of an expression only; what it
 * does not understand is {@link Shape#UNKNOWN}.
 */
final class LintPromQl {

    /** What an expression gives, the most important last. */
    enum Shape {
        /** A number without labels. */
        NUMBER,
        /** One series at most. */
        ONE,
        /** A selector with matchers: one series or several. */
        SELECTED,
        /** An aggregation by {@code le} alone, which a quantile makes one series of. */
        BUCKETS,
        /** A series for each value of some label. */
        MANY,
        /** Samples over time instead of one value. */
        RANGE,
        /** A range where one value belongs, or one value where a range belongs: Prometheus refuses it. */
        MISMATCH,
        /** Nothing that this class understands. */
        UNKNOWN;

        Shape or(Shape other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private static final int MOST_DEPTH = 50;

    private final String text;
    private int at;
    private int depth;

    private LintPromQl(String text) {
        this.text = text;
    }

    static Shape shape(String query) {
        var reader = new LintPromQl(query);
        Shape shape = reader.expression();
        return reader.at == query.length() ? shape : Shape.UNKNOWN;
    }

    /** Operands with operators between them, up to a closing bracket, a comma or the end. */
    private Shape expression() {
        if (++depth > MOST_DEPTH) {
            return stop();
        }
        Shape shape = Shape.NUMBER;
        while (true) {
            skipOperators();
            if (at >= text.length() || ends(peek())) {
                depth--;
                return shape;
            }
            shape = shape.or(operand());
        }
    }

    private static boolean ends(char next) {
        return next == ')' || next == ',';
    }

    private Shape stop() {
        at = text.length() + 1;
        return Shape.UNKNOWN;
    }

    private void skipOperators() {
        while (at < text.length() && (Character.isWhitespace(peek()) || "+-*/%^=!<>".indexOf(peek()) >= 0)) {
            at++;
        }
    }

    private Shape operand() {
        char next = peek();
        Shape shape;
        if (next == '(') {
            at++;
            shape = expression();
            if (!take(')')) {
                return stop();
            }
        } else if (Character.isDigit(next) || next == '.') {
            word();
            return Shape.NUMBER;
        } else if (next == '"' || next == '\'' || next == '`') {
            return skipString(next) ? Shape.NUMBER : stop();
        } else if (next == '{') {
            return suffix(matchers());
        } else if (Character.isLetter(next) || next == '_' || next == ':') {
            return named();
        } else {
            return stop();
        }
        return suffix(shape);
    }

    private Shape named() {
        String name = word();
        String lower = name.toLowerCase(Locale.ROOT);
        skipSpace();
        if (LintPromQlNames.OPERATORS.contains(lower)) {
            return Shape.NUMBER;
        }
        if (LintPromQlNames.MATCHING.contains(lower)) {
            return at < text.length() && peek() == '(' && skipBrackets() == null ? stop() : Shape.NUMBER;
        }
        if (LintPromQlNames.AGGREGATIONS.contains(lower) || LintPromQlNames.SEVERAL.contains(lower)) {
            return aggregation(lower);
        }
        if (at < text.length() && peek() == '(') {
            return suffix(call(lower));
        }
        if (at < text.length() && peek() == '{') {
            return suffix(matchers());
        }
        return suffix(lower.equals("inf") || lower.equals("nan") ? Shape.NUMBER : Shape.MANY);
    }

    private Shape aggregation(String name) {
        Shape grouped = grouping();
        if (at >= text.length() || peek() != '(') {
            return stop();
        }
        at++;
        boolean first = startsWithOne();
        Shape inner = arguments();
        skipSpace();
        Shape behind = grouping();
        Shape group = grouped.or(behind);
        if (inner == Shape.UNKNOWN || group == Shape.UNKNOWN) {
            return stop();
        }
        if (inner.compareTo(Shape.RANGE) >= 0) {
            return suffix(Shape.MISMATCH);
        }
        boolean several = LintPromQlNames.SEVERAL.contains(name) || (name.endsWith("k") && !first);
        return suffix(several ? Shape.MANY : group);
    }

    /** Whether the first argument is the number 1, as in {@code topk(1, ...)}. */
    private boolean startsWithOne() {
        int comma = text.indexOf(',', at);
        return comma > 0 && text.substring(at, comma).strip().equals("1");
    }

    /** ONE without labels, BUCKETS by {@code le} alone, else MANY. */
    private Shape grouping() {
        int start = at;
        if (at >= text.length() || !Character.isLetter(peek())) {
            return Shape.ONE;
        }
        String word = word().toLowerCase(Locale.ROOT);
        if (!word.equals("by") && !word.equals("without")) {
            at = start;
            return Shape.ONE;
        }
        skipSpace();
        String labels = skipBrackets();
        if (labels == null) {
            return Shape.UNKNOWN;
        }
        skipSpace();
        if (word.equals("without")) {
            return Shape.MANY;
        }
        return labels.isBlank() ? Shape.ONE : labels.strip().equals("le") ? Shape.BUCKETS : Shape.MANY;
    }

    private Shape call(String name) {
        at++;
        Shape inner = arguments();
        if (inner == Shape.UNKNOWN) {
            return stop();
        }
        boolean isRange = inner == Shape.RANGE;
        if (inner == Shape.MISMATCH
                || (isRange ? LintPromQlNames.takesValues(name) : LintPromQlNames.takesRange(name))) {
            return Shape.MISMATCH;
        }
        if (LintPromQlNames.NUMBERS.contains(name)) {
            return Shape.NUMBER;
        }
        if (LintPromQlNames.SINGLE.contains(name)) {
            return Shape.ONE;
        }
        if (name.equals("histogram_quantile") && inner == Shape.BUCKETS) {
            return Shape.ONE;
        }
        if (LintPromQlNames.COUNTERS.contains(name)) {
            return innerOfRange == Shape.ONE ? Shape.ONE : Shape.MANY;
        }
        return inner == Shape.RANGE ? innerOfRange : inner;
    }

    /** What the range read last is made of. */
    private Shape innerOfRange = Shape.UNKNOWN;

    private Shape arguments() {
        Shape all = Shape.NUMBER;
        while (true) {
            all = all.or(expression());
            if (take(')')) {
                return all;
            }
            if (!take(',')) {
                return stop();
            }
        }
    }

    private Shape matchers() {
        at++;
        boolean any = false;
        while (at < text.length() && peek() != '}') {
            char next = peek();
            if (next == '"' || next == '\'' || next == '`') {
                if (!skipString(next)) {
                    return stop();
                }
            } else {
                any |= next == '=';
                at++;
            }
        }
        return take('}') ? (any ? Shape.SELECTED : Shape.MANY) : stop();
    }

    /** What may stand behind an operand: a range, an offset, a time. */
    private Shape suffix(Shape shape) {
        Shape result = shape;
        while (true) {
            skipSpace();
            if (at < text.length() && peek() == '[') {
                int end = text.indexOf(']', at);
                if (end < 0) {
                    return stop();
                }
                at = end + 1;
                innerOfRange = result;
                result = Shape.RANGE;
            } else if (text.startsWith("offset", at)) {
                at += "offset".length();
                skipOperators();
                word();
            } else if (at < text.length() && peek() == '@') {
                at++;
                skipSpace();
                word();
                if (at < text.length() && peek() == '(' && skipBrackets() == null) {
                    return stop();
                }
            } else {
                return result;
            }
        }
    }

    private char peek() {
        return text.charAt(at);
    }

    private boolean take(char wanted) {
        skipSpace();
        if (at < text.length() && peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(peek())) {
            at++;
        }
    }

    private String word() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(peek()) || "_:.".indexOf(peek()) >= 0)) {
            at++;
        }
        return text.substring(start, Math.min(at, text.length()));
    }

    private boolean skipString(char quote) {
        at++;
        while (at < text.length() && peek() != quote) {
            at += peek() == '\\' && quote != '`' ? 2 : 1;
        }
        at++;
        return at <= text.length();
    }

    /** The content of a pair of round brackets without others in it; null if there is none. */
    private @Nullable String skipBrackets() {
        skipSpace();
        int end = text.indexOf(')', at);
        if (at >= text.length() || peek() != '(' || end < 0) {
            return null;
        }
        String content = text.substring(at + 1, end);
        at = end + 1;
        return content;
    }
}
