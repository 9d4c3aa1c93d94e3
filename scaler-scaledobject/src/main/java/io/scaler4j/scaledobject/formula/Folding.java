package io.scaler4j.scaledobject.formula;

import io.scaler4j.scaledobject.formula.Node.Kind;

/** Calculates what does not depend on triggers, and joins filters, until nothing changes. */
final class Folding {

    private static final int MOST_ROUNDS = 1000;

    private boolean changed;

    private Folding() {}

    /**
     * Folds a tree.
     *
     * @throws Refusal for a remainder of a division by zero
     */
    static Node fold(Node root) {
        Node tree = root;
        for (int round = 0; round <= MOST_ROUNDS; round++) {
            var folding = new Folding();
            tree = Optimizer.walk(tree, folding::visit);
            if (!folding.changed) {
                break;
            }
        }
        return tree;
    }

    private Node visit(Node node) {
        Node folded = folded(node);
        changed |= folded != node;
        return folded;
    }

    private static Node folded(Node node) {
        return switch (node.kind) {
            case UNARY -> unary(node, node.part(0));
            case BINARY -> binary(node, node.part(0), node.part(1));
            case ARRAY -> array(node);
            case CALL -> node.isCall("filter", 2) ? filter(node, node.part(0)) : node;
            default -> node;
        };
    }

    private static Node unary(Node node, Node operand) {
        if (node.op.equals("!")) {
            return operand.value instanceof Boolean flag ? bool(node, !flag) : node;
        }
        if (operand.is(Kind.INT)) {
            return whole(node, node.op.equals("-") ? -operand.whole() : operand.whole());
        }
        if (operand.is(Kind.FLOAT)) {
            return number(node, node.op.equals("-") ? -operand.asDouble() : operand.asDouble());
        }
        return node;
    }

    private static Node binary(Node node, Node left, Node right) {
        return switch (node.op) {
            case "&&", "||" -> logic(node, left, right);
            case "==" -> {
                boolean alike =
                        left.kind == right.kind && (left.is(Kind.INT) || left.is(Kind.TEXT) || left.is(Kind.BOOL));
                yield alike ? bool(node, Values.equal(left.value, right.value)) : node;
            }
            case "%" -> remainder(node, left, right);
            case "+" ->
                left.is(Kind.TEXT) && right.is(Kind.TEXT)
                        ? Node.literal(Kind.TEXT, Values.arithmetic(node, left.value, right.value), node.at)
                                .typed(Type.TEXT)
                        : arithmetic(node, left, right);
            case "-", "*", "/", "**" -> arithmetic(node, left, right);
            default -> node;
        };
    }

    private static Node remainder(Node node, Node left, Node right) {
        if (!left.is(Kind.INT) || !right.is(Kind.INT)) {
            return node;
        }
        if (right.whole() == 0) {
            throw new Refusal(node.at, Values.zeroDivisor(node).sentence());
        }
        return whole(node, left.whole() % right.whole());
    }

    private static Node arithmetic(Node node, Node left, Node right) {
        if (!left.isNumber() || !right.isNumber()) {
            return node;
        }
        Object result = Values.arithmetic(node, left.value, right.value);
        return result instanceof Long integer ? whole(node, integer) : number(node, (Double) result);
    }

    private static Node logic(Node node, Node left, Node right) {
        boolean neutral = node.op.equals("&&");
        if (left.value instanceof Boolean flag && flag == neutral) {
            return right.typed(node.type);
        }
        if (right.value instanceof Boolean flag && flag == neutral) {
            return left.typed(node.type);
        }
        return left.is(Kind.BOOL) || right.is(Kind.BOOL) ? bool(node, !neutral) : node;
    }

    private static Node array(Node node) {
        var elements = new Object[node.parts.length];
        for (int i = 0; i < elements.length; i++) {
            Object value = node.part(i).value;
            if (value == null || node.part(i).is(Kind.CONSTANT)) {
                return node;
            }
            elements[i] = value;
        }
        return elements.length == 0
                ? node
                : Node.literal(Kind.CONSTANT, elements, node.at).typed(Type.ARRAY);
    }

    private static Node filter(Node node, Node inner) {
        if (!inner.isCall("filter", 2)) {
            return node;
        }
        Node both = Node.of(Kind.BINARY, "&&", node.at, inner.part(1), node.part(1));
        return Node.of(Kind.CALL, "filter", node.at, inner.part(0), both).typed(node.type);
    }

    private static Node bool(Node node, boolean value) {
        return Node.literal(Kind.BOOL, value, node.at).typed(Type.BOOL);
    }

    private static Node whole(Node node, long value) {
        return Node.literal(Kind.INT, value, node.at).typed(Type.INT);
    }

    private static Node number(Node node, double value) {
        return Node.literal(Kind.FLOAT, value, node.at).typed(Type.FLOAT);
    }
}
