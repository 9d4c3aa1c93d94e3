package io.scaler4j.scaledobject.formula;

import io.scaler4j.scaledobject.formula.Node.Kind;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Rewrites a checked tree as expr-lang does, in its order. Some of that can be seen: {@code sum([a, b, c])} becomes
 * {@code a + (b + c)}, and what a predicate would have failed on may no longer be asked.
 */
final class Optimizer {

    private Optimizer() {}

    static Node optimize(Node root) {
        Node tree = walk(root, Optimizer::inArray);
        tree = Folding.fold(tree);
        tree = walk(tree, Optimizer::inRange);
        tree = walk(tree, Optimizer::filterMap);
        tree = walk(tree, Optimizer::filterLength);
        tree = walk(tree, Optimizer::filterLast);
        tree = walk(tree, Optimizer::filterFirst);
        tree = walk(tree, Optimizer::joinPredicates);
        tree = walk(tree, SumRewrites::ofRange);
        tree = walk(tree, SumRewrites::ofArray);
        tree = walk(tree, SumRewrites::ofMap);
        tree = walk(tree, Optimizer::countToAny);
        return walk(tree, Optimizer::countToThreshold);
    }

    /** Visits parts before the whole. A map inside of a filter is left alone. */
    static Node walk(Node node, UnaryOperator<Node> visit) {
        for (int i = 0; i < node.parts.length; i++) {
            node.parts[i] = walk(node.parts[i], visit);
        }
        return visit.apply(node);
    }

    /** An array of literals of one kind is looked up, not searched; then the needle has to be of that kind. */
    private static Node inArray(Node node) {
        if (!node.is(Kind.BINARY, "in") || !node.part(1).is(Kind.ARRAY) || node.part(1).parts.length == 0) {
            return node;
        }
        Node[] elements = node.part(1).parts;
        boolean integers = node.part(0).type.is(Type.Kind.INT) && allAre(elements, Kind.INT);
        if (!integers && !allAre(elements, Kind.TEXT)) {
            return node;
        }
        Object[] values = Arrays.stream(elements).map(one -> one.value).toArray();
        Node set = Node.literal(Kind.CONSTANT, values, node.part(1).at).typed(Type.UNKNOWN);
        return Node.of(Kind.BINARY, integers ? "in integers" : "in strings", node.at, node.part(0), set)
                .typed(node.type);
    }

    private static boolean allAre(Node[] nodes, Kind kind) {
        return Arrays.stream(nodes).allMatch(node -> node.is(kind));
    }

    private static Node inRange(Node node) {
        if (!node.is(Kind.BINARY, "in") || !node.part(0).type.is(Type.Kind.INT)) {
            return node;
        }
        Node range = node.part(1);
        if (!range.is(Kind.BINARY, "..") || !allAre(range.parts, Kind.INT)) {
            return node;
        }
        Node needle = node.part(0);
        return Node.of(
                        Kind.BINARY,
                        "&&",
                        node.at,
                        Node.of(Kind.BINARY, ">=", node.at, needle, range.part(0)),
                        Node.of(Kind.BINARY, "<=", node.at, needle, range.part(1)))
                .typed(node.type);
    }

    private static Node filterMap(Node node) {
        if (!node.isCall("map", 2) || usesIndex(node.part(1))) {
            return node;
        }
        Node filter = node.part(0);
        if (!filter.is(Kind.CALL, "filter") || filter.map != null) {
            return node;
        }
        Node joined = Node.of(Kind.CALL, "filter", node.at, filter.parts).typed(node.type);
        joined.map = node.part(1);
        return joined;
    }

    private static boolean usesIndex(Node node) {
        return node.is(Kind.POINTER, "index") || Arrays.stream(node.parts).anyMatch(Optimizer::usesIndex);
    }

    private static Node filterLength(Node node) {
        return node.isCall("len", 1) && node.part(0).isCall("filter", 2)
                ? Node.of(Kind.CALL, "count", node.at, node.part(0).parts).typed(node.type)
                : node;
    }

    /** The first match: by a function, which may find none, or by its index. */
    private static Node filterFirst(Node node) {
        if (!isEdgeOfFilter(node, "first", 0)) {
            return node;
        }
        Node filter = node.part(0);
        Node found = Node.of(Kind.CALL, "find", node.at, filter.parts).typed(node.type);
        found.map = filter.map;
        found.throwing = node.is(Kind.INDEX);
        return found;
    }

    /** expr-lang searches backwards then, and leaves a boolean on its stack for each element: 1 + last(..) fails. */
    private static Node filterLast(Node node) {
        if (isEdgeOfFilter(node, "last", -1)) {
            throw new Refusal(
                    node.at,
                    "the last element of filter(..) is not supported, as KEDA 2.21 calculates wrongly with it; name the"
                            + " array first, as in let kept = filter(..); last(kept)");
        }
        return node;
    }

    private static boolean isEdgeOfFilter(Node node, String function, long index) {
        boolean byIndex =
                node.is(Kind.INDEX) && node.part(1).is(Kind.INT) && node.part(1).whole() == index;
        return (byIndex || node.isCall(function, 1)) && node.part(0).isCall("filter", 2);
    }

    private static Node joinPredicates(Node node) {
        if (!node.is(Kind.BINARY, "&&") && !node.is(Kind.BINARY, "||")) {
            return node;
        }
        Node left = node.part(0);
        Node right = node.part(1);
        if (!left.is(Kind.CALL) || !right.is(Kind.CALL, left.op)) {
            return node;
        }
        String joint = joint(left.op, node.op);
        if (joint.isEmpty() || !left.part(0).reads(right.part(0))) {
            return node;
        }
        Node predicate = joinPredicates(Node.of(Kind.BINARY, joint, node.at, left.part(1), right.part(1)));
        return Node.of(Kind.CALL, left.op, node.at, left.part(0), predicate).typed(node.type);
    }

    private static String joint(String function, String operator) {
        return switch (function + operator) {
            case "all&&" -> "&&";
            case "any||", "none&&" -> "||";
            default -> "";
        };
    }

    private static Node countToAny(Node node) {
        boolean countsSome = node.is(Kind.BINARY)
                && node.part(0).isCall("count", 2)
                && node.part(1).is(Kind.INT)
                && ((node.op.equals(">") && node.part(1).whole() == 0)
                        || (node.op.equals(">=") && node.part(1).whole() == 1));
        return countsSome
                ? Node.of(Kind.CALL, "any", node.at, node.part(0).parts).typed(node.type)
                : node;
    }

    private static Node countToThreshold(Node node) {
        if (!node.is(Kind.BINARY)
                || !node.part(0).isCall("count", 2)
                || !node.part(1).is(Kind.INT)
                || node.part(1).whole() < 0) {
            return node;
        }
        long limit = node.part(1).whole();
        long threshold = switch (node.op) {
            case ">", "<=" -> limit + 1;
            case ">=", "<" -> limit;
            default -> 0;
        };
        if (threshold > 1) {
            node.part(0).threshold = threshold;
        }
        return node;
    }
}
