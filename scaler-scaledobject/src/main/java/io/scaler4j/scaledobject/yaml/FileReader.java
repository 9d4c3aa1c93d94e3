package io.scaler4j.scaledobject.yaml;

import java.util.ArrayList;
import java.util.List;

/** Finds the documents of a file as kubectl does, and reads each. */
final class FileReader {

    private final String file;
    private final List<Node> documents = new ArrayList<>();
    private final List<YamlProblem> problems = new ArrayList<>();
    private int read;

    FileReader(String file) {
        this.file = file;
    }

    static YamlFile tooLarge(String file) {
        return new YamlFile(
                List.of(),
                List.of(new YamlProblem(
                        new Position(file, 1, 1),
                        "the file has more than " + YamlReader.MOST_BYTES + " bytes; split it into several files")));
    }

    YamlFile read(String text) {
        if (text.length() > YamlReader.MOST_BYTES) {
            return tooLarge(file);
        }
        int start = 0;
        int startLine = 0;
        int line = 0;
        boolean skipped = false;
        for (int at = 0; at < text.length() && read < YamlReader.MOST_DOCUMENTS; line++) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            if (text.startsWith("---", at)) {
                if (!skipped) {
                    document(new Chunk(file, text.substring(start, at), startLine, 0), start == 0);
                }
                skipped = !isSeparator(text, at + 3, next);
                if (skipped) {
                    problems.add(new YamlProblem(
                            new Position(file, line + 1, 1),
                            "behind --- stands more than a comment, and kubectl refuses that; put the text into the next"
                                    + " line. The document behind this line is not read"));
                }
                start = next;
                startLine = line + 1;
            }
            at = next;
        }
        if (read >= YamlReader.MOST_DOCUMENTS && start < text.length()) {
            tooMany(new Position(file, startLine + 1, 1));
        } else if (!skipped) {
            document(new Chunk(file, text.substring(start), startLine, 0), start == 0);
        }
        return new YamlFile(documents, problems);
    }

    private void tooMany(Position position) {
        problems.add(new YamlProblem(
                position,
                "the file has more than " + YamlReader.MOST_DOCUMENTS
                        + " documents, and those from here on are not read; split it into several files"));
    }

    private static boolean isSeparator(String text, int from, int to) {
        String rest = text.substring(from, to).replace("\r\n", "");
        if (rest.indexOf('\r') >= 0) {
            return false;
        }
        return rest.isBlank()
                || (Character.isWhitespace(rest.charAt(0)) && rest.strip().charAt(0) == '#');
    }

    private void document(Chunk chunk, boolean first) {
        boolean blank = chunk.text().isBlank();
        if (blank && chunk.text().indexOf('\t') < 0) {
            return;
        }
        if (first && !blank && chunk.text().stripLeading().charAt(0) == '{') {
            json(chunk);
        } else {
            yaml(chunk);
        }
    }

    private void yaml(Chunk chunk) {
        add(ChunkReader.read(withLastBreak(chunk)));
    }

    /** As kubectl does, and that counts in a block at the end. */
    private static Chunk withLastBreak(Chunk chunk) {
        return chunk.text().endsWith("\n") ? chunk : chunk.with(chunk.text() + "\n");
    }

    private void add(ChunkReader reader) {
        read++;
        reader.node().filter(FileReader::hasContent).ifPresent(documents::add);
        problems.addAll(reader.problems().list());
    }

    private static boolean hasContent(Node node) {
        return !(node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL);
    }

    /**
     * Any number of objects, one after the other. With the first that is no JSON the rest is YAML, as it may be both.
     */
    private void json(Chunk chunk) {
        var found = new Problems();
        var reader = new JsonReader(chunk, found);
        int objects = 0;
        while (reader.hasMore() && read < YamlReader.MOST_DOCUMENTS) {
            int start = reader.offset();
            Position position = reader.position();
            int before = found.list().size();
            try {
                Node node = reader.read();
                objects++;
                read++;
                if (found.list().size() == before && hasContent(node)) {
                    documents.add(node);
                }
            } catch (DocumentReader.PastLimit e) {
                break;
            } catch (JsonReader.Broken e) {
                var broken = new YamlProblem(reader.position(), String.valueOf(e.getMessage()));
                problems.addAll(found.list().subList(0, before));
                otherwiseYaml(chunk, start, position, objects, broken);
                return;
            }
        }
        problems.addAll(found.list());
        if (read >= YamlReader.MOST_DOCUMENTS && reader.hasMore()) {
            tooMany(reader.position());
        }
    }

    private static boolean looksLikeJson(String text) {
        String behindBrace = text.substring(Math.min(1, text.length())).stripLeading();
        return behindBrace.startsWith("\"") || behindBrace.startsWith("}");
    }

    private void otherwiseYaml(Chunk chunk, int start, Position position, int objects, YamlProblem broken) {
        String rest = chunk.text().substring(start);
        ChunkReader reader =
                ChunkReader.read(withLastBreak(new Chunk(file, rest, position.line() - 1, position.column() - 1)));
        if (objects <= 1 && reader.problems().isEmpty()) {
            add(reader);
        } else {
            read++;
            problems.addAll(
                    looksLikeJson(rest) || reader.problems().isEmpty()
                            ? List.of(broken)
                            : reader.problems().list());
        }
    }
}
