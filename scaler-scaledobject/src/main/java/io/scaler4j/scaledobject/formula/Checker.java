package io.scaler4j.scaledobject.formula;

import io.scaler4j.scaledobject.formula.Node.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks up names and gives each part its type, as expr-lang does, so that both refuse the same formulas. Goes on after
 * a problem, with an unknown type in its place.
 */
final class Checker {

    private final Names names;
    private final Findings findings;
    private final List<Node> variables = new ArrayList<>();
    private final Calls calls = new Calls(this);
    private int slots;

    Checker(Names names, Findings findings) {
        this.names = names;
        this.findings = findings;
    }

    /** {@return how many variables there are} */
    int slots() {
        return slots;
    }

    Type check(Node node) {
        node.type = typeOf(node);
        return node.type;
    }

    Type problem(int at, String sentence) {
        findings.add(at, sentence);
        return Type.UNKNOWN;
    }

    private Type typeOf(Node node) {
        return switch (node.kind) {
            case NIL -> Type.NIL;
            case INT -> Type.INT;
            case FLOAT, TRIGGER -> Type.FLOAT;
            case BOOL -> Type.BOOL;
            case TEXT -> Type.TEXT;
            case CONSTANT -> Type.ARRAY;
            case NAME -> name(node);
            case VARIABLE -> node.type; // a part of a chain of comparisons is looked at twice
            case OPEN -> Type.UNKNOWN;
            case POINTER -> calls.pointer(node);
            case UNARY -> unary(node);
            case BINARY -> binary(node, check(node.part(0)), check(node.part(1)));
            case IF -> conditional(node);
            case ARRAY -> array(node);
            case INDEX -> index(node);
            case SLICE -> slice(node);
            case CALL -> calls.check(node);
            case LET -> let(node);
            case SEQUENCE -> sequence(node);
        };
    }

