package io.scaler4j.scaledobject.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads YAML and JSON as the Kubernetes API server does. */
public final class YamlReader {

    private final String file;

    private YamlReader(String file) {
        this.file = file;
    }

    /**
     * Reads a text of one or more documents.
     *
     * @param text YAML or JSON
     * @param file its name, for positions; may be empty
     * @return what could be read and what could not; it never throws for what the text holds
     */
    public static YamlFile read(String text, String file) {
        return new YamlReader(file).read(text);
    }

    private YamlFile read(String text) {
        var documents = new ArrayList<Node>();
        var problems = new ArrayList<YamlProblem>();
        try {
            var settings =
                    LoadSettings.builder().setLabel(file).setUseMarks(true).build();
            new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .forEachRemaining(node -> documents.add(node(node)));
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(this::position).orElse(new Position(file, 1, 1));
            problems.add(new YamlProblem(at, String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            problems.add(new YamlProblem(new Position(file, 1, 1), "the text is no YAML"));
        }
        return new YamlFile(documents, problems);
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node node) {
        Position at = node.getStartMark().map(this::position).orElse(new Position(file, 1, 1));
        if (node instanceof SequenceNode sequence) {
            return new Node.Sequence(
                    sequence.getValue().stream().map(this::node).toList(), at);
        }
        if (node instanceof MappingNode mapping) {
            List<Node.Entry> entries = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                Node.Scalar key = (Node.Scalar) node(tuple.getKeyNode());
                entries.add(new Node.Entry(key.text(), key.position(), node(tuple.getValueNode())));
            }
            return new Node.Mapping(entries, at);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new Node.Scalar(
                type(scalar.getTag()),
                scalar.getValue(),
                scalar.getValue(),
                scalar.getScalarStyle() != ScalarStyle.PLAIN,
                at);
    }

    private static Node.Type type(Tag tag) {
        if (tag.equals(Tag.NULL)) {
            return Node.Type.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Node.Type.BOOLEAN;
        }
        if (tag.equals(Tag.INT)) {
            return Node.Type.INTEGER;
        }
        return tag.equals(Tag.FLOAT) ? Node.Type.FLOAT : Node.Type.STRING;
    }
}
