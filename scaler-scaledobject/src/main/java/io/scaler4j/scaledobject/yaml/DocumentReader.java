package io.scaler4j.scaledobject.yaml;

import io.scaler4j.scaledobject.yaml.Scalars.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Makes the node of one document of the parser's events, as the API server's parser would. */
final class DocumentReader {

    static final String ANCHOR =
            "the name of an anchor or an alias has letters, digits, - and _ alone to the API server;"
                    + " choose such a name, with a space behind it";

    private final Chunk chunk;
    private final Parser events;
    private final Problems problems;
    private final Spans spans;
    private final Grammar grammar;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;
    private int deepest;
    private int brackets;

    /** What an anchor stands for: the node, null while it is read, how many nodes it is, and on how many levels. */
    private static final class Anchored {
        private @Nullable Node node;
        private int nodes = 1;
        private int height;
    }

    /** The document is past a limit, and reading more of it makes no sense. */
    static final class PastLimit extends RuntimeException {

        private static final long serialVersionUID = 1;

        PastLimit() {
            super(null, null, false, false);
        }
    }

    DocumentReader(Chunk chunk, Parser events, Problems problems, Spans spans) {
        this.chunk = chunk;
        this.events = events;
        this.problems = problems;
        this.spans = spans;
        this.grammar = new Grammar(problems);
    }

    /** Reads the node that comes next. What the API server refuses is a problem and becomes null. */
    Node read() {
        return node(events.next(), 0, -1);
    }

