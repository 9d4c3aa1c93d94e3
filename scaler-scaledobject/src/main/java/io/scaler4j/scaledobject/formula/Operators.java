package io.scaler4j.scaledobject.formula;

/** Operators and how tightly they bind. */
final class Operators {

    static final int NOT = 50;
    static final int SIGN = 90;

    private Operators() {}

    /** {@return the precedence of an operator between two values; -1 for anything else} */
    static int precedence(Token token) {
        if (!token.is(Token.Kind.OPERATOR)) {
            return -1;
        }
        return switch (token.text()) {
            case "|" -> 0;
            case "or", "||" -> 10;
            case "and", "&&" -> 15;
            case "==", "!=", "<", ">", ">=", "<=", "in", "matches", "contains", "startsWith", "endsWith" -> 20;
            case ".." -> 25;
            case "+", "-" -> 30;
            case "*", "/", "%" -> 60;
            case "**", "^" -> 100;
            case "??" -> 500;
            default -> -1;
        };
    }

    static boolean isRightAssociative(Token token) {
        return token.text().equals("**") || token.text().equals("^");
    }

    /** Those that can be chained, as in {@code 1 < a < 5}. */
    static boolean isOrder(Token token) {
        return token.is(Token.Kind.OPERATOR)
                && switch (token.text()) {
                    case "<", ">", ">=", "<=" -> true;
                    default -> false;
                };
    }

    /** Those that {@code not} may stand in front of. */
    static boolean canBeNegated(Token token) {
        return switch (token.text()) {
            case "contains", "matches", "startsWith", "endsWith", "in" -> true;
            default -> false;
        };
    }

    /** One spelling for each operator. */
    static String spelling(Token token) {
        return switch (token.text()) {
            case "or" -> "||";
            case "and" -> "&&";
            case "not" -> "!";
            case "^" -> "**";
            default -> token.text();
        };
    }
}
