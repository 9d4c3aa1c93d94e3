package io.scaler4j.scaledobject.formula;

import io.scaler4j.scaledobject.formula.Node.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the parser that reads what stands between operators: literals, names, calls, and what follows them. */
abstract class PrimaryParser extends TokenReader {

    final Findings findings;
    private final Set<String> triggers;
    private int predicates;
    private int nodes;

    PrimaryParser(List<Token> tokens, Set<String> triggers, Findings findings) {
        super(tokens);
        this.triggers = triggers;
        this.findings = findings;
    }

    /** Reads operators that bind at least so tightly. */
    abstract Node expression(int precedence);

    /** Reads expressions up to a bracket or the end. */
    abstract Node sequence();

    final Node primary() {
        Token token = current();
        if (token.is(Token.Kind.OPERATOR)) {
            switch (token.text()) {
                case "not", "!", "-", "+" -> {
                    advance();
                    String sign = Operators.spelling(token);
                    Node operand = expression(sign.equals("!") ? Operators.NOT : Operators.SIGN);
                    return postfix(made(Kind.UNARY, sign, token.at(), operand).writtenAs(token.text()));
                }
                case "::" -> {
                    advance();
                    Token name = current();
                    expect(Token.Kind.NAME, "the name of a function");
                    return postfix(call(name, null, false));
                }
                case "#", "." -> {
                    if (predicates > 0) {
                        return postfix(pointer(token));
                    }
                }
                default -> {}
            }
        }
        if (skip("(")) {
            Node node = sequence();
            expect(Token.Kind.BRACKET, ")");
            return postfix(node);
        }
        return literalOrName(token);
    }

    private Node pointer(Token token) {
        String name = "";
        if (skip("#") && current().is(Token.Kind.NAME)) {
            name = current().text();
            advance();
        }
        return made(Kind.POINTER, name, token.at());
    }

    private Node literalOrName(Token token) {
        switch (token.kind()) {
            case NAME -> {
                advance();
                return switch (token.text()) {
                    case "true", "false" -> literal(Kind.BOOL, token.text().equals("true"), token.at());
                    case "nil" -> literal(Kind.NIL, null, token.at());
                    default ->
                        postfix(
                                current().is(Token.Kind.BRACKET, "(")
                                        ? call(token, null, true)
                                        : made(Kind.NAME, token.text(), token.at()));
                };
            }
            case NUMBER -> {
                advance();
                Object number = Numbers.literal(token);
                return literal(number instanceof Long ? Kind.INT : Kind.FLOAT, number, token.at());
            }
            case STRING -> {
                advance();
                return postfix(literal(Kind.TEXT, token.text(), token.at()));
            }
            default -> {
                if (skip("[")) {
                    return postfix(
                            made(Kind.ARRAY, "", token.at(), listUpTo("]").toArray(Node[]::new)));
                }
                if (token.is(Token.Kind.BRACKET, "{")) {
                    return postfix(map());
                }
                throw unexpected();
            }
        }
    }

    private Node map() {
        int at = current().at();
        findings.unsupported(at, "a map in braces", "use an array in brackets");
        advance();
        while (!skip("}")) {
            if (current().is(Token.Kind.BRACKET, "(")) {
                expression(0);
            } else {
                advance();
            }
            expect(Token.Kind.OPERATOR, ":");
            expression(0);
            if (!current().is(Token.Kind.BRACKET, "}")) {
                expect(Token.Kind.OPERATOR, ",");
            }
        }
        return made(Kind.NIL, "", at);
    }

    private List<Node> listUpTo(String bracket) {
        var nodes = new ArrayList<Node>();
        while (!skip(bracket)) {
            if (!nodes.isEmpty()) {
                if (!skip(",")) {
                    throw expected("',' or '" + bracket + "'");
                }
                if (skip(bracket)) {
                    break;
                }
            }
            nodes.add(expression(0));
        }
        return nodes;
    }

    private Node postfix(Node first) {
        Node node = first;
        while (true) {
            Token token = current();
            if (token.is(Token.Kind.BRACKET, "[")) {
                advance();
                node = brackets(node, token.at());
            } else if (token.is(Token.Kind.OPERATOR, ".") || token.is(Token.Kind.OPERATOR, "?.")) {
                advance();
                node = member(node, token);
            } else {
                return node;
            }
        }
    }

