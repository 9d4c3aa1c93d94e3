package io.scaler4j.scaledobject.formula;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The part of the interpreter that goes through arrays with a predicate. */
final class Loops {

    /** An array that is gone through. */
    private static final class Scope {
        private final Object[] elements;
        private final @Nullable Scope outer;
        private int index;
        private @Nullable Object result;

        Scope(Object[] elements, @Nullable Scope outer) {
            this.elements = elements;
            this.outer = outer;
        }
    }

    private final Interpreter interpreter;
    private @Nullable Scope scope;

    Loops(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Nullable
    Object pointer(Node node) {
        Scope current = scope;
        if (current == null) {
            throw new IllegalStateException("no element at " + node.at);
        }
        return switch (node.op) {
            case "index" -> (long) current.index;
            case "acc" -> current.result;
            default -> {
                if (current.index >= current.elements.length) {
                    throw new Failure(node.at, "# has no element, as the array is empty; give reduce a plain start");
                }
                yield current.elements[current.index];
            }
        };
    }

    @Nullable
    Object call(Node node) {
        Object array = interpreter.value(node.part(0));
        var inner = new Scope(Aggregates.elements(array, node), scope);
        scope = inner;
        try {
            return switch (node.op) {
                case "all" -> untilStop(node, inner, false);
                case "none" -> untilStop(node, inner, true);
                case "any" -> !untilStop(node, inner, true);
                case "one" -> count(node, inner) == 1;
                case "count" -> count(node, inner);
                case "filter" -> filter(node, inner);
                case "map" -> map(node, inner);
                case "sum" -> sum(node, inner);
                case "reduce" -> reduce(node, inner);
                default -> find(node, inner);
            };
        } finally {
            scope = inner.outer;
        }
    }

    private boolean test(Node node) {
        return interpreter.test(node.part(1));
    }

    /** {@return whether no element stopped it} */
    private boolean untilStop(Node node, Scope inner, boolean stop) {
        for (; inner.index < inner.elements.length; inner.index++) {
            if (test(node) == stop) {
                return false;
            }
        }
        return true;
    }

    private long count(Node node, Scope inner) {
        long count = 0;
        for (; inner.index < inner.elements.length; inner.index++) {
            boolean counts = node.parts.length == 2 ? test(node) : own(node, inner);
            if (counts && ++count == node.threshold) {
                break;
            }
        }
        return count;
    }

    private boolean own(Node node, Scope inner) {
        interpreter.step(node, 1);
        return Values.bool(inner.elements[inner.index], node);
    }

    private Object filter(Node node, Scope inner) {
        var kept = new ArrayList<@Nullable Object>();
        for (; inner.index < inner.elements.length; inner.index++) {
            if (test(node)) {
                kept.add(mapped(node, inner));
            }
        }
        interpreter.step(node, kept.size());
        return kept.toArray();
    }

    private @Nullable Object mapped(Node node, Scope inner) {
        return node.map == null ? inner.elements[inner.index] : interpreter.value(node.map);
    }

    private Object map(Node node, Scope inner) {
        interpreter.step(node, inner.elements.length);
        var mapped = new Object[inner.elements.length];
        for (; inner.index < mapped.length; inner.index++) {
            mapped[inner.index] = interpreter.value(node.part(1));
        }
        return mapped;
    }

    private Object sum(Node node, Scope inner) {
        Object sum = 0L;
        for (; inner.index < inner.elements.length; inner.index++) {
            interpreter.step(node, 1);
            Object one = node.parts.length == 2 ? interpreter.value(node.part(1)) : inner.elements[inner.index];
            sum = Values.sum(node, one, sum);
        }
        return sum;
    }

    private @Nullable Object reduce(Node node, Scope inner) {
        if (node.parts.length == 3) {
            inner.result = interpreter.value(node.part(2)); // here # is the first element of this array
        } else if (inner.elements.length == 0) {
            throw new Failure(node.at, "reduce has an empty array and no start; write reduce(.., #acc + #, 0)");
        } else {
            inner.result = inner.elements[inner.index++];
        }
        for (; inner.index < inner.elements.length; inner.index++) {
            inner.result = interpreter.value(node.part(1));
        }
        return inner.result;
    }

    private @Nullable Object find(Node node, Scope inner) {
        for (; inner.index < inner.elements.length; inner.index++) {
            if (test(node)) {
                return node.op.equals("findIndex") ? (Object) (long) inner.index : mapped(node, inner);
            }
        }
        if (node.throwing) {
            throw new Failure(node.at, "no element matches, so there is none to take; write first(filter(..)) ?? 0");
        }
        return null;
    }
}
