package io.scaler4j.scaledobject.schema;

import io.scaler4j.scaledobject.schema.Violation.Code;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Compares a document with its shape, in one walk: wrong types, unknown fields, what is missing, bounds and words. A
 * field without a value counts as absent, as for the API server. Allocates next to nothing for a document that fits.
 */
public final class ShapeCheck {

    private final Shape root;
    private final Trail trail = new Trail();
    private final List<Violation> violations = new ArrayList<>();

    private ShapeCheck(Shape root) {
        this.root = root;
    }

    /**
     * Checks a document.
     *
     * @param document the whole of it
     * @param shape what it should be
     * @return all violations, in the order of the document; it never throws for what the document holds
     */
    public static List<Violation> of(Node document, Shape shape) {
        var check = new ShapeCheck(shape);
        check.check(document, shape);
        return check.violations;
    }

    private void check(Node node, Shape shape) {
        if (shape instanceof Shape.Text text) {
            text(node, text);
        } else if (shape instanceof Shape.Whole whole) {
            whole(node, whole);
        } else if (shape instanceof Shape.Structure structure) {
            structure(node, structure);
        } else if (shape instanceof Shape.Listing list) {
            listing(node, list);
        } else if (shape instanceof Shape.Mapped map) {
            mapped(node, map);
        } else if (shape instanceof Shape.Quantity quantity) {
            quantity(node, quantity);
        } else if (shape instanceof Shape.WholeOrText && !isScalar(node, Node.Type.STRING)) {
            whole(node, Shape.whole());
        } else if (shape instanceof Shape.Flag && !isScalar(node, Node.Type.BOOLEAN)) {
            wrongType(node, "true or false", Sentences.wayToFlag(node));
        }
    }

    private void structure(Node node, Shape.Structure structure) {
        if (!(node instanceof Node.Mapping mapping)) {
            wrongType(node, "a mapping", Sentences.wayToMapping(node));
            return;
        }
        int required = 0;
        for (Node.Entry entry : mapping.entries()) {
            Field field = structure.field(entry.key());
            if (field == null) {
                if (!structure.isOpen()) {
                    unknown(entry, structure);
                }
            } else if (!isNull(entry.value())) {
                required += field.required() ? 1 : 0;
                trail.enter(entry.key());
                check(entry.value(), field.shape());
                trail.leave();
            }
        }
        if (required < structure.required().size()) {
            structure.required().stream()
                    .filter(field -> !has(mapping, field.name()))
                    .forEach(field -> missing(mapping, field));
        }
        for (Together rule : structure.rules()) {
            together(mapping, rule);
        }
    }

    private void listing(Node node, Shape.Listing list) {
        if (!(node instanceof Node.Sequence sequence)) {
            wrongType(node, "a list", Sentences.wayToList(node));
            return;
        }
        List<Node> items = sequence.items();
        if (items.size() < list.least()) {
            add(Code.REQUIRED, node, "must have at least " + Sentences.items(list.least()), "add what belongs there");
        }
        for (int i = 0; i < items.size(); i++) {
            trail.enter(i);
            check(items.get(i), list.items());
            trail.leave();
        }
        list.distinct().ifPresent(distinct -> repeats(sequence, distinct));
    }

    private void repeats(Node.Sequence list, Distinct distinct) {
        distinct.check(list, (place, earlier, value) -> {
            trail.enter(place);
            String rest = "has the same " + distinct.words() + " as item [" + earlier + "]: " + Sentences.shown(value);
            add(Code.DUPLICATE, list.items().get(place), rest, "keep one of the two");
            trail.leave();
        });
    }

    private void mapped(Node node, Shape.Mapped map) {
        if (!(node instanceof Node.Mapping mapping)) {
            wrongType(node, "a mapping", Sentences.wayToMapping(node));
            return;
        }
        for (Node.Entry entry : mapping.entries()) {
            if (map.keys().isPresent() && !map.keys().get().fits(entry.key())) {
                key(entry, map.keys().get());
            }
            if (!isNull(entry.value())) {
                trail.enter(entry.key());
                check(entry.value(), map.values());
                trail.leave();
            }
        }
    }

