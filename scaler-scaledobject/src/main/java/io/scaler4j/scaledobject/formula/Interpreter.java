package io.scaler4j.scaledobject.formula;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Evaluates a tree once, with boxed values. */
final class Interpreter {

    private final double[] triggers;
    private final @Nullable Object[] variables;
    private final Loops loops = new Loops(this);
    private long steps;

    Interpreter(double[] triggers, int variables) {
        this.triggers = triggers;
        this.variables = new Object[variables];
    }

    /**
     * Evaluates.
     *
     * @throws Failure if there is no result
     */
    @Nullable
    Object value(Node node) {
        step(node, 1);
        return switch (node.kind) {
            case NIL, OPEN -> null;
            case INT, FLOAT, BOOL, TEXT, CONSTANT -> node.value;
            case TRIGGER -> Double.isNaN(triggers[node.slot]) ? null : (Object) triggers[node.slot];
            case VARIABLE -> variables[node.slot];
            case POINTER -> loops.pointer(node);
            case UNARY -> unary(node);
            case BINARY -> binary(node);
            case IF -> value(node.part(test(node.part(0)) ? 1 : 2));
            case ARRAY -> array(node);
            case INDEX -> index(node);
            case SLICE -> slice(node);
            case CALL -> Functions.PREDICATES.contains(node.op) ? loops.call(node) : Aggregates.call(this, node);
            case LET -> {
                variables[node.slot] = value(node.part(0));
                yield value(node.part(1));
            }
            case SEQUENCE -> sequence(node);
            case NAME -> throw new IllegalStateException("a name that was not looked up: " + node.op);
        };
    }

    void step(Node node, long count) {
        steps += count;
        if (steps > Formula.MAX_STEPS) {
            throw Limits.tooManySteps(node.at);
        }
    }

    boolean test(Node node) {
        return Values.bool(value(node), node);
    }

    private @Nullable Object sequence(Node node) {
        Object last = null;
        for (Node part : node.parts) {
            last = value(part);
        }
        return last;
    }

    private @Nullable Object unary(Node node) {
        Object operand = value(node.part(0));
        return switch (node.op) {
            case "!" -> !Values.bool(operand, node.part(0));
            case "-" -> Values.negated(node, operand);
            default -> operand;
        };
    }

    private @Nullable Object binary(Node node) {
        Object left = value(node.part(0));
        switch (node.op) {
            case "&&" -> {
                return Values.bool(left, node.part(0)) ? value(node.part(1)) : (Object) false;
            }
            case "||" -> {
                return Values.bool(left, node.part(0)) ? (Object) true : value(node.part(1));
            }
            case "??" -> {
                return Values.isNil(left) ? value(node.part(1)) : left;
            }
            default -> {
                return binary(node, left, value(node.part(1)));
            }
        }
    }

    private Object binary(Node node, @Nullable Object left, @Nullable Object right) {
        return switch (node.op) {
            case "==" -> equal(node, left, right);
            case "!=" -> !equal(node, left, right);
            case "<", ">", "<=", ">=" -> Values.ordered(node, left, right);
            case ".." -> range(node, left, right);
            case "in" -> contains(node, left, right);
            case "in integers", "in strings" -> isMember(node, left, right);
            case "contains", "startsWith", "endsWith" -> strings(node, left, right);
            default -> Values.arithmetic(node, left, right);
        };
    }

    /** What the checker takes for two integers or two strings is not compared with anything else. */
    private static boolean equal(Node node, @Nullable Object left, @Nullable Object right) {
        Type a = node.part(0).type;
        Type b = node.part(1).type;
        boolean integers = a.is(Type.Kind.INT) && b.is(Type.Kind.INT);
        boolean strings = a.is(Type.Kind.TEXT) && b.is(Type.Kind.TEXT);
        Class<?> wanted = integers ? Long.class : String.class;
        if ((integers || strings) && !(wanted.isInstance(left) && wanted.isInstance(right))) {
            String kind = integers ? "integers" : "strings";
            throw new Failure(
                    node.at,
                    "'" + node.op + "' was compiled for two " + kind + " and got " + Values.named(left) + " and "
                            + Values.named(right)
                            + (integers ? "; make one side a float, as in 1.0" : "; give nil a value"));
        }
        return Values.equal(left, right);
    }

    private Object[] range(Node node, @Nullable Object left, @Nullable Object right) {
        long from = Values.toInteger(left, node);
        long size = Values.toInteger(right, node) - from + 1;
        if (size <= 0) {
            return new Object[0];
        }
        step(node, size > Formula.MAX_STEPS ? Formula.MAX_STEPS : size);
        var range = new Object[(int) size];
        for (int i = 0; i < range.length; i++) {
            range[i] = from + i;
        }
        return range;
    }

    private static boolean contains(Node node, @Nullable Object needle, @Nullable Object array) {
        if (array == null) {
            return false;
        }
        for (Object one : Aggregates.elements(array, node)) {
            if (Values.equal(one, needle)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMember(Node node, @Nullable Object needle, @Nullable Object set) {
        boolean integers = node.op.equals("in integers");
        Object wanted = needle != null ? needle : integers ? (Object) 0L : "";
        if (!(integers ? wanted instanceof Long : wanted instanceof String)) {
            throw new Failure(
                    node.at,
                    "'in' was compiled for " + (integers ? "integers" : "strings") + " and got " + Values.named(needle)
                            + "; write a == 1 || a == 2");
        }
        return contains(node, wanted, set);
    }

    private static boolean strings(Node node, @Nullable Object left, @Nullable Object right) {
        if (Values.isNil(left) || Values.isNil(right)) {
            return false;
        }
        if (left instanceof String text && right instanceof String part) {
            return switch (node.op) {
                case "contains" -> text.contains(part);
                case "startsWith" -> text.startsWith(part);
                default -> text.endsWith(part);
            };
        }
        throw new Failure(
                node.at,
                "'" + node.op + "' needs strings and got " + Values.named(left) + " and " + Values.named(right)
                        + "; compare numbers with ==");
    }

    private Object[] array(Node node) {
        step(node, node.parts.length);
        var array = new Object[node.parts.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = value(node.part(i));
        }
        return array;
    }

    private @Nullable Object index(Node node) {
        Object array = value(node.part(0));
        Object index = value(node.part(1));
        Object[] elements = Aggregates.elements(array, node);
        long place = Values.toInteger(index, node);
        return elements[place(node, elements.length, place)];
    }

    private static int place(Node node, int length, long index) {
        long place = index < 0 ? length + index : index;
        if (place < 0 || place >= length) {
            throw new Failure(
                    node.at,
                    "the index " + index + " is out of range, as the array has " + length
                            + " elements; check len(..) first");
        }
        return (int) place;
    }

    private Object slice(Node node) {
        Object array = value(node.part(0));
        Object to = value(node.part(2));
        Object from = value(node.part(1));
        Object[] elements = Aggregates.elements(array, node);
        long length = elements.length;
        long start = node.part(1).is(Node.Kind.OPEN) ? 0 : Values.toInteger(from, node);
        long end = node.part(2).is(Node.Kind.OPEN) ? length : Values.toInteger(to, node);
        start = Math.max(0, start < 0 ? length + start : start);
        end = Math.min(length, Math.max(0, end < 0 ? length + end : end));
        start = Math.min(start, end);
        return elements == Values.NO_ARRAY ? elements : Arrays.copyOfRange(elements, (int) start, (int) end);
    }
}