    private Node node(Event event, int depth, int indent) {
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        Mark mark = mark(event);
        Position position = position(mark);
        count(1, depth, position);
        @Nullable Anchored anchored = anchored((NodeEvent) event, position);
        int before = nodes;
        int above = deepest;
        deepest = depth;
        Node node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar, position, indent);
        } else if (event instanceof MappingStartEvent start) {
            node = mapping(start, position, depth, indentOf(start, mark, indent));
        } else {
            node = sequence(
                    (SequenceStartEvent) event, position, depth, indentOf((CollectionStartEvent) event, mark, indent));
        }
        if (anchored != null) {
            anchored.node = node;
            anchored.nodes = nodes - before + 1;
            anchored.height = deepest - depth;
        }
        deepest = Math.max(deepest, above);
        return node;
    }

    /** The parser counts the indentation of block collections alone. */
    private static int indentOf(CollectionStartEvent start, Mark mark, int indent) {
        return start.getFlowStyle() == FlowStyle.FLOW ? indent : Math.max(indent, mark.getColumn());
    }

    private void count(int more, int depth, Position position) {
        nodes += more;
        deepest = Math.max(deepest, depth);
        if (depth > YamlReader.MOST_DEPTH || nodes > YamlReader.MOST_NODES) {
            pastLimit(depth, position, problems);
        }
    }

    /** Notes which limit it is, and ends the reading. */
    static void pastLimit(int depth, Position position, Problems problems) {
        problems.add(
                position,
                depth > YamlReader.MOST_DEPTH
                        ? "the document is nested more than " + YamlReader.MOST_DEPTH
                                + " levels deep, and no object of Kubernetes is; check the brackets and the aliases"
                        : "the document has more than " + YamlReader.MOST_NODES + " values once its aliases are"
                                + " resolved; write fewer aliases of aliases, or put objects into documents of their own");
        throw new PastLimit();
    }

    /** The last node with an anchor's name counts, from where it begins. */
    private @Nullable Anchored anchored(NodeEvent event, Position position) {
        if (event.getAnchor().isEmpty()) {
            return null;
        }
        String name = event.getAnchor().get().getValue();
        checkName(name, position);
        var anchored = new Anchored();
        anchors.put(name, anchored);
        return anchored;
    }

    private void checkName(String anchor, Position position) {
        for (int i = 0; i < anchor.length(); i++) {
            char c = anchor.charAt(i);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
            if (!plain) {
                problems.add(position, ANCHOR);
                return;
            }
        }
    }

    private Node alias(AliasEvent event, int depth) {
        Position position = position(mark(event));
        @Nullable Anchored target = anchors.get(event.getAlias().getValue());
        if (target != null && target.node != null) {
            count(target.nodes, depth + target.height, position);
            return target.node;
        }
        count(1, depth, position);
        checkName(event.getAlias().getValue(), position);
        problems.add(
                position,
                target == null
                        ? "the alias names an anchor that does not stand before it in this document; define the anchor"
                                + " first, or put a text that begins with * in quotes"
                        : "the alias stands within the value of its own anchor, which would never end; move it");
        return nothing(position);
    }

    private static Node nothing(Position position) {
        return new Node.Scalar(Node.Type.NULL, "null", "", false, position);
    }

    private Node scalar(ScalarEvent event, Position position, int indent) {
        look(event, position, indent);
        try {
            return Scalars.node(tag(event), event.getValue(), isQuoted(event), position);
        } catch (Refused e) {
            problems.add(position, e.sentence());
            return nothing(position);
        }
    }

    private void look(ScalarEvent event, Position position, int indent) {
        grammar.check(event, position, brackets > 0);
        spans.scalar(event, indent);
    }

    private static @Nullable String tag(ScalarEvent event) {
        return event.getTag().isEmpty() ? null : event.getTag().get();
    }

    private static boolean isQuoted(ScalarEvent event) {
        return event.getScalarStyle() != ScalarStyle.PLAIN;
    }

    private Node sequence(SequenceStartEvent start, Position position, int depth, int indent) {
        List<Node> items = new ArrayList<>();
        int flow = start.getFlowStyle() == FlowStyle.FLOW ? 1 : 0;
        brackets += flow;
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1, indent));
            event = events.next();
        }
        brackets -= flow;
        spans.collection(start, event);
        return new Node.Sequence(items, position);
    }

    private Node mapping(MappingStartEvent start, Position position, int depth, int indent) {
        var entries = new Entries(problems, depth == 0);
        int flow = start.getFlowStyle() == FlowStyle.FLOW ? 1 : 0;
        brackets += flow;
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (isMerge(event)) {
                look((ScalarEvent) event, position(mark(event)), indent);
                merge(entries, depth, indent);
            } else {
                Position at = position(mark(event));
                @Nullable String key = key(event, at, depth, indent);
                Event next = events.next();
                if (event instanceof ScalarEvent name && next instanceof ScalarEvent scalar) {
                    grammar.checkColon(name, scalar, at);
                }
                Node value = node(next, depth + 1, indent);
                if (key != null) {
                    entries.add(key, at, value);
                }
            }
            event = events.next();
        }
        brackets -= flow;
        spans.collection(start, event);
        return entries.mapping(position);
    }

    /** Null if there is none, which is a problem then. */
    private @Nullable String key(Event event, Position position, int depth, int indent) {
        if (event instanceof ScalarEvent scalar) {
            if (brackets > 0) {
                grammar.checkKey(scalar, position);
            }
            if (scalar.getAnchor().isPresent()) {
                node(scalar, depth + 1, indent);
            } else {
                count(1, depth + 1, position);
                look(scalar, position, indent);
            }
            return key(tag(scalar), scalar.getValue(), isQuoted(scalar), position);
        }
        boolean template = event instanceof MappingStartEvent && Templates.isAt(mark(event));
        Node node = node(event, depth + 1, indent);
        if (event instanceof AliasEvent && node instanceof Node.Scalar scalar) {
            return key(
                    null,
                    scalar.type() == Node.Type.STRING ? scalar.text() : scalar.source(),
                    scalar.quoted() || scalar.type() == Node.Type.STRING,
                    position);
        }
        problems.add(
                position,
                template
                        ? Templates.SENTENCE
                        : "a key is a mapping or a list, and the API server refuses that; write a text as key, in quotes"
                                + " if it begins with { or [");
        return null;
    }

    private @Nullable String key(@Nullable String tag, String in, boolean quoted, Position position) {
        try {
            return Scalars.key(tag, in, quoted);
        } catch (Refused e) {
            problems.add(position, e.sentence());
            return null;
        }
    }

    private static boolean isMerge(Event event) {
        if (!(event instanceof ScalarEvent scalar) || !scalar.getValue().equals("<<")) {
            return false;
        }
        @Nullable String tag = tag(scalar);
        return tag == null ? !isQuoted(scalar) : tag.equals("!") || tag.equals(Scalars.MERGE);
    }

    private void merge(Entries entries, int depth, int indent) {
        Event event = events.next();
        Position position = position(mark(event));
        Node value = node(event, depth + 1, indent);
        if (value instanceof Node.Mapping mapping) {
            entries.merge(mapping);
            return;
        }
        boolean list = value instanceof Node.Sequence && event instanceof SequenceStartEvent;
        List<Node> items = list ? ((Node.Sequence) value).items() : List.of();
        if (!list || !items.stream().allMatch(Node.Mapping.class::isInstance)) {
            problems.add(
                    position,
                    "the value of << is no mapping and no list of mappings; give it an alias of a mapping, or a list of"
                            + " such aliases");
            return;
        }
        // The first of them has the last word.
        for (int i = items.size() - 1; i >= 0; i--) {
            entries.merge((Node.Mapping) items.get(i));
        }
    }

    private Position position(Mark mark) {
        return chunk.at(mark.getLine(), mark.getColumn());
    }

    private static Mark mark(Event event) {
        return event.getStartMark().orElseThrow();
    }
}
