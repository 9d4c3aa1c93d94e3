package io.scaler4j.policy;

import java.util.Arrays;
import java.util.function.BiFunction;

/** Counts, each with its time in microseconds. Immutable. */
abstract sealed class TimedCounts permits Recommendations, ScaleEvents {

    final long[] times;
    final int[] counts;

    TimedCounts(long[] times, int[] counts) {
        this.times = times;
        this.counts = counts;
    }

    final boolean isEmpty() {
        return times.length == 0;
    }

    /** The latest of the times; {@link Long#MIN_VALUE} if there is none. */
    final long latest() {
        long latest = Long.MIN_VALUE;
        for (long time : times) {
            latest = Math.max(latest, time);
        }
        return latest;
    }

    /** {@code time:count} with commas in between. */
    final String toText() {
        var text = new StringBuilder();
        for (int i = 0; i < times.length; i++) {
            text.append(i == 0 ? "" : ",").append(times[i]).append(':').append(counts[i]);
        }
        return text.toString();
    }

    /**
     * Reads {@link #toText()}; every count must be at least so large, and if ordered, no time before its predecessor.
     */
    static <T extends TimedCounts> T parse(String text, int least, boolean ordered, BiFunction<long[], int[], T> form) {
        String[] entries = text.isEmpty() ? new String[0] : text.split(",", -1);
        long[] times = new long[entries.length];
        int[] counts = new int[entries.length];
        for (int i = 0; i < entries.length; i++) {
            int colon = entries[i].indexOf(':');
            times[i] = Long.parseLong(entries[i].substring(0, Math.max(0, colon)));
            counts[i] = Integer.parseInt(entries[i].substring(colon + 1));
            if (counts[i] < least || (ordered && i > 0 && times[i] < times[i - 1])) {
                throw new IllegalArgumentException("\"" + entries[i] + "\" is out of place in a history");
            }
        }
        return form.apply(times, counts);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof TimedCounts that
                && getClass() == that.getClass()
                && Arrays.equals(times, that.times)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public final int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(counts);
    }

    @Override
    public final String toString() {
        return Arrays.toString(counts);
    }
}
