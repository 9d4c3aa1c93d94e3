package io.scaler4j.scaledobject.formula;

import org.jspecify.annotations.Nullable;

/**
 * A part of a formula. The parser makes the tree, the checker writes types and slots into it, the optimizer replaces
 * parts; nothing changes it after that.
 */
final class Node {

    enum Kind {
        NIL,
        INT,
        FLOAT,
        BOOL,
        TEXT,
        /** An array of literals; {@link #value} is an {@code Object[]}. */
        CONSTANT,
        /** A name that the checker has not looked up yet. */
        NAME,
        TRIGGER,
        VARIABLE,
        /** What an element's predicate calls #, #index or #acc; {@link #op} is empty, index or acc. */
        POINTER,
        UNARY,
        BINARY,
        /** Condition, then, else. */
        IF,
        ARRAY,
        /** Array, index. */
        INDEX,
        /** Array, from, to; each bound may be {@link #OPEN}. */
        SLICE,
        /** A built-in function with its arguments. */
        CALL,
        /** Value, expression. */
        LET,
        SEQUENCE,
        /** The missing bound of a slice. */
        OPEN
    }

    private static final Node[] NO_PARTS = {};

    Kind kind;
    /** The operator, the function or the name. */
    final String op;
    /** Of a literal. */
    final @Nullable Object value;

    /** The operator as the formula has it, such as {@code and}; sentences quote it. */
    String written;

    final Node[] parts;
    final int at;
    final int height;
    Type type = Type.UNKNOWN;
    /** The position of a trigger in the values, or of a variable; -1 for others. */
    int slot = -1;
    /** What a filter or a find makes of an element, if the optimizer has put a map into it. */
    @Nullable
    Node map;
    /** Whether a find without a match fails, as the index that it replaces does. */
    boolean throwing;
    /** The count at which counting may stop; 0 for never. */
    long threshold;

    private Node(Kind kind, String op, @Nullable Object value, int at, Node... parts) {
        this.kind = kind;
        this.op = op;
        this.written = op;
        this.value = value;
        this.at = at;
        this.parts = parts;
        int highest = 0;
        for (Node part : parts) {
            highest = Math.max(highest, part.height);
        }
        height = highest + 1;
    }

    static Node of(Kind kind, String op, int at, Node... parts) {
        return new Node(kind, op, null, at, parts);
    }

    static Node literal(Kind kind, @Nullable Object value, int at) {
        return new Node(kind, "", value, at, NO_PARTS);
    }

    /** The same with a type. */
    Node typed(Type known) {
        type = known;
        return this;
    }

    /** The same as the formula has it. */
    Node writtenAs(String word) {
        written = word;
        return this;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean is(Kind other, String operator) {
        return kind == other && op.equals(operator);
    }

    /** Whether this is the built-in with so many arguments. */
    boolean isCall(String name, int arguments) {
        return is(Kind.CALL, name) && parts.length == arguments;
    }

    Node part(int index) {
        return parts[index];
    }

    /** Of an INT. */
    long whole() {
        return value instanceof Long number ? number : 0;
    }

    /** Whether two parts read the same; positions do not matter. */
    boolean reads(Node other) {
        if (isNumber() && other.isNumber()) {
            return asDouble() == other.asDouble(); // 1 and 1.0 are printed alike
        }
        if (kind != other.kind || !op.equals(other.op) || slot != other.slot || parts.length != other.parts.length) {
            return false;
        }
        boolean same = value == null
                ? other.value == null
                : (value instanceof Object[] left && other.value instanceof Object[] right)
                        ? Values.equal(left, right)
                        : value.equals(other.value);
        for (int i = 0; same && i < parts.length; i++) {
            same = parts[i].reads(other.parts[i]);
        }
        return same;
    }

    boolean isNumber() {
        return kind == Kind.INT || kind == Kind.FLOAT;
    }

    /** Of an INT or a FLOAT. */
    double asDouble() {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
