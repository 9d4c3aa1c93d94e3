package io.scaler4j.scaledobject.formula;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the interpreter that knows functions without a predicate. */
final class Aggregates {

    /** Up to here Go sorts by insertion. */
    private static final int FEW = 12;

    private Aggregates() {}

    static Object[] elements(@Nullable Object array, Node node) {
        if (array instanceof Object[] elements) {
            return elements;
        }
        throw new Failure(
                node.at,
                (node.op.isEmpty() ? "[..]" : node.op) + " needs an array and got " + Values.named(array)
                        + (array == null ? "; give nil a value with ??" : "; put it in brackets"));
    }

    static @Nullable Object call(Interpreter interpreter, Node node) {
        if (node.op.equals("add")) {
            return add(interpreter, node);
        }
        var arguments = new Object[node.parts.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = interpreter.value(node.part(i));
            if (arguments[i] instanceof Object[] elements) {
                interpreter.step(node, elements.length);
            }
        }
        Object first = arguments[0];
        return switch (node.op) {
            case "max", "min" -> extreme(node, arguments);
            case "mean" -> mean(node, arguments);
            case "median" -> median(interpreter, node, arguments);
            case "sort" -> sort(interpreter, node, arguments);
            case "first", "last" -> edge(node, first);
            case "len" ->
                first instanceof String text
                        ? (Object) (long) text.codePointCount(0, text.length())
                        : (Object) (long) elements(first, node).length;
            default -> ofOne(node, first);
        };
    }

    /** The sum of an array's elements as they stand in the text: a + (b + c). */
    private static @Nullable Object add(Interpreter interpreter, Node node) {
        var values = new Object[node.parts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = interpreter.value(node.part(i));
        }
        Object sum = values[values.length - 1];
        for (int i = values.length - 2; i >= 0; i--) {
            sum = Values.sum(node, values[i], sum);
        }
        return sum;
    }

    private static Object ofOne(Node node, @Nullable Object value) {
        if (value instanceof String text) {
            Object number = switch (node.op) {
                case "int" -> Numbers.parseInteger(text);
                case "float" -> Numbers.parseFloat(text);
                default -> throw Values.needsNumber(node, value);
            };
            if (number == null) {
                throw new Failure(node.at, node.op + " cannot read \"" + text + "\"; give it a number");
            }
            return number;
        }
        if (node.op.equals("int")) {
            return Values.toInteger(value, node);
        }
        if (node.op.equals("abs") && value instanceof Long number) {
            return number < 0 ? -number : number;
        }
        double number = Values.toDouble(value, node);
        return switch (node.op) {
            case "abs" -> number < 0 ? -number : number;
            case "ceil" -> Math.ceil(number);
            case "floor" -> Math.floor(number);
            case "round" -> Numbers.round(number);
            default -> number;
        };
    }

    private static @Nullable Object edge(Node node, @Nullable Object array) {
        if (array instanceof Object[] elements && elements.length > 0) {
            return elements[node.op.equals("first") ? 0 : elements.length - 1];
        }
        return null;
    }

    private static Failure notANumber(Node node, @Nullable Object value) {
        return new Failure(
                node.at,
                node.op + " needs numbers and got " + Values.named(value)
                        + (value == null ? "; give nil a value with ??, as in (a ?? 0)" : "; leave it out"));
    }

    private static @Nullable Object extreme(Node node, Object[] arguments) {
        Object best = null;
        for (Object argument : arguments) {
            if (argument instanceof Object[] elements) {
                best = extremeOf(node, elements, best);
            } else if (argument instanceof Number) {
                best = better(node, best, argument);
            } else if (arguments.length == 1) {
                return argument;
            } else {
                throw notANumber(node, argument);
            }
        }
        return best;
    }

    private static @Nullable Object extremeOf(Node node, Object[] elements, @Nullable Object start) {
        Object best = start;
        for (Object element : elements) {
            if (element instanceof Number) {
                best = better(node, best, element);
            } else if (element instanceof Object[] nested) {
                Object inner = extremeOf(node, nested, null);
                best = inner == null ? best : better(node, best, inner);
            } else {
                throw notANumber(node, element);
            }
        }
        return best;
    }

