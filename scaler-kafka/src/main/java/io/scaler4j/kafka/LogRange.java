package io.scaler4j.kafka;

import org.jspecify.annotations.Nullable;

/**
 * Where the log of a partition begins and ends, as far as that is known; null: unknown.
 *
 * @param start the offset of the first record
 * @param end the offset that the next record will get
 * @param due the offset up to which records count: the end, or by age that of the first record that is not old enough
 * @param misdated the offset of a record that is stamped in the future. Brokers look for the first record that is not
 *     old enough, and find this one; so records behind it count whatever their age, and this one does not
 */
record LogRange(
        @Nullable Long start,
        @Nullable Long end,
        @Nullable Long due,
        @Nullable Long misdated) {

    /** How many records count for a consumer that goes on at this offset. May be negative. */
    long dueFrom(long offset) {
        if (due == null) {
            return 0;
        }
        return due - offset - (misdated != null && misdated >= offset ? 1 : 0);
    }

    /** How many records that the log holds count. If its start is unknown, every offset from 0 on does, as in KEDA. */
    long retained() {
        return dueFrom(start == null ? 0 : start);
    }

    boolean endsBefore(long offset) {
        return end != null && offset > end;
    }

    boolean beginsAfter(long offset) {
        return start != null && offset < start;
    }
}
