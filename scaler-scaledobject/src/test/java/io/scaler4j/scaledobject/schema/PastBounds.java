package io.scaler4j.scaledobject.schema;

import io.scaler4j.scaledobject.schema.Violation.Code;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of the right type that a shape refuses.
 *
 * @param node the value
 * @param code why
 * @param isOfSchema whether the schema for editors refuses it, too
 */
record PastBounds(Node node, Code code, boolean isOfSchema) {

    /** Those just past each bound of a shape. */
    static List<PastBounds> of(Shape shape) {
        if (shape instanceof Shape.Whole whole) {
            return whole(whole);
        }
        if (shape instanceof Shape.Text text) {
            return text(text);
        }
        if (shape instanceof Shape.Listing list && list.least() > 0) {
            return List.of(new PastBounds(ShapeDocuments.list(List.of()), Code.REQUIRED, true));
        }
        return shape instanceof Shape.Quantity quantity ? quantity(quantity) : List.of();
    }

    private static List<PastBounds> whole(Shape.Whole whole) {
        var past = new ArrayList<PastBounds>();
        whole.atLeast().ifPresent(least -> past.add(number(least - 1, Code.MIN)));
        whole.above().ifPresent(least -> past.add(number(least, Code.GREATER_THAN)));
        whole.atMost().ifPresent(most -> past.add(number(most + 1, Code.MAX)));
        if (!whole.wide() && whole.atMost().isEmpty()) {
            past.add(number(Integer.MAX_VALUE + 1L, Code.MAX));
            past.add(number(Long.MAX_VALUE, Code.MAX));
        }
        past.add(new PastBounds(ShapeDocuments.scalar(Node.Type.INTEGER, "18446744073709551615"), Code.MAX, true));
        return past;
    }

    private static PastBounds number(long value, Code code) {
        return new PastBounds(ShapeDocuments.scalar(Node.Type.INTEGER, Long.toString(value)), code, true);
    }

    private static List<PastBounds> text(Shape.Text text) {
        var past = new ArrayList<PastBounds>();
        if (text.least() > 0) {
            past.add(text("", Code.REQUIRED));
        }
        if (!text.words().isEmpty()) {
            past.add(text(text.words().get(0) + "x", Code.UNSUPPORTED));
        }
        if (text.most() < Integer.MAX_VALUE) {
            past.add(text("x".repeat(text.most() + 1), Code.MAX));
        }
        text.format().ifPresent(format -> {
            past.add(text("a/b/%", Code.INVALID));
            switch (format) {
                case SUBDOMAIN, SUBDOMAIN_OR_EMPTY -> past.add(text("a".repeat(254), Code.INVALID));
                case LABEL, LABEL_VALUE, LABEL_KEY, ANNOTATION_KEY -> past.add(text("a".repeat(64), Code.INVALID));
                case PATH_SEGMENT -> past.add(text("..", Code.INVALID));
                case CONTAINER_RESOURCE -> past.add(text("gpu", Code.INVALID));
                case QUANTITY, DURATION -> past.add(text("1 s", Code.INVALID));
            }
        });
        return past;
    }

    private static PastBounds text(String text, Code code) {
        return new PastBounds(string(text), code, true);
    }

    private static Node string(String text) {
        return ShapeDocuments.scalar(Node.Type.STRING, text);
    }

    private static List<PastBounds> quantity(Shape.Quantity quantity) {
        var past = new ArrayList<PastBounds>();
        past.add(text("5x", Code.INVALID));
        past.add(text("", Code.INVALID));
        if (quantity.sign() == Shape.Quantity.Sign.POSITIVE) {
            past.add(number(0, Code.GREATER_THAN));
            past.add(number(-1, Code.GREATER_THAN));
            past.add(new PastBounds(string("0k"), Code.GREATER_THAN, false));
        } else if (quantity.sign() == Shape.Quantity.Sign.NOT_NEGATIVE) {
            past.add(number(-1, Code.MIN));
            past.add(new PastBounds(string("-1m"), Code.MIN, false));
        }
        return past;
    }
}
