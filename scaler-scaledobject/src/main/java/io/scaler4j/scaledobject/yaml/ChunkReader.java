package io.scaler4j.scaledobject.yaml;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the one document between two separators. */
final class ChunkReader {

    /** What is read again because of tabs, in characters; reading again costs time. */
    private static final int MOST_READ_AGAIN = 2 * 1024 * 1024;

    /** For texts of up to 1, 2, 4 and so on characters; making settings takes as long as reading a small document. */
    private static final List<LoadSettings> SETTINGS = IntStream.rangeClosed(
                    0, Integer.SIZE - Integer.numberOfLeadingZeros(YamlReader.MOST_BYTES))
            .mapToObj(ChunkReader::settingsOfPower)
            .toList();

    private final Problems problems = new Problems();
    private @Nullable Node node;

    private ChunkReader() {}

    /** Reads a document; {@link #node} and {@link #problems} have what is found. */
    static ChunkReader read(Chunk chunk) {
        int again = MOST_READ_AGAIN;
        String text = chunk.text();
        while (true) {
            var reader = new ChunkReader();
            int tab = reader.tryToRead(chunk.with(text));
            again -= text.length();
            if (tab < 0) {
                return reader;
            }
            if (again < 0) {
                reader.problems.add(
                        chunk.at(tab),
                        "tabs stand between keys and values in many places of a large document; replace them by spaces");
                return reader;
            }
            text = withoutTabs(text, tab);
        }
    }

    /** The document; empty if there is none, or if it has a problem. */
    Optional<Node> node() {
        return problems.isEmpty() ? Optional.ofNullable(node) : Optional.empty();
    }

    Problems problems() {
        return problems;
    }

    /** Returns the place of a tab that the engine refuses and the API server takes, or -1. */
    private int tryToRead(Chunk chunk) {
        try {
            parse(chunk);
        } catch (DocumentReader.PastLimit e) {
            // The problem is noted.
        } catch (MarkedYamlEngineException e) {
            int tab = EngineProblems.tabAt(chunk, e);
            if (tab >= 0) {
                return tab;
            }
            EngineProblems.explain(chunk, e, problems);
        } catch (RuntimeException e) {
            // The engine has exceptions of other types, too, such as NumberFormatException for some escapes.
            EngineProblems.explain(chunk, e, problems);
        }
        return -1;
    }

    private void parse(Chunk chunk) {
        LoadSettings settings = settings(chunk.text().length());
        var events = new ParserImpl(settings, new StreamReader(settings, chunk.text()));
        Characters.check(chunk, problems);
        var spans = new Spans(chunk);
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            spans.check(chunk, Integer.MAX_VALUE, problems);
            return;
        }
        node = new DocumentReader(chunk, events, problems, spans).read();
        Event end = events.next();
        Mark last = end.getEndMark().orElseThrow();
        spans.check(chunk, last.getIndex(), problems);
        if (!isEnd(events)) {
            problems.add(
                    chunk.at(last.getLine(), last.getColumn()),
                    "kubectl ignores the text from here to the next line that begins with ---; write such a line before"
                            + " it if it is another document");
        }
    }

    /** Of the engine, with a buffer that holds the whole text, since marks point into the buffer. */
    private static LoadSettings settings(int length) {
        return SETTINGS.get(Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(length, 1) - 1));
    }

    private static LoadSettings settingsOfPower(int power) {
        return LoadSettings.builder()
                .setBufferSize(1 << power)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
    }

    private static boolean isEnd(ParserImpl events) {
        try {
            return events.next().getEventId() == Event.ID.StreamEnd;
        } catch (YamlEngineException e) {
            return false;
        }
    }

    private static String withoutTabs(String text, int from) {
        var changed = new StringBuilder(text);
        for (int i = from; i < text.length() && (text.charAt(i) == '\t' || text.charAt(i) == ' '); i++) {
            changed.setCharAt(i, ' ');
        }
        return changed.toString();
    }
}
