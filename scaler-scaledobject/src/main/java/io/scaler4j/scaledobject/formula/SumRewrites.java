package io.scaler4j.scaledobject.formula;

import io.scaler4j.scaledobject.formula.Node.Kind;

/** The part of the optimizer that knows sums. */
final class SumRewrites {

    private SumRewrites() {}

    /** The sum of a range is calculated, not counted. */
    static Node ofRange(Node node) {
        if (!node.is(Kind.CALL) || node.parts.length == 0 || !node.part(0).is(Kind.BINARY, "..")) {
            return node;
        }
        Node first = node.part(0).part(0);
        Node last = node.part(0).part(1);
        if (!first.is(Kind.INT) || !last.is(Kind.INT) || last.whole() < first.whole()) {
            return node;
        }
        long count = last.whole() - first.whole() + 1;
        long sum = count * (first.whole() + last.whole()) / 2;
        if (node.isCall("sum", 1)) {
            return whole(node, sum);
        }
        if (node.isCall("sum", 2)) {
            return ofEach(node, node.part(1), sum, count);
        }
        if (node.op.equals("reduce") && node.parts.length >= 2 && addsToResult(node.part(1))) {
            if (node.parts.length == 2) {
                return whole(node, sum);
            }
            return node.part(2).is(Kind.INT) ? whole(node, node.part(2).whole() + sum) : node;
        }
        return node;
    }

    private static Node ofEach(Node node, Node predicate, long sum, long count) {
        if (isElement(predicate)) {
            return whole(node, sum);
        }
        if (!predicate.is(Kind.BINARY)) {
            return node;
        }
        boolean elementFirst = isElement(predicate.part(0)) && predicate.part(1).is(Kind.INT);
        boolean elementLast = isElement(predicate.part(1)) && predicate.part(0).is(Kind.INT);
        if (!elementFirst && !elementLast) {
            return node;
        }
        long constant = predicate.part(elementFirst ? 1 : 0).whole();
        return switch (predicate.op) {
            case "*" -> whole(node, constant * sum);
            case "+" -> whole(node, sum + count * constant);
            case "-" -> whole(node, elementFirst ? sum - count * constant : count * constant - sum);
            default -> node;
        };
    }

    private static boolean isElement(Node node) {
        return node.is(Kind.POINTER, "");
    }

    private static boolean addsToResult(Node predicate) {
        return predicate.is(Kind.BINARY, "+")
                && ((isElement(predicate.part(0)) && predicate.part(1).is(Kind.POINTER, "acc"))
                        || (predicate.part(0).is(Kind.POINTER, "acc") && isElement(predicate.part(1))));
    }

    /** The elements are added from the last to the first. */
    static Node ofArray(Node node) {
        return node.isCall("sum", 1) && node.part(0).is(Kind.ARRAY) && node.part(0).parts.length >= 2
                ? Node.of(Kind.CALL, "add", node.at, node.part(0).parts).typed(node.type)
                : node;
    }

    static Node ofMap(Node node) {
        return node.isCall("sum", 1) && node.part(0).isCall("map", 2)
                ? Node.of(Kind.CALL, "sum", node.at, node.part(0).parts).typed(node.type)
                : node;
    }

    private static Node whole(Node node, long value) {
        return Node.literal(Kind.INT, value, node.at).typed(Type.INT);
    }
}