    private void key(Node.Entry entry, Format wanted) {
        add(
                Code.INVALID,
                entry.keyPosition(),
                "has a key that must be " + wanted.words() + ", is " + Sentences.shown(entry.key()),
                Sentences.wayFromPlaceholder(entry.key(), "write it in that form"));
    }

    private void text(Node node, Shape.Text text) {
        if (!(node instanceof Node.Scalar scalar) || scalar.type() != Node.Type.STRING) {
            wrongType(node, "a text", Sentences.wayToText(node));
            return;
        }
        String value = scalar.text();
        if (value.isEmpty() && text.least() > 0) {
            add(Code.REQUIRED, node, "must not be empty", "give a value");
        } else if (!text.words().isEmpty() && !text.words().contains(value)) {
            add(
                    Code.UNSUPPORTED,
                    node,
                    "must be " + Sentences.oneOf(text.words()) + ", is " + Sentences.shown(value),
                    Sentences.wayToWord(value, text.words()));
        } else if (text.format().isPresent() && !text.format().get().fits(value)) {
            add(
                    Code.INVALID,
                    node,
                    "must be " + text.format().get().words() + ", is " + Sentences.shown(value),
                    Sentences.wayFromPlaceholder(value, "write it in that form"));
        } else if (value.codePointCount(0, value.length()) > text.most()) {
            limit(Code.MAX, node, text.most(), "must be at most " + text.most() + " characters long", "shorten it");
        }
    }

