package io.scaler4j.scaledobject.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a way to evaluate a tree without objects: arithmetic, conditions and choices with triggers and literals, and
 * functions of arrays that are written out. Where there is none, the {@link Interpreter} evaluates it.
 */
final class FastCompiler {

    /** Predicates are written out once for each element; up to so many parts. */
    private static final int MOST_PARTS = 2000;

    private final List<String> triggers;
    private final Map<Integer, Node> variables = new HashMap<>();
    private @Nullable Node element;
    private int parts;

    private FastCompiler(List<String> triggers) {
        this.triggers = triggers;
    }

    /** {@return what yields the float, or nil; null if there is no such way} */
    static @Nullable Fast compile(Node root, List<String> triggers, boolean keepsNil) {
        var compiler = new FastCompiler(triggers);
        Part part = compiler.part(keepsNil ? root.part(0) : root);
        if (part == null || !part.isNumber()) {
            return null;
        }
        return part.isFloat() || keepsNil ? part.fast() : null;
    }

    @Nullable
    Part part(Node node) {
        if (++parts > MOST_PARTS) {
            return null;
        }
        return switch (node.kind) {
            case NIL -> Part.ofFloat(new Fast.Nil(node.at), true);
            case INT, FLOAT -> literal(node);
            case BOOL -> Part.ofTest(new Fast.Truth(Boolean.TRUE.equals(node.value)));
            case TRIGGER -> Part.ofFloat(new Fast.Trigger(node.slot, triggers.get(node.slot), node.at), true);
            case VARIABLE -> variable(node);
            case POINTER -> element == null || !node.op.isEmpty() ? null : part(element);
            case UNARY -> unary(node);
            case BINARY -> new FastOperators(this).part(node);
            case IF -> choice(node);
            case CALL -> call(node);
            case LET -> let(node);
            default -> null;
        };
    }

    private static Part literal(Node node) {
        if (node.value instanceof Long number) {
            return Part.ofInteger(new Fast.Constant(number, number), number, number);
        }
        return Part.ofFloat(new Fast.Constant(node.asDouble(), 0), false);
    }

    /** A variable that is another name for a trigger or a literal. */
    private @Nullable Part let(Node node) {
        if (!isPlain(node.part(0))) {
            return null;
        }
        variables.put(node.slot, node.part(0));
        return part(node.part(1));
    }

    private @Nullable Part variable(Node node) {
        Node value = variables.get(node.slot);
        return value == null ? null : part(value);
    }

    private static boolean isPlain(Node node) {
        return node.is(Node.Kind.TRIGGER) || node.isNumber();
    }

    private @Nullable Part unary(Node node) {
        Part operand = part(node.part(0));
        if (operand == null) {
            return null;
        }
        if (node.op.equals("!")) {
            return operand.isNumber() ? null : Part.ofTest(new FastConditions.Not(operand.fast()));
        }
        if (!operand.isNumber()) {
            return null;
        }
        if (node.op.equals("+")) {
            return operand;
        }
        if (operand.isInteger()) {
            Fast zero = new Fast.Constant(0, 0);
            Fast negated = new FastMath.Integers(node, "-", zero, operand.fast());
            return Part.ofInteger(negated, -operand.most(), -operand.least());
        }
        return operand.isFloat() ? Part.ofFloat(new FastMath.Rounded("-", operand.fast()), false) : null;
    }

    private @Nullable Part choice(Node node) {
        Part condition = part(node.part(0));
        Part then = part(node.part(1));
        Part otherwise = part(node.part(2));
        if (condition == null || condition.isNumber() || then == null || otherwise == null) {
            return null;
        }
        if (then.isNumber() != otherwise.isNumber()) {
            return null;
        }
        Fast fast = new Fast.Choice(condition.fast(), then.fast(), otherwise.fast());
        return then.isNumber() ? then.or(otherwise, fast) : Part.ofTest(fast);
    }

    private @Nullable Part call(Node node) {
        return switch (node.op) {
            case "float", "int", "abs", "ceil", "floor", "round" -> ofOne(node);
            case "max", "min" -> extreme(node);
            case "mean" -> mean(node);
            case "add" -> add(node);
            case "count", "any", "all", "none", "one" -> node.parts.length == 2 ? counted(node) : null;
            default -> null;
        };
    }

