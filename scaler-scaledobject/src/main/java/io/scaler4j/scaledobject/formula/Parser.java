package io.scaler4j.scaledobject.formula;

import io.scaler4j.scaledobject.formula.Node.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a tree of words. Unsupported constructs are problems, and it reads on; after an error of syntax it cannot. */
final class Parser extends PrimaryParser {

    private int nesting;

    private Parser(List<Token> tokens, Set<String> triggers, Findings findings) {
        super(tokens, triggers, findings);
    }

    /**
     * Reads a formula.
     *
     * @throws Refusal if it makes no sense
     */
    static Node parse(String text, Set<String> triggers, Findings findings) {
        var parser = new Parser(Lexer.tokens(text), triggers, findings);
        Node root = parser.sequence();
        if (!parser.current().is(Token.Kind.END)) {
            throw parser.unexpected();
        }
        return root;
    }

    @Override
    Node sequence() {
        int at = current().at();
        var nodes = new ArrayList<Node>();
        nodes.add(expression(0));
        while (skip(";") && !current().is(Token.Kind.END)) {
            nodes.add(expression(0));
        }
        return nodes.size() == 1 ? nodes.get(0) : made(Kind.SEQUENCE, "", at, nodes.toArray(Node[]::new));
    }

    @Override
    Node expression(int precedence) {
        if (++nesting > Formula.MAX_DEPTH) {
            throw Limits.tooDeep(current().at());
        }
        try {
            if (precedence == 0 && current().is(Token.Kind.OPERATOR, "let")) {
                return let();
            }
            if (precedence == 0 && current().is(Token.Kind.OPERATOR, "if")) {
                return ifElse();
            }
            Node left = operators(primary(), precedence);
            return precedence == 0 ? ternary(left) : left;
        } finally {
            nesting--;
        }
    }

    private Node operators(Node first, int precedence) {
        Node left = first;
        String before = "";
        while (true) {
            Token operator = current();
            boolean negated = operator.is(Token.Kind.OPERATOR, "not");
            if (negated) {
                operator = following();
                if (!Operators.canBeNegated(operator)) {
                    throw unexpected(operator);
                }
            }
            int binding = Operators.precedence(operator);
            if (binding < 0 || binding < precedence) {
                return left;
            }
            if (negated) {
                advance();
            }
            advance();
            if (operator.text().equals("|")) {
                Token name = current();
                expect(Token.Kind.NAME, "the name of a function");
                left = call(name, left, true);
            } else {
                if (before.equals("??") && !operator.text().equals("??")) {
                    throw new Refusal(
                            operator.at(),
                            "'" + operator.text() + "' cannot follow ?? without parentheses; write (a ?? b) "
                                    + operator.text() + " .. or a ?? (b " + operator.text() + " ..)");
                }
                left = binary(left, operator, binding);
                if (negated) {
                    left = made(Kind.UNARY, "!", operator.at(), left).writtenAs("not");
                }
            }
            before = operator.text();
        }
    }

    private Node binary(Node left, Token operator, int binding) {
        if (operator.text().equals("matches")) {
            findings.unsupported(operator.at(), "the operator matches", "compare numbers, or use == with strings");
        }
        if (Operators.isOrder(operator)) {
            return order(left, operator, binding);
        }
        Node right = expression(Operators.isRightAssociative(operator) ? binding : binding + 1);
        return made(Kind.BINARY, Operators.spelling(operator), operator.at(), left, right)
                .writtenAs(operator.text());
    }

    /** A chain such as {@code 1 < a < 5}. */
    private Node order(Node first, Token firstOperator, int binding) {
        Node left = first;
        Token operator = firstOperator;
        Node all = null;
        while (true) {
            Node right = expression(binding + 1);
            Node one = made(Kind.BINARY, operator.text(), operator.at(), left, right);
            all = all == null ? one : made(Kind.BINARY, "&&", operator.at(), all, one);
            operator = current();
            if (!Operators.isOrder(operator)) {
                return all;
            }
            left = right;
            advance();
        }
    }

    private Node ternary(Node condition) {
        Node node = condition;
        while (current().is(Token.Kind.OPERATOR, "?")) {
            advance();
            Node then = node;
            if (!skip(":")) {
                then = expression(0);
                expect(Token.Kind.OPERATOR, ":");
            }
            node = made(Kind.IF, "", node.at, node, then, expression(0));
        }
        return node;
    }

    private Node let() {
        advance();
        Token name = current();
        expect(Token.Kind.NAME, "a name");
        expect(Token.Kind.OPERATOR, "=");
        Node value = expression(0);
        expect(Token.Kind.OPERATOR, ";");
        return made(Kind.LET, name.text(), name.at(), value, sequence());
    }

    private Node ifElse() {
        int at = current().at();
        if (++nesting > Formula.MAX_DEPTH) {
            throw Limits.tooDeep(at);
        }
        advance();
        Node condition = expression(0);
        Node then = block();
        expect(Token.Kind.OPERATOR, "else");
        Node otherwise = current().is(Token.Kind.OPERATOR, "if") ? ifElse() : block();
        nesting--;
        return made(Kind.IF, "", at, condition, then, otherwise);
    }

    private Node block() {
        expect(Token.Kind.BRACKET, "{");
        Node node = sequence();
        expect(Token.Kind.BRACKET, "}");
        return node;
    }
}
