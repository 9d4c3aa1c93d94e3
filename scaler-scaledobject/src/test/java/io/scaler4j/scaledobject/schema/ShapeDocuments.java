package io.scaler4j.scaledobject.schema;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random documents that fit a shape, without values that are null. */
final class ShapeDocuments {

    private static final Position NOWHERE = new Position("", 1, 1);
    private static final String[] TEXTS = {
        "a", "orders-lag", "a b", "yes", "010", "1:20", "null", "x: y", "ü", "#", "a\nb"
    };
    private static final String[] KEYS = {"key", "a_b.C", "example.org/key", "a.b-c.example.org/a"};
    private static final Map<Format, List<String>> FORMATS = Map.of(
            Format.SUBDOMAIN, List.of("a", "0", "a-b", "a.b-c.d", "a".repeat(253)),
            Format.SUBDOMAIN_OR_EMPTY, List.of("", "a", "a-b", "a.b-c.d", "a".repeat(253)),
            Format.LABEL, List.of("a", "0", "a-b", "a".repeat(63)),
            Format.LABEL_VALUE, List.of("", "A", "a_b.C-1", "a".repeat(63)),
            Format.PATH_SEGMENT, List.of("a", "...", "a:b", "a b", ".a"),
            Format.CONTAINER_RESOURCE, List.of("cpu", "memory", "ephemeral-storage", "hugepages-2Mi", "nvidia.com/gpu"),
            Format.QUANTITY, List.of("1", "500m", "1.5Gi", "1e3", "+2k", ".5"),
            Format.DURATION, List.of("0", "30s", "1m30s", "1.5h", "500ms"));

    private final Random random;

    ShapeDocuments(Random random) {
        this.random = random;
    }

    static Node.Scalar scalar(Node.Type type, String text) {
        return new Node.Scalar(type, text, text, type == Node.Type.STRING, NOWHERE);
    }

    static Node.Mapping mapping(List<Node.Entry> entries) {
        return new Node.Mapping(entries, NOWHERE);
    }

    static Node.Sequence list(List<Node> items) {
        return new Node.Sequence(items, NOWHERE);
    }

    static Node.Entry entry(String key, Node value) {
        return new Node.Entry(key, NOWHERE, value);
    }

    /** A whole object of a kind. */
    Node.Mapping of(KindSchema kind) {
        var entries = new ArrayList<Node.Entry>();
        for (Node.Entry entry : ((Node.Mapping) any(kind.shape())).entries()) {
            entries.add(
                    switch (entry.key()) {
                        case "apiVersion" -> entry("apiVersion", scalar(Node.Type.STRING, kind.apiVersion()));
                        case "kind" -> entry("kind", scalar(Node.Type.STRING, kind.kind()));
                        default -> entry;
                    });
        }
        return mapping(entries);
    }

    private Node any(Shape shape) {
        if (shape instanceof Shape.Structure structure) {
            return structure(structure);
        }
        if (shape instanceof Shape.Listing list) {
            var items = new ArrayList<Node>();
            for (int i = list.least() + random.nextInt(2); i > 0; i--) {
                items.add(any(list.items()));
            }
            list.distinct().ifPresent(distinct -> removeRepeats(items, distinct));
            return list(items);
        }
        if (shape instanceof Shape.Mapped map) {
            var entries = new ArrayList<Node.Entry>();
            for (int i = random.nextInt(3); i > 0; i--) {
                entries.add(entry(KEYS[random.nextInt(KEYS.length)] + i, any(map.values())));
            }
            return mapping(entries);
        }
        if (shape instanceof Shape.Text text) {
            return scalar(Node.Type.STRING, text(text));
        }
        if (shape instanceof Shape.Whole whole) {
            return scalar(Node.Type.INTEGER, Long.toString(whole(whole)));
        }
        if (shape instanceof Shape.Quantity quantity) {
            return quantity(quantity);
        }
        if (shape instanceof Shape.WholeOrText) {
            return random.nextBoolean()
                    ? scalar(Node.Type.STRING, TEXTS[random.nextInt(TEXTS.length)])
                    : scalar(Node.Type.INTEGER, "8080");
        }
        return scalar(Node.Type.BOOLEAN, Boolean.toString(random.nextBoolean()));
    }