    private @Nullable Part ofOne(Node node) {
        Part part = part(node.part(0));
        if (part == null || !part.isNumber()) {
            return null;
        }
        Fast fast = part.fast();
        return switch (node.op) {
            case "float" -> Part.ofFloat(part.notNil(), false);
            case "int" ->
                part.isInteger() ? part : part.isExact() ? FastOperators.unbounded(new FastMath.Whole(fast)) : null;
            case "abs" -> part.isFloat() ? Part.ofFloat(new FastMath.Rounded("abs", fast), false) : null;
            default -> Part.ofFloat(new FastMath.Rounded(node.op, fast), false);
        };
    }

    /** The elements of arrays that are written out, and the other arguments. */
    private @Nullable List<Part> elements(Node node) {
        var elements = new ArrayList<Part>();
        for (Node argument : node.parts) {
            for (Node one : listed(argument)) {
                Part part = part(one);
                if (part == null || !part.isNumber()) {
                    return null;
                }
                elements.add(part);
            }
        }
        return elements.isEmpty() ? null : elements;
    }

    private static Node[] listed(Node node) {
        if (node.is(Node.Kind.ARRAY)) {
            return node.parts;
        }
        if (!(node.value instanceof Object[] values)) {
            return new Node[] {node};
        }
        var literals = new Node[values.length];
        for (int i = 0; i < literals.length; i++) {
            Node.Kind kind = values[i] instanceof Long
                    ? Node.Kind.INT
                    : values[i] instanceof Double ? Node.Kind.FLOAT : Node.Kind.TEXT;
            literals[i] = Node.literal(kind, values[i], node.at);
        }
        return literals;
    }

    private @Nullable Part extreme(Node node) {
        boolean isSingle = node.parts.length == 1 && !isList(node.part(0)); // nil passes through it
        List<Part> elements = isSingle ? null : elements(node);
        if (elements == null) {
            return null;
        }
        Part best = elements.get(0).with(elements.get(0).notNil());
        for (Part one : elements.subList(1, elements.size())) {
            best = best.or(one, new FastMath.Extreme(node.op.equals("max"), best.fast(), one.fast()));
        }
        if (best.isFloat()) {
            return Part.ofFloat(best.fast(), false);
        }
        if (!best.isExact()) {
            return null;
        }
        return new Part(best.fast(), Part.Kind.EITHER, best.least(), best.most(), false);
    }

    private static boolean isList(Node node) {
        return node.is(Node.Kind.ARRAY) || node.is(Node.Kind.CONSTANT);
    }

    private @Nullable Part mean(Node node) {
        List<Part> elements = elements(node);
        return elements == null
                ? null
                : Part.ofFloat(
                        new FastMath.Mean(elements.stream().map(Part::fast).toArray(Fast[]::new)), false);
    }

    private @Nullable Part add(Node node) {
        Part sum = part(node.part(node.parts.length - 1));
        for (int i = node.parts.length - 2; i >= 0; i--) {
            Part one = part(node.part(i));
            if (sum == null || one == null || !sum.isNumber() || !one.isNumber()) {
                return null;
            }
            sum = FastOperators.arithmetic(node, "+", one, sum);
        }
        return sum;
    }

    private @Nullable Part counted(Node node) {
        if (!isList(node.part(0))) {
            return null;
        }
        Node[] elements = listed(node.part(0));
        var tests = new Fast[elements.length];
        Node outer = element;
        for (int i = 0; i < tests.length; i++) {
            Node one = elements[i].is(Node.Kind.VARIABLE) ? variables.get(elements[i].slot) : elements[i];
            if (one == null || !isPlain(one)) {
                return null;
            }
            element = one;
            Part test = part(node.part(1));
            element = outer;
            if (test == null || test.isNumber()) {
                return null;
            }
            tests[i] = test.fast();
        }
        return switch (node.op) {
            case "count" -> Part.ofInteger(new FastConditions.Count(tests, node.threshold), 0, tests.length);
            case "one" ->
                Part.ofTest(
                        new FastConditions.EqualIntegers(new FastConditions.Count(tests, 0), new Fast.Constant(1, 1)));
            case "any" -> Part.ofTest(new FastConditions.Not(new FastConditions.NoneIs(tests, true)));
            case "none" -> Part.ofTest(new FastConditions.NoneIs(tests, true));
            default -> Part.ofTest(new FastConditions.NoneIs(tests, false));
        };
    }
}
