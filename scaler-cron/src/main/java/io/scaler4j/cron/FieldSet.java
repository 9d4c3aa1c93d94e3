package io.scaler4j.cron;

/**
 * The numbers that one field of an expression allows, a bit for each.
 *
 * @param star whether the field has a plain star, which matters for {@link DayRule}
 */
record FieldSet(long bits, boolean star) {

    static final FieldSet EMPTY = new FieldSet(0, false);

    static FieldSet of(int from, int to, int step, boolean star) {
        long bits = 0;
        for (int number = from; number <= to; number += step) {
            bits |= 1L << number;
        }
        return new FieldSet(bits, star);
    }

    FieldSet or(FieldSet other) {
        return new FieldSet(bits | other.bits, star || other.star);
    }

    boolean isEmpty() {
        return bits == 0;
    }

    boolean contains(int number) {
        return ((bits >>> number) & 1) == 1;
    }

    int size() {
        return Long.bitCount(bits);
    }

    int first() {
        return Long.numberOfTrailingZeros(bits);
    }

    int last() {
        return 63 - Long.numberOfLeadingZeros(bits);
    }

    /** Returns the first allowed number from this number on, or -1. */
    int atOrAfter(int number) {
        long rest = bits & (-1L << number);
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }

    /** Returns the last allowed number up to this number, or -1; also for -1. */
    int atOrBefore(int number) {
        long rest = number < 0 ? 0 : bits & (-1L >>> (63 - number));
        return rest == 0 ? -1 : 63 - Long.numberOfLeadingZeros(rest);
    }
}
