package io.scaler4j.scaledobject.formula;

import io.scaler4j.scaledobject.formula.Node.Kind;

/** Gives all zeros of a formula the sign of the first one, which is what expr-lang's table of constants does. */
final class Zeros {

    private double sign;

    private Zeros() {}

    static Node unify(Node root) {
        return new Zeros().visit(root);
    }

    private Node visit(Node node) {
        if (node.is(Kind.FLOAT) && node.asDouble() == 0) {
            if (sign == 0) {
                sign = Math.copySign(1, node.asDouble());
            }
            return Node.literal(Kind.FLOAT, Math.copySign(0.0, sign), node.at).typed(node.type);
        }
        if (node.is(Kind.SLICE) || node.isCall("reduce", 3)) {
            visitInto(node, 0);
            visitInto(node, 2);
            visitInto(node, 1);
        } else {
            for (int i = 0; i < node.parts.length; i++) {
                visitInto(node, i);
            }
        }
        if (node.map != null) {
            node.map = visit(node.map);
        }
        return node;
    }

    private void visitInto(Node node, int part) {
        node.parts[part] = visit(node.parts[part]);
    }
}
