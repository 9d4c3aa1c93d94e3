package io.scaler4j.scaledobject.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Placeholders of templates that are not filled in yet, such as Helm's. */
final class Templates {

    static final String SENTENCE = "a placeholder of a template stands here, and it is no YAML until it is filled in;"
            + " render the template first (helm template, envsubst), or put the value in quotes";

    private Templates() {}

    /** Whether the second brace of <code>{{</code> stands here. */
    static boolean isAt(Mark mark) {
        int[] buffer = mark.getBuffer();
        int at = mark.getPointer();
        return at > 0 && at < buffer.length && buffer[at] == '{' && buffer[at - 1] == '{';
    }

    /** The first placeholder of a line, or null. */
    static @Nullable Position in(Chunk chunk, int line) {
        int start = chunk.startOf(line);
        int end = chunk.endOf(start);
        for (int i = start; i + 1 < end; i++) {
            char c = chunk.text().charAt(i);
            char next = chunk.text().charAt(i + 1);
            if ((c == '{' && (next == '{' || next == '%')) || (c == '$' && next == '{') || (c == '<' && next == '%')) {
                return chunk.at(i);
            }
        }
        return null;
    }
}
