package io.scaler4j.scaledobject.formula;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints trees, so that tests can say what they expect. */
final class Trees {

    private static final List<String> TRIGGERS = List.of("a", "b", "c");

    private Trees() {}

    /** As the parser makes it. */
    static String parsed(String text) {
        return print(parse(text, new Findings(Cast.of(text))));
    }

    /** As it is evaluated. */
    static String optimized(String text) {
        var findings = new Findings(Cast.of(text));
        Node root = parse(text, findings);
        new Checker(new Names(TRIGGERS), findings).check(root);
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(findings.all().toString());
        }
        return print(Zeros.unify(Optimizer.optimize(root)));
    }

    /** The type of the whole. */
    static Type type(String text) {
        var findings = new Findings(Cast.of(text));
        Node root = parse(text, findings);
        Type type = new Checker(new Names(TRIGGERS), findings).check(root);
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(findings.all().toString());
        }
        return type;
    }

    private static Node parse(String text, Findings findings) {
        return Parser.parse(text, new LinkedHashSet<>(TRIGGERS), findings);
    }

    private static String print(Node node) {
        String parts = Arrays.stream(node.parts).map(part -> " " + print(part)).collect(Collectors.joining());
        String map = node.map == null ? "" : " =>" + print(node.map);
        String extra = (node.throwing ? "!" : "") + (node.threshold > 0 ? "<" + node.threshold : "");
        return switch (node.kind) {
            case NIL -> "nil";
            case INT, FLOAT, BOOL -> String.valueOf(node.value);
            case TEXT -> "'" + node.value + "'";
            case CONSTANT -> Arrays.toString((Object[]) node.value);
            case NAME, TRIGGER, VARIABLE -> node.op;
            case POINTER -> "#" + node.op;
            case OPEN -> "_";
            case UNARY, BINARY, CALL -> "(" + node.op + extra + parts + map + ")";
            default -> "(" + node.kind.name().toLowerCase(Locale.ROOT) + parts + ")";
        };
    }
}
