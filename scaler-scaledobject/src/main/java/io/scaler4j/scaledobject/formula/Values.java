package io.scaler4j.scaledobject.formula;

import org.jspecify.annotations.Nullable;

/** What operators do with values: Long, Double, Boolean, String, Object[] and null for nil. */
final class Values {

    /** The array that expr-lang takes for nil: what sort makes of anything but an array. */
    static final Object[] NO_ARRAY = {};

    private Values() {}

    static boolean isNil(@Nullable Object value) {
        return value == null || value == NO_ARRAY;
    }

    static String named(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Long) {
            return "an integer";
        }
        if (value instanceof Double) {
            return "a float";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        return value instanceof String ? "a string" : "an array";
    }

    static boolean bool(@Nullable Object value, Node node) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new Failure(node.at, named(value) + " stands where true or false is needed; compare it, as in a > 0");
    }

    static double toDouble(@Nullable Object value, Node node) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw needsNumber(node, value);
    }

    static long toInteger(@Nullable Object value, Node node) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Double number) {
            return Numbers.toInteger(number);
        }
        throw needsNumber(node, value);
    }

    static Failure needsNumber(Node node, @Nullable Object value) {
        return new Failure(
                node.at,
                (node.op.isEmpty() ? "an index" : "'" + node.written + "'") + " needs a number and got " + named(value)
                        + (value == null ? "; give nil a value with ??, as in (a ?? 0)" : "; convert it first"));
    }

    private static Failure mismatch(Node node, @Nullable Object a, @Nullable Object b) {
        return new Failure(
                node.at,
                "'" + node.written + "' cannot take " + named(a) + " and " + named(b)
                        + (a == null || b == null
                                ? "; give nil a value with ??, as in (a ?? 0)"
                                : "; convert them first"));
    }

    static Object arithmetic(Node node, @Nullable Object a, @Nullable Object b) {
        if (node.op.equals("/") && a instanceof Number && b instanceof Number) {
            return toDouble(a, node) / toDouble(b, node);
        }
        if (node.op.equals("**")) {
            return Numbers.power(toDouble(a, node), toDouble(b, node));
        }
        if (node.op.equals("%")) {
            return remainder(node, a, b);
        }
        if (a instanceof Long left && b instanceof Long right) {
            return switch (node.op) {
                case "+" -> left + right;
                case "-" -> left - right;
                default -> left * right;
            };
        }
        if (a instanceof Number && b instanceof Number) {
            double left = toDouble(a, node);
            double right = toDouble(b, node);
            return switch (node.op) {
                case "+" -> left + right;
                case "-" -> left - right;
                default -> left * right;
            };
        }
        if (node.op.equals("+") && a instanceof String left && b instanceof String right) {
            return left + right;
        }
        throw mismatch(node, a, b);
    }

    private static Object remainder(Node node, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Long left && b instanceof Long right) {
            if (right == 0) {
                throw zeroDivisor(node);
            }
            return left % right;
        }
        throw mismatch(node, a, b);
    }

    static Failure zeroDivisor(Node node) {
        return new Failure(node.at, "'%' has a divisor of 0; check it first, as in n == 0 ? 0 : int(a) % n");
    }

    static Object sum(Node node, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Long left && b instanceof Long right) {
            return left + right;
        }
        if (a instanceof Number && b instanceof Number) {
            return toDouble(a, node) + toDouble(b, node);
        }
        if (a instanceof String left && b instanceof String right) {
            return left + right;
        }
        throw mismatch(node, a, b);
    }

    static Object negated(Node node, @Nullable Object value) {
        if (value instanceof Long number) {
            return -number;
        }
        if (value instanceof Double number) {
            return -number;
        }
        throw needsNumber(node, value);
    }

    static boolean ordered(Node node, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Double || b instanceof Double) {
            if (a instanceof Number && b instanceof Number) {
                double left = toDouble(a, node);
                double right = toDouble(b, node);
                return switch (node.op) {
                    case "<" -> left < right;
                    case ">" -> left > right;
                    case "<=" -> left <= right;
                    default -> left >= right;
                };
            }
            throw mismatch(node, a, b);
        }
        int order;
        if (a instanceof Long left && b instanceof Long right) {
            order = Long.compare(left, right);
        } else if (a instanceof String left && b instanceof String right) {
            order = compare(left, right);
        } else {
            throw mismatch(node, a, b);
        }
        return switch (node.op) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
        };
    }

    /** Whether a comes before b, for max, min and sort. */
    static boolean less(Node node, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Long left && b instanceof Long right) {
            return left < right;
        }
        if (a instanceof Number && b instanceof Number) {
            return toDouble(a, node) < toDouble(b, node);
        }
        if (a instanceof String left && b instanceof String right) {
            return compare(left, right) < 0;
        }
        throw mismatch(node, a, b);
    }

    /** In the order of code points, which is that of UTF-8. */
    private static int compare(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == a.length() || i == b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        boolean bothHigh = Character.isSurrogate(a.charAt(i)) == Character.isSurrogate(b.charAt(i));
        return bothHigh ? Character.compare(a.charAt(i), b.charAt(i)) : Character.isSurrogate(a.charAt(i)) ? 1 : -1;
    }

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Long left && b instanceof Long right) {
            return left.longValue() == right.longValue();
        }
        if (a instanceof Number left && b instanceof Number right) {
            return left.doubleValue() == right.doubleValue();
        }
        if (a instanceof Object[] left && b instanceof Object[] right) {
            boolean same = left.length == right.length;
            for (int i = 0; same && i < left.length; i++) {
                same = equal(left[i], right[i]);
            }
            return same;
        }
        if (a instanceof Boolean || a instanceof String) {
            return a.equals(b);
        }
        return isNil(a) && isNil(b);
    }
}