    private static Object better(Node node, @Nullable Object best, Object candidate) {
        if (best == null) {
            return candidate;
        }
        boolean replaces =
                node.op.equals("max") ? Values.less(node, best, candidate) : Values.less(node, candidate, best);
        return replaces ? candidate : best;
    }

    private static double mean(Node node, Object[] arguments) {
        var total = new double[2];
        for (Object argument : arguments) {
            Object[] elements = argument instanceof Object[] array ? array : new Object[] {argument};
            for (Object element : elements) {
                addUp(node, element, total);
            }
        }
        return total[1] == 0 ? 0 : total[0] / total[1];
    }

    /** Adds to the sum and to the count; the sum of a nested array is made first. */
    private static void addUp(Node node, @Nullable Object value, double[] total) {
        if (value instanceof Number number) {
            total[0] += number.doubleValue();
            total[1]++;
        } else if (value instanceof Object[] elements) {
            var inner = new double[2];
            for (Object element : elements) {
                addUp(node, element, inner);
            }
            total[0] += inner[0];
            total[1] += inner[1];
        } else {
            throw notANumber(node, value);
        }
    }

    private static double median(Interpreter interpreter, Node node, Object[] arguments) {
        var flat = new ArrayList<Object>();
        for (Object argument : arguments) {
            flatten(node, argument, flat);
        }
        interpreter.step(node, flat.size());
        Object[] sorted = flat.toArray();
        sort(sorted, (a, b) -> before((Double) a, (Double) b));
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1
                ? (double) sorted[middle]
                : ((double) sorted[middle - 1] + (double) sorted[middle]) / 2;
    }

    /** NaN comes first. */
    private static boolean before(double a, double b) {
        return a < b || (Double.isNaN(a) && !Double.isNaN(b));
    }

    private static void flatten(Node node, @Nullable Object value, List<Object> flat) {
        if (value instanceof Number number) {
            flat.add(number.doubleValue());
        } else if (value instanceof Object[] elements) {
            for (Object element : elements) {
                flatten(node, element, flat);
            }
        } else {
            throw notANumber(node, value);
        }
    }

    private static Object sort(Interpreter interpreter, Node node, Object[] arguments) {
        boolean descending = arguments.length == 2 && isDescending(node, arguments[1]);
        if (!(arguments[0] instanceof Object[] elements) || elements == Values.NO_ARRAY) {
            return Values.NO_ARRAY;
        }
        interpreter.step(node, (long) elements.length * Math.max(1, 64 - Long.numberOfLeadingZeros(elements.length)));
        Object[] sorted = elements.clone();
        sort(sorted, (a, b) -> descending ? Values.less(node, b, a) : Values.less(node, a, b));
        return sorted;
    }

    private static boolean isDescending(Node node, @Nullable Object order) {
        if ("asc".equals(order) || "desc".equals(order)) {
            return "desc".equals(order);
        }
        throw new Failure(node.at, "sort has an unknown order; write \"asc\" or \"desc\"");
    }

    private interface Order {
        boolean isBefore(Object a, Object b);
    }

    private static void sort(Object[] values, Order order) {
        if (values.length > FEW) {
            merge(values, new Object[values.length], 0, values.length, order);
            return;
        }
        for (int i = 1; i < values.length; i++) {
            for (int j = i; j > 0 && order.isBefore(values[j], values[j - 1]); j--) {
                Object swapped = values[j];
                values[j] = values[j - 1];
                values[j - 1] = swapped;
            }
        }
    }

    /** Not the JDK's sort, which may refuse an order that NaN makes contradictory. */
    private static void merge(Object[] values, Object[] spare, int from, int to, Order order) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        merge(values, spare, from, middle, order);
        merge(values, spare, middle, to, order);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeRight = left == middle || (right < to && order.isBefore(values[right], values[left]));
            spare[i] = takeRight ? values[right++] : values[left++];
        }
        System.arraycopy(spare, from, values, from, to - from);
    }
}
