package io.scaler4j.scaledobject.yaml;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Finds tabs in indentation that YAML 1.2 takes for empty space and the API server's parser refuses. It remembers where
 * values stand, as tabs are legal there; without a tab in the text it does nothing.
 */
final class Spans {

    static final String SENTENCE =
            "a tab stands in the indentation, and YAML takes spaces alone there; replace the tab by spaces";

    private final boolean active;
    private final BitSet covered = new BitSet();
    private final Map<Integer, Integer> plainEnds = new HashMap<>();

    Spans(Chunk chunk) {
        active = chunk.text().indexOf('\t') >= 0;
    }

    void scalar(ScalarEvent event, int indent) {
        if (!active) {
            return;
        }
        cover(event, event);
        if (event.getScalarStyle() == ScalarStyle.PLAIN) {
            plainEnds.put(end(event).getIndex(), indent);
        }
    }

    void collection(CollectionStartEvent start, Event end) {
        if (active && start.getFlowStyle() == FlowStyle.FLOW) {
            cover(start, end);
        }
    }

    private void cover(Event start, Event end) {
        covered.set(start.getStartMark().orElseThrow().getIndex(), end(end).getIndex());
    }

    private static Mark end(Event event) {
        return event.getEndMark().orElseThrow();
    }

    /**
     * Looks for tabs in indentation.
     *
     * @param end the index of the code point behind the document
     */
    void check(Chunk chunk, int end, Problems problems) {
        if (!active) {
            return;
        }
        int[] text = chunk.text().codePoints().toArray();
        int start = 0;
        for (int i = 0; i < Math.min(end, text.length); i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                start = i + 1;
            } else if (text[i] == '\t' && !covered.get(i) && isIndentation(text, start, i)) {
                problems.add(chunk.at(chunk.text().offsetByCodePoints(0, i)), SENTENCE);
                return;
            }
        }
    }

    private boolean isIndentation(int[] text, int start, int tab) {
        boolean indicators = false;
        for (int i = start; i < tab; i++) {
            boolean indicator = "-?:".indexOf(text[i]) >= 0 && (text[i + 1] == ' ' || text[i + 1] == '\t');
            if (text[i] != ' ' && text[i] != '\t' && text[i] != 0xFEFF && !indicator) {
                return false;
            }
            indicators |= indicator;
        }
        if (indicators) {
            return true;
        }
        int last = start - 1;
        while (last >= 0 && " \t\r\n".indexOf(text[last]) >= 0) {
            last--;
        }
        // Behind plain text an empty line or a comment is legal, if it is indented by spaces up to the text.
        @Nullable Integer indent = plainEnds.get(last + 1);
        return indent == null || after(text, start, " ") - start <= indent || !isEnd(text, after(text, start, " \t"));
    }

    private static int after(int[] text, int start, String blanks) {
        int end = start;
        while (end < text.length && blanks.indexOf(text[end]) >= 0) {
            end++;
        }
        return end;
    }

    private static boolean isEnd(int[] text, int at) {
        return at == text.length || "#\r\n".indexOf(text[at]) >= 0;
    }
}
