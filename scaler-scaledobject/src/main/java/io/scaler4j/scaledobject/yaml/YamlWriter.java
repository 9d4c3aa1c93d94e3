package io.scaler4j.scaledobject.yaml;

import java.util.List;

/**
 * Writes nodes as YAML in block style. {@link YamlReader} and the API server's parser read the same nodes from it.
 *
 * <p>A text stands without quotes if it means nothing else. A text of several lines stands as a literal block if it is
 * exactly the same then, and in double quotes otherwise. Keys keep their order. The methods are pure.
 */
public final class YamlWriter {

    private static final int INDENT = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /**
     * Writes a document.
     *
     * @param node its content; at most {@link YamlReader#MOST_DEPTH} levels deep if it is read again
     * @return lines that end with a line feed, without a separator
     */
    public static String write(Node node) {
        var writer = new YamlWriter();
        writer.document(node);
        return writer.out.toString();
    }

    /**
     * Writes a file of several documents.
     *
     * @param documents their content
     * @return the documents with lines {@code ---} between them
     */
    public static String writeAll(List<? extends Node> documents) {
        var writer = new YamlWriter();
        for (Node node : documents) {
            if (writer.out.length() > 0) {
                writer.out.append("---\n");
            }
            writer.document(node);
        }
        return writer.out.toString();
    }

    private void document(Node node) {
        if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            mapping(mapping, 0);
        } else if (node instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
            sequence(sequence, 0);
        } else {
            inline(node, 0);
        }
    }

    /** The first line is indented already. */
    private void mapping(Node.Mapping mapping, int indent) {
        boolean first = true;
        for (Node.Entry entry : mapping.entries()) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            key(entry.key(), indent);
            value(entry.value(), indent);
        }
    }

    private void key(String key, int indent) {
        // A key on a line of its own may have a thousand characters; a longer one needs the sign for keys.
        boolean isLong = key.length() > 150;
        String text = Texts.isPlain(key) ? key : Texts.quoted(key);
        out.append(isLong ? "? " : "").append(text);
        out.append(isLong ? "\n" + " ".repeat(indent) : "").append(':');
    }

    private void value(Node value, int indent) {
        if (value instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            out.append('\n').append(" ".repeat(indent + INDENT));
            mapping(mapping, indent + INDENT);
        } else if (value instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
            out.append('\n').append(" ".repeat(indent + INDENT));
            sequence(sequence, indent + INDENT);
        } else {
            out.append(' ');
            inline(value, indent + INDENT);
        }
    }

    private void sequence(Node.Sequence sequence, int indent) {
        boolean first = true;
        for (Node item : sequence.items()) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append("- ");
            if (item instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
                mapping(mapping, indent + INDENT);
            } else if (item instanceof Node.Sequence inner && !inner.items().isEmpty()) {
                sequence(inner, indent + INDENT);
            } else {
                inline(item, indent + INDENT);
            }
        }
    }

    private void inline(Node node, int indent) {
        if (node instanceof Node.Mapping) {
            out.append("{}\n");
        } else if (node instanceof Node.Sequence) {
            out.append("[]\n");
        } else {
            Node.Scalar scalar = (Node.Scalar) node;
            if (scalar.type() != Node.Type.STRING) {
                // Without a fraction it is the integer 0, which has no sign.
                out.append(scalar.text().equals("-0") ? "-0.0" : scalar.text()).append('\n');
            } else if (indent > 0 && Texts.isBlock(scalar.text())) {
                block(scalar.text(), indent);
            } else {
                out.append(Texts.isPlain(scalar.text()) ? scalar.text() : Texts.quoted(scalar.text()))
                        .append('\n');
            }
        }
    }

    private void block(String text, int indent) {
        out.append(text.endsWith("\n\n") ? "|+\n" : text.endsWith("\n") ? "|\n" : "|-\n");
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
                out.append(" ".repeat(indent)).append(line);
            }
            out.append('\n');
        }
        if (text.endsWith("\n")) {
            out.setLength(out.length() - 1);
        }
    }
}