    private void whole(Node node, Shape.Whole whole) {
        OptionalLong value = Numbers.whole(node);
        if (value.isEmpty() && !isScalar(node, Node.Type.INTEGER)) {
            wrongType(node, "a whole number", Sentences.wayToWhole(node));
            return;
        }
        String text = ((Node.Scalar) node).text();
        // Beyond 64 bits it is past every bound.
        long number = value.orElse(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
        if (whole.atLeast().isPresent() && number < whole.atLeast().getAsLong()) {
            long least = whole.atLeast().getAsLong();
            limit(Code.MIN, node, least, "must be at least " + least + ", is " + text, "write " + least + " or more");
        } else if (whole.above().isPresent() && number <= whole.above().getAsLong()) {
            long below = whole.above().getAsLong();
            limit(Code.GREATER_THAN, node, below, "must be above " + below + ", is " + text, "write a larger number");
        } else if (whole.atMost().isPresent() && number > whole.atMost().getAsLong()) {
            long most = whole.atMost().getAsLong();
            limit(Code.MAX, node, most, "must be at most " + most + ", is " + text, "write " + most + " or less");
        } else if (value.isEmpty() || (!whole.wide() && number != (int) number)) {
            bits(node, whole.wide(), number, text);
        }
    }

    private void bits(Node node, boolean wide, long number, String text) {
        String rest = "must fit into " + (wide ? 64 : 32) + " bits, is " + text;
        if (number < 0) {
            limit(Code.MIN, node, wide ? Long.MIN_VALUE : Integer.MIN_VALUE, rest, "write a larger number");
        } else {
            limit(Code.MAX, node, wide ? Long.MAX_VALUE : Integer.MAX_VALUE, rest, "write a smaller number");
        }
    }

    private void quantity(Node node, Shape.Quantity quantity) {
        boolean isText = isScalar(node, Node.Type.STRING);
        if (!isText && !isScalar(node, Node.Type.INTEGER) && !isScalar(node, Node.Type.FLOAT)) {
            wrongType(node, "a number, or a number as text", "write it as in 500m");
            return;
        }
        if (!isText && !quantity.fractions() && Numbers.whole(node).isEmpty()) {
            wrongType(node, "a text, or a whole number", "put it in quotes");
            return;
        }
        String value = ((Node.Scalar) node).text();
        if (isText && !Format.QUANTITY.fits(value)) {
            add(
                    Code.INVALID,
                    node,
                    "must be " + Format.QUANTITY.words() + ", is " + Sentences.shown(value),
                    Sentences.wayFromPlaceholder(value, "write it in that form"));
            return;
        }
        int sign = Numbers.sign(value);
        if (quantity.sign() == Shape.Quantity.Sign.NOT_NEGATIVE && sign < 0) {
            limit(Code.MIN, node, 0, "must not be negative, is " + value, "write 0 or more");
        } else if (quantity.sign() == Shape.Quantity.Sign.POSITIVE && sign <= 0) {
            limit(Code.GREATER_THAN, node, 0, "must be above 0, is " + value, "write a larger number");
        }
    }

    private void unknown(Node.Entry entry, Shape.Structure structure) {
        trail.enter(entry.key());
        add(Code.UNKNOWN, entry.keyPosition(), "is no field", Sentences.wayFromUnknown(entry.key(), structure, root));
        trail.leave();
    }

    private void missing(Node.Mapping mapping, Field field) {
        trail.enter(field.name());
        add(
                Code.REQUIRED,
                mapping.entry(field.name()).map(Node.Entry::keyPosition).orElse(mapping.position()),
                "is missing",
                "add " + field.name() + ": " + Sentences.inLine(field.description()));
        trail.leave();
    }

    private void together(Node.Mapping mapping, Together rule) {
        List<String> names = rule.fields();
        if (rule.rule() == Together.Rule.MIN_UP_TO_MAX) {
            bounds(mapping, names.get(0), names.get(1));
            return;
        }
        int there = 0;
        for (String name : names) {
            there += has(mapping, name) ? 1 : 0;
        }
        if (there == 0 && rule.rule() != Together.Rule.AT_MOST_ONE) {
            add(Code.REQUIRED, mapping, "must have " + Sentences.oneOf(names) + ", has none", "add one of them");
        } else if (there > 1 && rule.rule() != Together.Rule.AT_LEAST_ONE) {
            add(
                    Code.FORBIDDEN_TOGETHER,
                    mapping,
                    "must have " + Sentences.oneOf(names) + ", has more than one",
                    "keep one of them");
        }
    }

    private void bounds(Node.Mapping mapping, String min, String max) {
        if (!has(mapping, min)) {
            return;
        }
        Node.Entry least = mapping.entry(min).orElseThrow();
        OptionalLong low = Numbers.whole(least.value());
        OptionalLong high = has(mapping, max)
                ? mapping.get(max).map(Numbers::whole).orElse(OptionalLong.empty())
                : OptionalLong.of(Numbers.MAX_UNLESS_GIVEN);
        if (low.isPresent() && high.isPresent() && low.getAsLong() > high.getAsLong()) {
            trail.enter(min);
            String most = max + " " + high.getAsLong() + (has(mapping, max) ? "" : ", which holds unless given");
            add(
                    Code.BOUNDS,
                    least.keyPosition(),
                    low.getAsLong() + " is above " + most,
                    "lower " + min + " or give a larger " + max);
            trail.leave();
        }
    }

    private void wrongType(Node node, String wanted, String wayOut) {
        add(Code.TYPE, node, "must be " + wanted + ", is " + Sentences.kindOf(node), wayOut);
    }

    private void limit(Code code, Node node, long limit, String rest, String wayOut) {
        violations.add(new Violation(
                code, trail.toString(), node.position(), OptionalLong.of(limit), trail + " " + rest, wayOut));
    }

    private void add(Code code, Node node, String rest, String wayOut) {
        add(code, node.position(), rest, wayOut);
    }

    private void add(Code code, Position position, String rest, String wayOut) {
        String path = trail.toString();
        violations.add(new Violation(
                code,
                path,
                position,
                OptionalLong.empty(),
                (path.isEmpty() ? "the document" : path) + " " + rest,
                wayOut));
    }

    private static boolean has(Node.Mapping mapping, String name) {
        var value = mapping.get(name);
        return value.isPresent() && !isNull(value.get());
    }

    static boolean isNull(Node node) {
        return isScalar(node, Node.Type.NULL);
    }

    private static boolean isScalar(Node node, Node.Type type) {
        return node instanceof Node.Scalar scalar && scalar.type() == type;
    }
}
