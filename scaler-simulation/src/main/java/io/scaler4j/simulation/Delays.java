package io.scaler4j.simulation;

import java.util.Arrays;

/** How long messages waited, in nanoseconds; grows as needed. */
final class Delays {

    private long[] nanos = new long[1_024];
    private int size;

    void add(long delay) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = delay;
    }

    Delays copy() {
        var copy = new Delays();
        copy.nanos = nanos.clone();
        copy.size = size;
        return copy;
    }

    long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
