package io.scaler4j.scaledobject.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;

/** Escapes in double quotes that YAML 1.2 knows and the API server's parser refuses. */
final class Escapes {

    private Escapes() {}

    /** Looks at the characters between the marks. */
    static void check(Mark start, Mark end, Position position, Problems problems) {
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
}