    private static void removeRepeats(List<Node> items, Distinct distinct) {
        var repeats = new ArrayList<Node>();
        distinct.check(list(List.copyOf(items)), (place, earlier, value) -> repeats.add(items.get(place)));
        items.subList(items.size() - repeats.size(), items.size()).clear(); // two items at most, so the last one
    }

    private Node structure(Shape.Structure structure) {
        var chosen = new HashSet<String>();
        structure.fields().values().forEach(field -> {
            if (field.required() || random.nextInt(3) > 0) {
                chosen.add(field.name());
            }
        });
        structure.rules().forEach(rule -> obey(rule, chosen));
        var entries = new ArrayList<Node.Entry>();
        for (Field field : structure.fields().values()) {
            if (chosen.contains(field.name())) {
                entries.add(entry(field.name(), any(field.shape())));
            }
        }
        if (structure.isOpen() && random.nextBoolean()) {
            entries.add(entry("somethingElse", list(List.of(scalar(Node.Type.INTEGER, "1")))));
        }
        for (Together rule : structure.rules()) {
            if (rule.rule() == Together.Rule.MIN_UP_TO_MAX) {
                entries.replaceAll(entry -> inOrder(entry, rule.fields(), chosen));
            }
        }
        return mapping(entries);
    }

    /** A minimum of 7 and a maximum of 9, as they may have come in any order. */
    private static Node.Entry inOrder(Node.Entry entry, List<String> names, Set<String> chosen) {
        boolean both = chosen.containsAll(names);
        if (entry.key().equals(names.get(0))) {
            return entry(entry.key(), scalar(Node.Type.INTEGER, both ? "7" : "100"));
        }
        return both && entry.key().equals(names.get(1)) ? entry(entry.key(), scalar(Node.Type.INTEGER, "9")) : entry;
    }

    private void obey(Together rule, Set<String> chosen) {
        List<String> there = rule.fields().stream().filter(chosen::contains).toList();
        boolean needed = rule.rule() == Together.Rule.EXACTLY_ONE || rule.rule() == Together.Rule.AT_LEAST_ONE;
        boolean single = rule.rule() == Together.Rule.EXACTLY_ONE || rule.rule() == Together.Rule.AT_MOST_ONE;
        if ((needed && there.isEmpty()) || (single && there.size() > 1)) {
            rule.fields().forEach(chosen::remove);
            chosen.add(rule.fields().get(random.nextInt(rule.fields().size())));
        }
    }

    private String text(Shape.Text text) {
        if (!text.words().isEmpty()) {
            List<String> words = text.words();
            return words.get(random.nextInt(words.size()));
        }
        if (text.format().isPresent()) {
            List<String> samples = FORMATS.get(text.format().get());
            String sample = samples.get(random.nextInt(samples.size()));
            return sample.isEmpty() && text.least() > 0 ? "a" : sample;
        }
        if (text.least() == 0 && random.nextInt(5) == 0) {
            return "";
        }
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private long whole(Shape.Whole whole) {
        long least = whole.atLeast().isPresent()
                ? whole.atLeast().getAsLong()
                : whole.above().isPresent() ? whole.above().getAsLong() + 1 : Integer.MIN_VALUE;
        long most = whole.atMost().orElse(whole.wide() ? Long.MAX_VALUE / 4 : Integer.MAX_VALUE);
        return switch (random.nextInt(3)) {
            case 0 -> least;
            case 1 -> most;
            default -> Math.min(most, Math.max(least, random.nextInt(1000)));
        };
    }

    private Node quantity(Shape.Quantity quantity) {
        boolean mayBeZero = quantity.sign() != Shape.Quantity.Sign.POSITIVE;
        return switch (random.nextInt(mayBeZero ? 5 : 4)) {
            case 0 -> scalar(Node.Type.STRING, "500m");
            case 1 -> scalar(Node.Type.STRING, "1.5Gi");
            case 2 -> scalar(Node.Type.INTEGER, "3");
            case 3 -> quantity.fractions() ? scalar(Node.Type.FLOAT, "0.05") : scalar(Node.Type.STRING, "0.05");
            default -> scalar(Node.Type.INTEGER, "0");
        };
    }
}
