package io.scaler4j.scaledobject.formula;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Makes formulas from a grammar, most of them meaningful, and values for their triggers. */
final class FormulaGenerator {

    static final List<String> TRIGGERS = List.of("a", "b", "queue_length", "orders-lag");

    private static final double[] VALUES = {
        -1, 0, 0.1, 1, 2, 2.5, 3, 5, 10, 100, -3.75, 1e6, 7.3, 0.30000000000000004, 1e15, 12345.678, 1e300, -0.5
    };
    private static final String[] NAMES = {"a", "a", "b", "b", "queue_length", "$env[\"orders-lag\"]", "$env.b"};
    private static final String[] WHOLE = {"0", "1", "2", "3", "5", "10", "-1", "0x1F", "0b101", "0o17", "1_000", "007"
    };
    private static final String[] FLOATS = {
        "0.5", "1.0", "2.5", ".25", "1e3", "3.", "1.5e-2", "0.1", "100.0", "0.0", "-0.0"
    };
    private static final String[] TEXTS = {"\"x\"", "'12'", "\"1.5\"", "`y`", "\"\"", "'a\\tb'", "\"asc\"", "\"desc\""};
    private static final String[] WRONG = {
        "c",
        "quue_length",
        "max",
        "nil",
        "true",
        "\"x\"",
        "[]",
        "#",
        "#acc",
        "foo(1)",
        "a.b",
        "{}",
        "1..",
        "a b",
        "//",
        ")"
    };

    private final Random random;
    private final Deque<String> scopes = new ArrayDeque<>();
    private final List<String> variables = new ArrayList<>();
    private int names;

    FormulaGenerator(Random random) {
        this.random = random;
    }

    String formula() {
        scopes.clear();
        variables.clear();
        names = 0;
        int depth = 1 + random.nextInt(5);
        String text = switch (random.nextInt(12)) {
            case 0 -> "float(" + number(depth) + ")" + (chance(2) ? " + " + number(1) : "");
            case 1 -> "float(" + number(1) + ") > 5 ? " + number(depth) + " : " + orNil(depth);
            case 2 -> coalesced(depth);
            case 3 -> let(depth);
            case 4 -> test(depth) + " ? " + orNil(depth) + " : " + number(depth);
            case 5 -> anything(depth);
            default -> number(depth);
        };
        return chance(12) ? mutated(text) : text;
    }

    /** Values for the triggers; NaN for nil. */
    double[] binding() {
        var values = new double[TRIGGERS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = chance(6) ? Double.NaN : VALUES[random.nextInt(VALUES.length)];
        }
        return values;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private String orNil(int depth) {
        return chance(4) ? "nil" : number(depth);
    }

    private String coalesced(int depth) {
        String left = chance(2) ? name() : "(" + anything(depth) + ")";
        String text = left + " ?? " + (chance(3) ? name() + " ?? " + pick("nil", "1", "2.5", "b") : name());
        return chance(2) ? "(" + text + ") " + pick("+", "*", "/", "-") + " " + number(1) : text;
    }

    private String let(int depth) {
        String value = chance(3) ? array(depth - 1) : anything(depth - 1);
        String name = "v" + names++;
        variables.add(name);
        String text = "let " + name + " = " + value + "; " + number(depth);
        variables.remove(name);
        return text;
    }

    private String anything(int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> test(depth);
            case 1 -> array(depth);
            case 2 -> text();
            case 3 -> "nil";
            default -> number(depth);
        };
    }

    private String name() {
        if (!variables.isEmpty() && chance(3)) {
            return variables.get(random.nextInt(variables.size()));
        }
        return chance(60) ? pick(WRONG) : pick(NAMES);
    }

    private String text() {
        return pick(TEXTS);
    }

    private String leaf() {
        String scope = scopes.peek();
        if (scope != null && chance(2)) {
            boolean more = chance(4);
            return more && scope.equals("map")
                    ? "#index"
                    : more && scope.equals("reduce") ? pick("#acc", "#index") : "#";
        }
        return switch (random.nextInt(5)) {
            case 0 -> pick(WHOLE);
            case 1 -> pick(FLOATS);
            default -> name();
        };
    }

    private String number(int depth) {
        if (depth <= 0) {
            return leaf();
        }
        int d = depth - 1;
        return switch (random.nextInt(26)) {
            case 0, 1 -> leaf();
            case 2 -> number(d) + pick(" + ", " - ", "*", " / ") + number(d);
            case 3, 4, 5 -> operand(d) + " " + pick("+", "-", "*", "/") + " " + operand(d);
            case 6 -> "(" + number(d) + ")";
            case 7 -> pick("-", "- ", "+") + operand(d);
            case 8 -> operand(d) + pick("**", " ^ ") + pick("2", "3", "0", "-1", "1", "0.5", "-0.5", "10", "int(b)");
            case 9 -> "int(" + number(d) + ") % " + (chance(3) ? pick("2", "3", "0") : "int(" + number(d) + ")");
            case 10 -> test(d) + " ? " + number(d) + " : " + number(d);
            case 11 -> "(" + test(d) + " ? " + number(d) + " : " + orNil(d) + ")";
            case 12 -> pick("max", "min", "mean", "median") + "(" + numbers(d) + ")";
            case 13 -> pick("max", "min", "mean", "median", "sum", "len", "first", "last") + "(" + array(d) + ")";
            case 14 -> pick("abs", "ceil", "floor", "round", "int", "float") + "(" + number(d) + ")";
            case 15 -> "count(" + array(d) + ", " + predicate("count", d, false) + ")";
            case 16 -> "sum(" + array(d) + ", " + predicate("sum", d, true) + ")";
            case 17 -> pick("find", "findIndex") + "(" + array(d) + ", " + predicate("find", d, false) + ")";
            case 18 ->
                "reduce(" + array(d) + ", " + predicate("reduce", d, true) + (chance(2) ? ", " + number(d) : "") + ")";
            case 19 ->
                pick("first", "last", "len") + "(filter(" + array(d) + ", " + predicate("filter", d, false) + "))";
            case 20 -> array(d) + "[" + pick("0", "1", "-1", "5", "int(a)", "-2") + "]";
            case 21 -> operand(d) + " | " + pick("max", "min") + "(" + number(d) + ")";
            case 22 ->
                array(d) + " | " + pick("sum()", "max()", "count({# > 1})", "map({# * 2}) | sum()", "sort() | last()");
            case 23 -> "(" + name() + " ?? " + number(d) + ")";
            case 24 -> "if " + test(d) + " {" + number(d) + "} else {" + number(d) + "}";
            default -> chance(8) ? pick("int", "float") + "(" + text() + ")" : operand(d) + " ?? " + operand(d);
        };
    }

