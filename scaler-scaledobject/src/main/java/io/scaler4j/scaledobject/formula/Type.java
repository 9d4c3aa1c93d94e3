package io.scaler4j.scaledobject.formula;

import org.jspecify.annotations.Nullable;

/**
 * What the checker knows about a part before it is evaluated. It may be wrong, as expr-lang's is: {@code max(1, a)} is
 * taken for an integer because its first argument is one.
 */
record Type(Kind kind, @Nullable Type elementIfKnown) {

    enum Kind {
        /** Nothing is known. */
        UNKNOWN,
        /** Nothing is known, declared so: the elements of a mixed array, what max returns. */
        ANY,
        NIL,
        INT,
        FLOAT,
        BOOL,
        TEXT,
        ARRAY
    }

    static final Type UNKNOWN = new Type(Kind.UNKNOWN, null);
    static final Type ANY = new Type(Kind.ANY, null);
    static final Type NIL = new Type(Kind.NIL, null);
    static final Type INT = new Type(Kind.INT, null);
    static final Type FLOAT = new Type(Kind.FLOAT, null);
    static final Type BOOL = new Type(Kind.BOOL, null);
    static final Type TEXT = new Type(Kind.TEXT, null);
    /** An array of anything. */
    static final Type ARRAY = new Type(Kind.ARRAY, null);

    static Type arrayOf(Type element) {
        return new Type(Kind.ARRAY, element);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isUnknown() {
        return kind == Kind.UNKNOWN || kind == Kind.ANY;
    }

    boolean isNil() {
        return kind == Kind.NIL;
    }

    boolean isNumber() {
        return kind == Kind.INT || kind == Kind.FLOAT;
    }

    /** Of an array. */
    Type element() {
        return elementIfKnown == null ? ANY : elementIfKnown;
    }

    /** Whether an array of elements of both kinds counts as an array of one kind. */
    boolean isAlike(Type other) {
        return kind == other.kind || (isUntyped() && other.isUntyped());
    }

    private boolean isUntyped() {
        return kind == Kind.UNKNOWN || kind == Kind.NIL;
    }

    boolean isAssignableTo(Type other) {
        if (isNil() && (other.kind == Kind.ANY || other.kind == Kind.ARRAY)) {
            return true;
        }
        return !isUntyped() && !other.isUntyped() && (kind == other.kind || other.kind == Kind.ANY);
    }

    boolean isComparableTo(Type other) {
        return isUnknown()
                || other.isUnknown()
                || isNil()
                || other.isNil()
                || (isNumber() && other.isNumber())
                || isAssignableTo(other);
    }

    /** Whether the two may turn out to be of one of these kinds, as at least one of them is unknown. */
    boolean mayMatch(Type other, Kind... kinds) {
        return (isUnknown() && (other.isUnknown() || other.isAnyOf(kinds))) || (other.isUnknown() && isAnyOf(kinds));
    }

    private boolean isAnyOf(Kind... kinds) {
        for (Kind one : kinds) {
            if (kind == one) {
                return true;
            }
        }
        return false;
    }

    /** As sentences name it. */
    String named() {
        return switch (kind) {
            case UNKNOWN, ANY -> "a value of any kind";
            case NIL -> "nil";
            case INT -> "an integer";
            case FLOAT -> "a float";
            case BOOL -> "a boolean";
            case TEXT -> "a string";
            case ARRAY -> "an array";
        };
    }
}