    private Node brackets(Node array, int at) {
        if (skip(":")) {
            return slice(array, open(at), at);
        }
        Node index = expression(0);
        if (skip(":")) {
            return slice(array, index, at);
        }
        expect(Token.Kind.BRACKET, "]");
        if (array.is(Kind.NAME, "$env") && index.is(Kind.TEXT)) {
            return made(Kind.NAME, "$env." + index.value, index.at);
        }
        return made(Kind.INDEX, "", at, array, index);
    }

    private Node slice(Node array, Node from, int at) {
        Node to = current().is(Token.Kind.BRACKET, "]") ? open(at) : expression(0);
        expect(Token.Kind.BRACKET, "]");
        return made(Kind.SLICE, "", at, array, from, to);
    }

    private static Node open(int at) {
        return Node.of(Kind.OPEN, "", at);
    }

    /** After a dot. Only triggers can be reached so, by way of $env. */
    private Node member(Node owner, Token dot) {
        Token name = current();
        if (dot.text().equals("?.") && name.is(Token.Kind.BRACKET, "[")) {
            findings.unsupported(dot.at(), "?.", "write arr[0], or first(arr) for an array that may be empty");
            advance();
            return brackets(owner, dot.at());
        }
        boolean isName = name.is(Token.Kind.NAME) || (name.is(Token.Kind.OPERATOR) && Lexer.isWordPart(first(name)));
        if (!isName) {
            throw new Refusal(
                    dot.at(),
                    "'" + dot.text() + "' must be followed by a name, and is followed by " + name.quoted()
                            + "; put a space between ? and . in c ? .5 : 1");
        }
        advance();
        if (owner.is(Kind.NAME, "$env") && dot.text().equals(".") && !current().is(Token.Kind.BRACKET, "(")) {
            return made(Kind.NAME, "$env." + name.text(), name.at());
        }
        findings.unsupported(dot.at(), "'" + dot.text() + name.text() + "'", "triggers are numbers and have no fields");
        if (skip("(")) {
            listUpTo(")");
        }
        return made(Kind.NIL, "", dot.at());
    }

    private static int first(Token token) {
        return token.text().codePointAt(0);
    }

    final Node call(Token name, @Nullable Node piped, boolean triggersFirst) {
        var arguments = new ArrayList<Node>();
        if (piped != null) {
            arguments.add(piped);
        }
        boolean isTrigger = triggersFirst && triggers.contains(name.text());
        expect(Token.Kind.BRACKET, "(");
        if (!isTrigger && Functions.PREDICATES.contains(name.text())) {
            withPredicate(name, arguments);
        } else {
            int scopes = !isTrigger && Functions.isUnsupportedPredicate(name.text()) ? 1 : 0;
            predicates += scopes; // so that # is not a second problem
            arguments.addAll(listUpTo(")"));
            predicates -= scopes;
        }
        return made(
                Kind.CALL, isTrigger ? "$env." + name.text() : name.text(), name.at(), arguments.toArray(Node[]::new));
    }

    private void withPredicate(Token name, List<Node> arguments) {
        int most = Functions.most(name.text());
        int given = arguments.size();
        for (int i = given; i < most; i++) {
            if (current().is(Token.Kind.BRACKET, ")")) {
                if (i >= Functions.least(name.text())) {
                    break;
                }
                throw new Refusal(
                        current().at(),
                        name.text() + " needs an array" + (i == 0 ? "" : " and a predicate") + "; write " + name.text()
                                + "([a, b], {# > 1})");
            }
            if (i > given) {
                expect(Token.Kind.OPERATOR, ",");
            }
            arguments.add(i == 1 ? predicate() : expression(0));
        }
        skip(",");
        expect(Token.Kind.BRACKET, ")");
    }

    private Node predicate() {
        predicates++;
        Node node;
        int at = current().at();
        if (skip("{")) {
            node = sequence();
            predicates--;
            expect(Token.Kind.BRACKET, "}");
        } else {
            node = expression(0);
            predicates--;
            if (current().is(Token.Kind.OPERATOR, ";")) {
                throw new Refusal(current().at(), "';' ends the predicate; put the predicate in braces");
            }
        }
        counted(at);
        return node;
    }

    final Node made(Kind kind, String op, int at, Node... parts) {
        counted(at);
        Node node = Node.of(kind, op, at, parts);
        if (node.height > Formula.MAX_DEPTH) {
            throw Limits.tooDeep(at);
        }
        return node;
    }

    private Node literal(Kind kind, @Nullable Object value, int at) {
        counted(at);
        return Node.literal(kind, value, at);
    }

    private void counted(int at) {
        if (++nodes > Formula.MAX_NODES) {
            throw Limits.tooMany(at);
        }
    }
}
