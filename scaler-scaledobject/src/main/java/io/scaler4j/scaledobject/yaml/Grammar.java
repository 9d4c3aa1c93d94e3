package io.scaler4j.scaledobject.yaml;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where YAML 1.2 takes or reads what the API server's parser, which follows YAML 1.1, refuses or reads otherwise. */
final class Grammar {

    static final String COLON =
            "within brackets the API server's parser wants a space behind the colon of a key without"
                    + " quotes, and takes the colon for a part of the text otherwise; add the space, or put the text in quotes";

    private final Problems problems;

    Grammar(Problems problems) {
        this.problems = problems;
    }

    /**
     * Looks at a scalar.
     *
     * @param flow whether it stands within brackets
     */
    void check(ScalarEvent event, Position position, boolean flow) {
        ScalarStyle style = event.getScalarStyle();
        if (style == ScalarStyle.PLAIN) {
            if (flow && event.getValue().indexOf('?') >= 0) {
                problems.add(
                        position,
                        "a text with ? stands within brackets without quotes, and the API server's parser ends it there;"
                                + " put it in quotes");
            }
        } else if (style == ScalarStyle.DOUBLE_QUOTED) {
            escapes(start(event), end(event), position);
        } else if (style != ScalarStyle.SINGLE_QUOTED && beginsWithTab(event.getValue())) {
            block(start(event), position);
        }
    }

    /** Looks at a key without quotes within brackets. */
    void checkKey(ScalarEvent event, Position position) {
        if (event.getScalarStyle() == ScalarStyle.PLAIN && isColonInBrackets(end(event))) {
            problems.add(position, COLON);
        }
    }

    /** Looks whether a colon stands between a key and a value; behind a key with ? the engine reads on without. */
    void checkColon(ScalarEvent key, ScalarEvent value, Position position) {
        int[] text = end(key).getBuffer();
        int last = Math.min(text.length, end(key).getPointer() + start(value).getIndex() - end(key).getIndex());
        boolean comment = false;
        for (int at = end(key).getPointer(); at < last; at++) {
            comment = text[at] == '#' || (comment && text[at] != '\n');
            if (text[at] == ':' && !comment) {
                return;
            }
        }
        if (!value.getValue().isEmpty()) {
            problems.add(position, "a value stands behind a key with ? and has no colon; write key: value");
        }
    }

    /** Whether a colon comes here, behind empty space, with a bracket or a comma behind it. */
    static boolean isColonInBrackets(Mark mark) {
        int[] text = mark.getBuffer();
        int at = mark.getPointer();
        while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
        return at + 1 < text.length && text[at] == ':' && ",[]{}".indexOf(text[at + 1]) >= 0;
    }

    private void escapes(Mark start, Mark end, Position position) {
        int[] text = start.getBuffer();
        int last = Math.min(start.getPointer() + end.getIndex() - start.getIndex(), text.length) - 1;
        int at = start.getPointer() - 1;
        while (++at < last) {
            if (text[at] != '\\') {
                continue;
            }
            at++;
            if (text[at] == '/') {
                problems.add(position, "the API server's parser does not know the escape \\/; write / without \\");
            } else if (isSurrogate(text, at, last)) {
                problems.add(
                        position,
                        "the API server's parser refuses half a character written as \\ud800 to \\udfff; write the"
                                + " character itself, or \\U with eight digits");
            }
        }
    }

    private static boolean isSurrogate(int[] text, int at, int last) {
        int digits = text[at] == 'u' ? 4 : text[at] == 'U' ? 8 : 0;
        if (digits == 0 || at + digits >= last) {
            return false;
        }
        int value = 0;
        for (int i = at + 1; i <= at + digits; i++) {
            value = value << 4 | Character.digit(text[i], 16);
        }
        return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    }

    private static boolean beginsWithTab(String value) {
        int at = 0;
        while (at < value.length() && value.charAt(at) == '\n') {
            at++;
        }
        return at < value.length() && value.charAt(at) == '\t';
    }

    /** A block whose text begins with a tab, unless a digit behind the indicator says how far it is indented. */
    private void block(Mark start, Position position) {
        int[] text = start.getBuffer();
        int at = start.getPointer();
        while (at < text.length && text[at] != '|' && text[at] != '>') {
            at++;
        }
        for (int i = at + 1; i < Math.min(at + 3, text.length); i++) {
            if (text[i] >= '1' && text[i] <= '9') {
                return;
            }
        }
        problems.add(position, Spans.SENTENCE);
    }

    private static Mark start(Event event) {
        return event.getStartMark().orElseThrow();
    }

    private static Mark end(Event event) {
        return event.getEndMark().orElseThrow();
    }
}
