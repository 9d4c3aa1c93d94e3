package io.scaler4j.scaledobject.formula;

/**
 * What is known of a part without objects.
 *
 * @param fast evaluates it
 * @param kind what it yields
 * @param least the least integer that it can be; above {@code most} if it is no integer
 * @param most the largest
 * @param canBeNil whether nil is possible
 */
record Part(Fast fast, Kind kind, double least, double most, boolean canBeNil) {

    enum Kind {
        FLOAT,
        INT,
        /** A float or an integer. */
        EITHER,
        TEST
    }

    /** Up to here floats tell integers apart. */
    private static final double EXACT = 0x1p53;

    static Part ofFloat(Fast fast, boolean canBeNil) {
        return new Part(fast, Kind.FLOAT, 1, -1, canBeNil);
    }

    static Part ofTest(Fast test) {
        return new Part(test, Kind.TEST, 1, -1, false);
    }

    static Part ofInteger(Fast fast, double least, double most) {
        return new Part(fast, Kind.INT, least, most, false);
    }

    boolean isNumber() {
        return kind != Kind.TEST;
    }

    boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    boolean isInteger() {
        return kind == Kind.INT;
    }

    /** Whether a float is as good as any integer that it can be. */
    boolean isExact() {
        return least > most || (least >= -EXACT && most <= EXACT);
    }

    /** {@return what evaluates it, and fails where it is nil} */
    Fast notNil() {
        return canBeNil ? new Fast.Cast(fast) : fast;
    }

    /** The same value by another way. */
    Part with(Fast other) {
        return new Part(other, kind, least, most, canBeNil);
    }

    /** What is known of one of two numbers, and of what both can be. */
    Part or(Part other, Fast fast) {
        Kind both = kind == other.kind ? kind : Kind.EITHER;
        if (least > most) {
            return new Part(fast, both, other.least, other.most, canBeNil || other.canBeNil);
        }
        if (other.least > other.most) {
            return new Part(fast, both, least, most, canBeNil || other.canBeNil);
        }
        return new Part(
                fast, both, Math.min(least, other.least), Math.max(most, other.most), canBeNil || other.canBeNil);
    }
}
