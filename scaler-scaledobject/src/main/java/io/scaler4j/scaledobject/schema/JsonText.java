package io.scaler4j.scaledobject.schema;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON: maps in their order, lists, texts, numbers and flags, each entry in a line of its own. */
final class JsonText {

    private JsonText() {}

    static String of(Object value) {
        var text = new StringBuilder();
        write(text, value, 0);
        return text.append('\n').toString();
    }

    private static void write(StringBuilder text, @Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            String between = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                line(text.append(between), depth + 1);
                quoted(text, String.valueOf(entry.getKey()));
                write(text.append(": "), entry.getValue(), depth + 1);
                between = ",";
            }
            end(text, map.isEmpty(), depth).append('}');
        } else if (value instanceof Collection<?> list) {
            text.append('[');
            String between = "";
            for (Object item : list) {
                line(text.append(between), depth + 1);
                write(text, item, depth + 1);
                between = ",";
            }
            end(text, list.isEmpty(), depth).append(']');
        } else if (value instanceof String string) {
            quoted(text, string);
        } else {
            text.append(value);
        }
    }

    private static StringBuilder end(StringBuilder text, boolean isEmpty, int depth) {
        return isEmpty ? text : line(text, depth);
    }

    private static StringBuilder line(StringBuilder text, int depth) {
        return text.append('\n').append("  ".repeat(depth));
    }

    private static void quoted(StringBuilder text, String string) {
        text.append('"')
                .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }
}