    private Type name(Node node) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            Node variable = variables.get(i);
            if (variable.op.equals(node.op)) {
                node.kind = Kind.VARIABLE;
                node.slot = variable.slot;
                return variable.part(0).type;
            }
        }
        String trigger = node.op.startsWith("$env.") ? node.op.substring(5) : node.op;
        int slot = names.slot(trigger);
        if (slot >= 0) {
            node.kind = Kind.TRIGGER;
            node.slot = slot;
            return Type.FLOAT;
        }
        return problem(
                node.at, names.unknown(node.op, trigger, variables.stream().map(one -> one.op)));
    }

    private Type let(Node node) {
        String taken = names.isTrigger(node.op)
                ? "a trigger"
                : Functions.isBuiltIn(node.op)
                        ? "a function"
                        : variables.stream().anyMatch(one -> one.op.equals(node.op)) ? "another variable" : "";
        if (!taken.isEmpty()) {
            problem(node.at, "let cannot define '" + node.op + "', which is the name of " + taken + "; choose another");
        }
        check(node.part(0));
        if (node.slot < 0) {
            node.slot = slots++;
        }
        variables.add(node);
        Type type = check(node.part(1));
        variables.remove(variables.size() - 1);
        return type;
    }

    private Type sequence(Node node) {
        Type last = Type.UNKNOWN;
        for (Node part : node.parts) {
            last = check(part);
        }
        return last;
    }

    private Type unary(Node node) {
        Type type = check(node.part(0));
        boolean isSign = !node.op.equals("!");
        if (type.isUnknown()) {
            return isSign ? Type.UNKNOWN : Type.BOOL;
        }
        if (isSign ? type.isNumber() : type.is(Type.Kind.BOOL)) {
            return type;
        }
        return problem(
                node.at,
                "'" + node.written + "' needs " + (isSign ? "a number" : "a boolean") + " and gets " + type.named()
                        + (isSign ? "; take the sign away" : "; compare it, as in a == 0"));
    }

    private Type binary(Node node, Type left, Type right) {
        boolean fits;
        Type result = Type.BOOL;
        switch (node.op) {
            case "==", "!=" -> fits = left.isComparableTo(right);
            case "&&", "||" -> fits = both(left, right, Type.Kind.BOOL) || left.mayMatch(right, Type.Kind.BOOL);
            case "<", ">", "<=", ">=" ->
                fits = numbers(left, right)
                        || both(left, right, Type.Kind.TEXT)
                        || left.mayMatch(right, Type.Kind.INT, Type.Kind.FLOAT, Type.Kind.TEXT);
            case "+" -> {
                fits = numbers(left, right)
                        || both(left, right, Type.Kind.TEXT)
                        || left.mayMatch(right, Type.Kind.INT, Type.Kind.FLOAT, Type.Kind.TEXT);
                result = both(left, right, Type.Kind.TEXT) ? Type.TEXT : promoted(left, right);
            }
            case "-", "*" -> {
                fits = numbers(left, right) || left.mayMatch(right, Type.Kind.INT, Type.Kind.FLOAT);
                result = promoted(left, right);
            }
            case "/", "**" -> {
                fits = numbers(left, right) || left.mayMatch(right, Type.Kind.INT, Type.Kind.FLOAT);
                result = Type.FLOAT;
            }
            case "%" -> {
                fits = both(left, right, Type.Kind.INT) || left.mayMatch(right, Type.Kind.INT);
                result = Type.INT;
            }
            case ".." -> {
                fits = both(left, right, Type.Kind.INT) || left.mayMatch(right, Type.Kind.INT);
                result = Type.arrayOf(Type.INT);
            }
            case "in" -> {
                return contained(node, left, right);
            }
            case "??" -> {
                return coalesced(left, right);
            }
            default -> // contains, startsWith, endsWith, and matches, which is a problem already
                fits = both(left, right, Type.Kind.TEXT) || left.mayMatch(right, Type.Kind.TEXT);
        }
        return fits ? result : mismatch(node, left, right);
    }

    private Type mismatch(Node node, Type left, Type right) {
        boolean integers = node.op.equals("%") || node.op.equals("..");
        return problem(
                node.at,
                "'" + node.written + "' cannot take " + left.named() + " and " + right.named()
                        + (integers && numbers(left, right)
                                ? "; triggers are floats, so write int(a) " + node.written + " 2"
                                : "; both sides must be of one kind"));
    }

    private static boolean both(Type left, Type right, Type.Kind kind) {
        return left.is(kind) && right.is(kind);
    }

    private static boolean numbers(Type left, Type right) {
        return left.isNumber() && right.isNumber();
    }

    private static Type promoted(Type left, Type right) {
        if (!numbers(left, right)) {
            return Type.UNKNOWN;
        }
        return left.is(Type.Kind.FLOAT) || right.is(Type.Kind.FLOAT) ? Type.FLOAT : Type.INT;
    }

    private Type contained(Node node, Type left, Type right) {
        if (right.is(Type.Kind.ARRAY)) {
            Type element = right.element();
            return left.isComparableTo(element)
                    ? Type.BOOL
                    : problem(
                            node.at,
                            "'in' looks for " + left.named() + " in an array whose elements are each " + element.named()
                                    + "; compare alike things");
        }
        boolean fits = right.isUnknown() || (left.isUnknown() && right.is(Type.Kind.TEXT));
        return fits
                ? Type.BOOL
                : problem(
                        node.at,
                        "'in' needs an array on its right side and gets " + right.named() + "; write a in [1, 2]");
    }

    private static Type coalesced(Type left, Type right) {
        if (left.isNil()) {
            return right;
        }
        return right.isNil() || right.isAssignableTo(left) ? left : Type.UNKNOWN;
    }

    private Type conditional(Node node) {
        Type condition = check(node.part(0));
        if (!condition.is(Type.Kind.BOOL) && !condition.isUnknown()) {
            problem(
                    node.part(0).at,
                    "the condition is " + condition.named() + " and must be true or false; compare it,"
                            + " as in a > 0");
        }
        Type then = check(node.part(1));
        Type otherwise = check(node.part(2));
        if (then.isNil()) {
            return otherwise;
        }
        if (otherwise.isNil()) {
            return then;
        }
        if (!then.isAssignableTo(otherwise)) {
            return Type.UNKNOWN;
        }
        if (both(then, otherwise, Type.Kind.ARRAY)) {
            boolean alike = then.element().isAssignableTo(otherwise.element())
                    && otherwise.element().isAssignableTo(then.element());
            return alike ? then : Type.ARRAY;
        }
        return then;
    }

    private Type array(Node node) {
        Type last = Type.UNKNOWN;
        boolean alike = true;
        for (int i = 0; i < node.parts.length; i++) {
            Type type = check(node.part(i));
            alike &= i == 0 || type.isAlike(last);
            last = type;
        }
        return alike ? Type.arrayOf(last) : Type.ARRAY;
    }

    private Type index(Node node) {
        Type array = check(node.part(0));
        Type index = check(node.part(1));
        if (array.isUnknown()) {
            return Type.UNKNOWN;
        }
        if (!array.is(Type.Kind.ARRAY)) {
            return problem(node.at, "[..] needs an array before it and gets " + array.named() + "; index an array");
        }
        return isIndex(index)
                ? array.element()
                : problem(node.part(1).at, "the index is " + index.named() + " and must be an integer; write int(..)");
    }

    private Type slice(Node node) {
        Type array = check(node.part(0));
        for (int i = 1; i <= 2; i++) {
            Node bound = node.part(i);
            Type type = check(bound);
            if (!isIndex(type)) {
                problem(bound.at, "the bound is " + type.named() + " and must be an integer; write int(..)");
            }
        }
        if (array.isUnknown()) {
            return Type.UNKNOWN;
        }
        return array.is(Type.Kind.ARRAY)
                ? array
                : problem(
                        node.at,
                        "[..:..] needs an array before it and gets " + array.named()
                                + (array.is(Type.Kind.TEXT) ? ", and parts of strings are not supported" : "")
                                + "; take a part of an array");
    }

    private static boolean isIndex(Type type) {
        return type.is(Type.Kind.INT) || type.isUnknown();
    }
}
