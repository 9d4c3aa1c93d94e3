package io.scaler4j.cli.serve;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of one mapping. What is wrong is collected with its place, and reads as if it were not there. */
final class Fields {

    private final String name;
    private final Node.Mapping mapping;
    private final List<YamlProblem> problems;

    private Fields(String name, Node.Mapping mapping, List<YamlProblem> problems) {
        this.name = name;
        this.mapping = mapping;
        this.problems = problems;
    }

    /**
     * Checks that a node is a mapping of known fields.
     *
     * @param name of the mapping, in sentences
     */
    static Fields of(String name, Node node, List<String> known, List<YamlProblem> problems) {
        var fields = any(name, node, problems);
        for (Node.Entry entry : fields.mapping.entries()) {
            if (!known.contains(entry.key())) {
                fields.tell(
                        entry.keyPosition(),
                        name + " has no field " + entry.key() + "; its fields are " + String.join(", ", known));
            }
        }
        return fields;
    }

    /** Whose fields may have any name. */
    static Fields any(String name, Node node, List<YamlProblem> problems) {
        if (node instanceof Node.Mapping mapping) {
            return new Fields(name, mapping, problems);
        }
        problems.add(new YamlProblem(node.position(), name + " must be a mapping of fields to values"));
        return new Fields(name, new Node.Mapping(List.of(), node.position()), problems);
    }

    void tell(Position position, String sentence) {
        problems.add(new YamlProblem(position, sentence));
    }

    /** Of the field, or of the mapping where the field is absent. */
    Position position(String field) {
        return mapping.entry(field).map(Node.Entry::keyPosition).orElse(mapping.position());
    }

    Optional<Node> node(String field) {
        return mapping.get(field).filter(node -> !(node instanceof Node.Scalar scalar && isNull(scalar)));
    }

    private static boolean isNull(Node.Scalar scalar) {
        return scalar.type() == Node.Type.NULL;
    }

    List<String> names() {
        return mapping.entries().stream().map(Node.Entry::key).toList();
    }

    /** A scalar of any type as text, since KEDA's metadata are texts. */
    Optional<String> text(String field) {
        return node(field).flatMap(node -> {
            if (node instanceof Node.Scalar scalar) {
                return Optional.of(scalar.text());
            }
            tell(node.position(), path(field) + " must be a text");
            return Optional.empty();
        });
    }

    String required(String field, String wayOut) {
        Optional<String> text = text(field).filter(given -> !given.isBlank());
        if (text.isEmpty()) {
            tell(position(field), path(field) + " is missing; " + wayOut);
        }
        return text.orElse("");
    }

    OptionalInt port(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.get().matches("\\d{1,5}") && Integer.parseInt(text.get()) <= 65_535) {
            return OptionalInt.of(Integer.parseInt(text.get()));
        }
        tell(position(field), path(field) + " must be a port from 0 to 65535, was '" + text.get() + "'");
        return OptionalInt.empty();
    }

    Optional<Duration> duration(String field, Function<String, Duration> parser) {
        return text(field).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (RuntimeException e) {
                tell(position(field), path(field) + " must be a time: " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    List<Node> list(String field) {
        return node(field)
                .map(node -> {
                    if (node instanceof Node.Sequence sequence) {
                        return sequence.items();
                    }
                    tell(node.position(), path(field) + " must be a list");
                    return List.<Node>of();
                })
                .orElse(List.of());
    }

    List<String> texts(String field) {
        var texts = new ArrayList<String>();
        for (Node item : list(field)) {
            if (item instanceof Node.Scalar scalar && !isNull(scalar)) {
                texts.add(scalar.text());
            } else {
                tell(item.position(), path(field) + " must be a list of texts");
            }
        }
        return texts;
    }

    /** Every value of a mapping as text. */
    Map<String, String> map(String field) {
        return node(field)
                .map(node -> any(path(field), node, problems))
                .map(each -> each.names().stream()
                        .filter(key -> each.text(key).isPresent())
                        .collect(Collectors.toMap(
                                key -> key,
                                key -> each.text(key).orElseThrow(),
                                (one, other) -> one,
                                LinkedHashMap<String, String>::new)))
                .map(Map::copyOf)
                .orElse(Map.of());
    }

    /** Each entry of a mapping. */
    void each(String field, BiConsumer<String, Node> entry) {
        node(field)
                .map(node -> any(path(field), node, problems))
                .ifPresent(each -> each.mapping.entries().forEach(found -> entry.accept(found.key(), found.value())));
    }

    private String path(String field) {
        return name + "." + field;
    }
}
