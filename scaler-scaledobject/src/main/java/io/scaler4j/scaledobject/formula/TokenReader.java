package io.scaler4j.scaledobject.formula;

import java.util.List;

/** Goes through words, one after the other. */
class TokenReader {

    private final List<Token> tokens;
    private int next;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    final Token current() {
        return tokens.get(next);
    }

    /** The word after the current one. */
    final Token following() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    final void advance() {
        if (next < tokens.size() - 1) {
            next++;
        }
    }

    /** Goes past an operator or a bracket, if it is the current word. */
    final boolean skip(String word) {
        boolean found = current().is(Token.Kind.OPERATOR, word) || current().is(Token.Kind.BRACKET, word);
        if (found) {
            advance();
        }
        return found;
    }

    /** Goes past an operator, a bracket, or any word of the kind, described. */
    final void expect(Token.Kind kind, String word) {
        boolean found = kind == Token.Kind.NAME ? current().is(kind) : current().is(kind, word);
        if (!found) {
            throw expected(kind == Token.Kind.NAME ? word : "'" + word + "'");
        }
        advance();
    }

    final Refusal expected(String wanted) {
        return new Refusal(
                current().at(), "expected " + wanted + ", found " + current().quoted() + "; " + wayOut(current()));
    }

    private static String wayOut(Token found) {
        if (found.is(Token.Kind.END)) {
            return "check the brackets, and that no // makes a comment of the rest";
        }
        return found.text().equals("?.")
                ? "put a space between ? and . in c ? .5 : 1"
                : "an operator may be missing before it, or a bracket be closed too early";
    }

    final Refusal unexpected() {
        return unexpected(current());
    }

    static Refusal unexpected(Token token) {
        return new Refusal(
                token.at(),
                token.is(Token.Kind.END)
                        ? "the formula ends too early; complete it (two slashes begin a comment)"
                        : token.quoted() + " makes no sense here; check what is before it");
    }
}
