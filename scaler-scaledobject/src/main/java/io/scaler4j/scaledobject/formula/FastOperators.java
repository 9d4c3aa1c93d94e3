package io.scaler4j.scaledobject.formula;

import org.jspecify.annotations.Nullable;

/** The part of the fast compiler that knows operators between two values. */
final class FastOperators {

    private final FastCompiler compiler;

    FastOperators(FastCompiler compiler) {
        this.compiler = compiler;
    }

    @Nullable
    Part part(Node node) {
        boolean comparesNil = node.part(0).is(Node.Kind.NIL) || node.part(1).is(Node.Kind.NIL);
        Part left = compiler.part(node.part(0));
        Part right = compiler.part(node.part(1));
        if (left == null || right == null || left.isNumber() != right.isNumber()) {
            return null;
        }
        if (!left.isNumber()) {
            return switch (node.op) {
                case "&&" -> Part.ofTest(new FastConditions.Both(left.fast(), right.fast()));
                case "||" -> Part.ofTest(new FastConditions.Either(left.fast(), right.fast()));
                default -> null;
            };
        }
        return switch (node.op) {
            case "+", "-", "*", "/", "**", "%" -> arithmetic(node, node.op, left, right);
            case "<", ">", "<=", ">=" ->
                areComparable(left, right)
                        ? Part.ofTest(FastConditions.order(node.op, left.fast(), right.fast()))
                        : null;
            case "==", "!=" -> equality(node, left, right, comparesNil);
            case "??" -> coalesced(left, right);
            default -> null;
        };
    }

    static @Nullable Part arithmetic(Node node, String operator, Part left, Part right) {
        if (operator.equals("%")) {
            return left.isInteger() && right.isInteger()
                    ? unbounded(new FastMath.Integers(node, operator, left.fast(), right.fast()))
                    : null;
        }
        boolean yieldsFloat = operator.equals("/") || operator.equals("**") || left.isFloat() || right.isFloat();
        if (yieldsFloat) {
            return Part.ofFloat(FastMath.binary(operator, left.fast(), right.fast()), false);
        }
        if (left.isInteger() && right.isInteger()) {
            Part result =
                    bounded(operator, left, right, new FastMath.Integers(node, operator, left.fast(), right.fast()));
            return Part.ofInteger(result.fast(), result.least(), result.most());
        }
        boolean mayYieldMinusZero = operator.equals("*") && (left.least() < 0 || right.least() < 0);
        Part result = bounded(operator, left, right, FastMath.binary(operator, left.fast(), right.fast()));
        return mayYieldMinusZero || !result.isExact() ? null : result;
    }

    static Part unbounded(Fast fast) {
        return Part.ofInteger(fast, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** What integers can come out; all of them if they may be too large for a float. */
    private static Part bounded(String operator, Part left, Part right, Fast fast) {
        if (!left.isExact() || !right.isExact()) {
            return unbounded(fast);
        }
        double least;
        double most;
        switch (operator) {
            case "+" -> {
                least = left.least() + right.least();
                most = left.most() + right.most();
            }
            case "-" -> {
                least = left.least() - right.most();
                most = left.most() - right.least();
            }
            default -> {
                double a = left.least() * right.least();
                double b = left.least() * right.most();
                double c = left.most() * right.least();
                double d = left.most() * right.most();
                least = Math.min(Math.min(a, b), Math.min(c, d));
                most = Math.max(Math.max(a, b), Math.max(c, d));
            }
        }
        Part result = new Part(fast, Part.Kind.EITHER, least, most, false);
        return result.isExact() ? result : unbounded(fast);
    }

    /** Two integers are compared as such, so they have to be small to be compared as floats. */
    private static boolean areComparable(Part left, Part right) {
        return left.isFloat() || right.isFloat() || (left.isExact() && right.isExact());
    }

    private static @Nullable Part equality(Node node, Part left, Part right, boolean comparesNil) {
        Fast equal = null;
        boolean compiledForIntegers =
                node.part(0).type.is(Type.Kind.INT) && node.part(1).type.is(Type.Kind.INT);
        if (comparesNil) {
            equal = isNil(left, right);
        } else if (left.isInteger() && right.isInteger()) {
            equal = new FastConditions.EqualIntegers(left.fast(), right.fast());
        } else if (!compiledForIntegers && areComparable(left, right)) {
            boolean bothCanBeNil = left.canBeNil() && right.canBeNil();
            boolean triggers = left.fast() instanceof Fast.Trigger && right.fast() instanceof Fast.Trigger;
            equal = bothCanBeNil && !triggers
                    ? null
                    : new FastConditions.Equal(left.fast(), right.fast(), bothCanBeNil);
        }
        if (equal == null) {
            return null;
        }
        return Part.ofTest(node.op.equals("==") ? equal : new FastConditions.Not(equal));
    }

    private static @Nullable Fast isNil(Part left, Part right) {
        if (left.fast() instanceof Fast.Trigger trigger && right.fast() instanceof Fast.Nil) {
            return new FastConditions.IsNil(trigger);
        }
        return right.fast() instanceof Fast.Trigger trigger && left.fast() instanceof Fast.Nil
                ? new FastConditions.IsNil(trigger)
                : null;
    }

    private static @Nullable Part coalesced(Part left, Part right) {
        if (!left.canBeNil()) {
            return left;
        }
        Fast fast = replaced(left.fast(), right.fast());
        if (fast == null) {
            return null;
        }
        Part either = left.or(right, fast);
        return new Part(fast, either.kind(), either.least(), either.most(), right.canBeNil());
    }

    /** Puts a replacement at the end of a chain of triggers. */
    private static @Nullable Fast replaced(Fast chain, Fast other) {
        if (chain instanceof Fast.Nil) {
            return other;
        }
        if (chain instanceof Fast.Trigger trigger) {
            return new Fast.Coalesce(trigger, other);
        }
        if (chain instanceof Fast.Coalesce link) {
            Fast rest = replaced(link.other, other);
            return rest == null ? null : new Fast.Coalesce(link.trigger, rest);
        }
        return null;
    }
}