    private String operand(int depth) {
        return chance(2) ? leaf() : "(" + number(depth) + ")";
    }

    private String numbers(int depth) {
        var list = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            list.append(list.length() == 0 ? "" : ", ").append(chance(6) ? array(depth) : number(depth - 1));
        }
        return list.toString();
    }

    private String test(int depth) {
        if (depth <= 0) {
            return leaf() + pick(" > ", " < ", " >= ", " <= ", " == ", " != ") + leaf();
        }
        int d = depth - 1;
        return switch (random.nextInt(16)) {
            case 0 -> pick("true", "false");
            case 1 -> test(d) + pick(" && ", " and ", " || ", " or ") + test(d);
            case 2 -> pick("not ", "!") + "(" + test(d) + ")";
            case 3 -> operand(d) + " in " + array(d);
            case 4 -> operand(d) + " not in " + array(d);
            case 5 -> "int(" + leaf() + ") in " + pick("[1, 2, 3]", "1..5", "[-1, 2]", "0..int(b)");
            case 6 -> name() + pick(" == ", " != ") + "nil";
            case 7 -> pick("all", "any", "none", "one") + "(" + array(d) + ", " + predicate("all", d, false) + ")";
            case 8 -> "1 < " + leaf() + " <= " + leaf();
            case 9 ->
                "count(" + array(d) + ", " + predicate("count", d, false) + ")"
                        + pick(" > 0", " >= 1", " > 1", " >= 2", " < 2", " <= 1", " == 1");
            case 10 -> {
                String function = pick("all", "any", "none");
                String array = array(d);
                yield function + "(" + array + ", " + predicate("all", 0, false) + ")" + pick(" && ", " || ") + function
                        + "(" + array + ", " + predicate("all", 0, false) + ")";
            }
            case 11 -> text() + pick(" == ", " contains ", " startsWith ", " endsWith ", " < ") + text();
            default -> operand(d) + pick(" > ", " < ", " >= ", " <= ", " == ", " != ") + operand(d);
        };
    }

    private String array(int depth) {
        int d = depth - 1;
        return switch (depth <= 0 ? random.nextInt(4) : random.nextInt(16)) {
            case 0 -> pick("1..3", "0..5", "3..1", "1..int(a)", "-2..2");
            case 1 ->
                "[" + pick("1, 2, 3", "1.5, 2, 0.25", "", "\"x\", \"y\"", "1", "true, false", "a", "nil, 1") + "]";
            case 2, 3 -> "[" + name() + ", " + leaf() + (chance(2) ? ", " + leaf() : "") + "]";
            case 4 -> "map(" + array(d) + ", " + predicate("map", d, true) + ")";
            case 5 -> "filter(" + array(d) + ", " + predicate("filter", d, false) + ")";
            case 6 -> "sort(" + array(d) + (chance(3) ? ", " + pick("\"desc\"", "\"asc\"", "\"x\"") : "") + ")";
            case 7 -> array(d) + pick("[1:]", "[:2]", "[0:-1]", "[-2:]", "[:]", "[1:int(a)]");
            case 8 -> "[" + array(d) + ", " + array(d) + "]";
            case 9 ->
                "map(filter(" + array(d) + ", " + predicate("filter", 0, false) + "), " + predicate("map", 0, true)
                        + ")";
            case 10 -> "(" + test(d) + " ? " + array(d) + " : " + array(d) + ")";
            default -> "[" + numbers(d) + "]";
        };
    }

    private String predicate(String scope, int depth, boolean isNumber) {
        scopes.push(scope);
        String body = isNumber ? number(Math.min(depth, 2)) : test(Math.min(depth, 2));
        scopes.pop();
        return chance(2) ? "{" + body + "}" : body;
    }

    private String mutated(String text) {
        int at = random.nextInt(text.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + pick(WRONG) + text.substring(at);
            case 1 -> at == text.length() ? text : text.substring(0, at) + text.substring(at + 1);
            case 2 ->
                text.substring(0, at)
                        + pick("+", "*", " ", "(", "]", "??", "%", "not ", ";", ",", "!", ".", "1")
                        + text.substring(at);
            default -> text + pick(" // comment", " /* c */", "\n", ")", "; a", " ?? 1", " + 1");
        };
    }
}
