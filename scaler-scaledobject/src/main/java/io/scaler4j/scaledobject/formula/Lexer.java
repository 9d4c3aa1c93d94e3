package io.scaler4j.scaledobject.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into words. Words are cut greedily, as expr-lang does: {@code a?.5:1} has the operator {@code ?.}, and
 * two slashes begin a comment.
 */
final class Lexer {

    private static final String DECIMAL = "0123456789_";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int from;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All words and an {@link Token.Kind#END}. */
    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.from = lexer.at;
            lexer.next();
        }
        lexer.from = text.length();
        lexer.emit(Token.Kind.END);
        return lexer.tokens;
    }

    static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || Character.isSpaceChar(c);
    }

    static boolean isWordPart(int c) {
        return c == '_' || c == '$' || Character.isLetter(c) || Character.isDigit(c);
    }

    private void next() {
        int c = text.codePointAt(at);
        if (isSpace(c)) {
            at += Character.charCount(c);
        } else if (c == '\'' || c == '"') {
            at++;
            string(c);
        } else if (c == '`') {
            at++;
            rawString();
        } else if ((c == 'b' || c == 'B') && (peek(1) == '\'' || peek(1) == '"')) {
            at += 2;
            StringText.scan(text, at, peek(-1));
            throw new Refusal(from, "bytes in quotes are not supported; a formula works with numbers");
        } else if (isDecimal(c)) {
            number();
        } else if (c == '/') {
            slash();
        } else if (c == '#') {
            pointer();
        } else if (c == '.') {
            dot();
        } else if ("([{}])".indexOf(c) >= 0) {
            at++;
            emit(Token.Kind.BRACKET);
        } else if (isWordPart(c)) {
            word();
        } else {
            operator(c);
        }
    }

    private void operator(int c) {
        String second = switch (c) {
            case '?' -> ".?";
            case '|' -> "|";
            case ':' -> ":";
            case '&', '!', '=', '*', '<', '>' -> "&=*";
            case ',', ';', '%', '+', '-', '^' -> "";
            default ->
                throw new Refusal(
                        at,
                        "the character '" + Character.toString(c)
                                + "' has no meaning in a formula; take it out, or put it in quotes");
        };
        at++;
        accept(second);
        emit(Token.Kind.OPERATOR);
    }

    private void slash() {
        at++;
        if (accept("/")) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        } else if (accept("*")) {
            int end = text.indexOf("*/", at);
            if (end < 0) {
                throw new Refusal(from, "the comment has no end; close it with */");
            }
            at = end + 2;
        } else {
            emit(Token.Kind.OPERATOR);
        }
    }

    private void pointer() {
        at++;
        accept("#");
        emit(Token.Kind.OPERATOR);
        from = at;
        skipWord();
        if (at > from) {
            emit(Token.Kind.NAME);
        }
    }

    private void dot() {
        if (isDecimal(peek(1))) {
            at++;
            number();
            return;
        }
        at++;
        accept(".");
        emit(Token.Kind.OPERATOR);
    }

    private void number() {
        String digits = DECIMAL;
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
            } else if (accept("oO")) {
                digits = "01234567_";
            } else if (accept("bB")) {
                digits = "01_";
            }
        }
        acceptRun(digits);
        if (peek(0) == '.' && peek(1) == '.') {
            emit(Token.Kind.NUMBER); // the start of a range, as in 1..3
            return;
        }
        if (accept(".")) {
            acceptRun(digits);
        }
        if (accept("eE")) {
            accept("+-");
            acceptRun(digits);
        }
        if (at < text.length() && isWordPart(text.codePointAt(at))) {
            skipWord();
            throw new Refusal(
                    from, "'" + text.substring(from, at) + "' is not a number; write it as 1000, 1.5, 1e3 or 0x3e8");
        }
        emit(Token.Kind.NUMBER);
    }

    private void word() {
        skipWord();
        String word = text.substring(from, at);
        emit(
                switch (word) {
                    case "not",
                            "in",
                            "or",
                            "and",
                            "matches",
                            "contains",
                            "startsWith",
                            "endsWith",
                            "let",
                            "if",
                            "else" -> Token.Kind.OPERATOR;
                    default -> Token.Kind.NAME;
                });
    }

    private void string(int quote) {
        at = StringText.scan(text, at, quote);
        String content = StringText.content(text.substring(from + 1, at - 1), from);
        tokens.add(new Token(Token.Kind.STRING, content, from));
    }

    private void rawString() {
        var content = new StringBuilder();
        while (true) {
            int quote = text.indexOf('`', at);
            if (quote < 0) {
                throw new Refusal(from, "the string has no end; close it with `");
            }
            content.append(text, at, quote);
            at = quote + 1;
            if (peek(0) != '`') {
                break;
            }
            content.append('`');
            at++;
        }
        tokens.add(new Token(Token.Kind.STRING, content.toString(), from));
    }

    private void skipWord() {
        while (at < text.length() && isWordPart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    private static boolean isDecimal(int c) {
        return c >= '0' && c <= '9';
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
    }

    private boolean accept(String anyOf) {
        if (at < text.length() && anyOf.indexOf(text.charAt(at)) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    private void acceptRun(String anyOf) {
        while (accept(anyOf)) {
            // goes on
        }
    }

    private void emit(Token.Kind kind) {
        tokens.add(new Token(kind, text.substring(from, at), from));
    }
}
