package io.scaler4j.http.proxy.standalone;

import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A mapping of a file with typed options. What has another type is reported, and then counts as left out. */
final class Section {

    private final Node.Mapping mapping;
    private final Report report;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(Node.Mapping mapping, Report report) {
        this.mapping = mapping;
        this.report = report;
    }

    Position position() {
        return mapping.position();
    }

    /** Of a key, or of the section if the key is left out. */
    Position position(String name) {
        return mapping.entry(name).map(Node.Entry::keyPosition).orElse(mapping.position());
    }

    Report report() {
        return report;
    }

    boolean has(String name) {
        return value(name) != null;
    }

    boolean isGroup(String name) {
        return value(name) instanceof Node.Mapping;
    }

    boolean isNumber(String name) {
        return value(name) instanceof Node.Scalar scalar && scalar.type() == Node.Type.INTEGER;
    }

    Optional<String> text(String name) {
        Node value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
            return Optional.of(scalar.text());
        }
        return wrong(name, value, "a text" + (value instanceof Node.Scalar ? "; put it in quotes" : ""));
    }

    OptionalInt integer(String name, int least, int most) {
        Node value = value(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value instanceof Node.Scalar scalar
                && scalar.type() == Node.Type.INTEGER
                && scalar.text().length() < 11) {
            long number = Long.parseLong(scalar.text());
            if (number >= least && number <= most) {
                return OptionalInt.of((int) number);
            }
        }
        wrong(name, value, "a whole number from " + least + " to " + most);
        return OptionalInt.empty();
    }

    Optional<Boolean> flag(String name) {
        Node value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Node.Scalar scalar && scalar.type() == Node.Type.BOOLEAN) {
            return Optional.of(scalar.text().equals("true"));
        }
        return wrong(name, value, "true or false");
    }

    Optional<Duration> duration(String name) {
        Node value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<Duration> duration =
                value instanceof Node.Scalar scalar ? GoDuration.parse(scalar.text()) : Optional.empty();
        return duration.isPresent() ? duration : wrong(name, value, GoDuration.EXPECTED);
    }

    /** One of a few words. */
    <T> Optional<T> word(String name, Map<String, T> words) {
        Node value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        T meaning = value instanceof Node.Scalar scalar ? words.get(scalar.text()) : null;
        return meaning != null
                ? Optional.of(meaning)
                : wrong(name, value, "one of " + String.join(", ", new TreeSet<>(words.keySet())));
    }

    /** A list of texts, or one text. */
    List<String> texts(String name) {
        Node value = value(name);
        if (value == null) {
            return List.of();
        }
        List<Node> items = value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
        List<String> texts = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
                texts.add(scalar.text());
            } else {
                wrong(name, item, "a text or a list of texts");
            }
        }
        return texts;
    }

    /** A mapping whose values are texts, or nothing. */
    Map<String, Optional<String>> map(String name) {
        Map<String, Optional<String>> map = new LinkedHashMap<>();
        section(name)
                .ifPresent(inner -> inner.mapping.entries().forEach(entry -> {
                    if (entry.value() instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL) {
                        map.put(entry.key(), Optional.empty());
                    } else if (entry.value() instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
                        map.put(entry.key(), Optional.of(scalar.text()));
                    } else {
                        inner.wrong(entry.key(), entry.value(), "a text; put it in quotes");
                    }
                }));
        return map;
    }

    Optional<Section> section(String name) {
        Node value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        return value instanceof Node.Mapping inner
                ? Optional.of(new Section(inner, report))
                : wrong(name, value, "a group of options");
    }

    List<Section> sections(String name) {
        Node value = value(name);
        if (value == null) {
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        if (value instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                if (item instanceof Node.Mapping inner) {
                    sections.add(new Section(inner, report));
                } else {
                    wrong(name, item, "a list of groups of options");
                }
            }
        } else {
            wrong(name, value, "a list of groups of options");
        }
        return sections;
    }

    /** A list of names with values, as Kubernetes writes it: {@code [{name: X-Beta, value: "1"}]}. */
    Map<String, Optional<String>> namedValues(String name) {
        Map<String, Optional<String>> map = new LinkedHashMap<>();
        for (Section one : sections(name)) {
            Optional<String> value = one.text("value");
            one.text("name").ifPresent(key -> map.put(key, value));
        }
        return map;
    }

    /** Reports each option that nobody has asked for. */
    void done() {
        for (Node.Entry entry : mapping.entries()) {
            if (!asked.contains(entry.key())) {
                report.add(
                        entry.keyPosition(),
                        "there is no option " + Masking.quote(entry.key()) + " here; the options are "
                                + String.join(", ", asked));
            }
        }
    }

    /** What a part makes of options of this section; null if it is refused. */
    <T> @Nullable T make(String name, Supplier<T> part) {
        return report.make(position(name), part);
    }

    void add(String name, String sentence) {
        report.add(position(name), sentence);
    }

    private @Nullable Node value(String name) {
        asked.add(name);
        return mapping.get(name)
                .filter(node -> !(node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL))
                .orElse(null);
    }

    private <T> Optional<T> wrong(String name, Node value, String expected) {
        String was = value instanceof Node.Scalar scalar
                ? Masking.isSecret(name) ? "***" : Masking.unexpected(scalar.source())
                : value instanceof Node.Mapping ? "a group of options" : "a list";
        report.add(value.position(), name + " must be " + expected + ", was " + was);
        return Optional.empty();
    }
}
