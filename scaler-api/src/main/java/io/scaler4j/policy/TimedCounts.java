package io.scaler4j.policy;

import java.util.Arrays;

/**
 * Counts, each with its time in microseconds. Immutable.
 *
 * <p>A state is made on every turn, so an entry takes one long: its age before the latest, up to an hour and some
 * minutes, above its count of 31 bits. What is older than that is older than any window or period, and no more exact.
 */
abstract sealed class TimedCounts permits Recommendations, ScaleEvents {

    private static final int COUNT_BITS = 31;
    private static final long OLDEST_AGE = (1L << 32) - 1;

    private final long latest;
    private final long[] entries;

    /** As many empty entries, to be filled before anyone sees them. */
    TimedCounts(int size, long latest) {
        this.entries = new long[size];
        this.latest = latest;
    }

    final int size() {
        return entries.length;
    }

    final boolean isEmpty() {
        return entries.length == 0;
    }

    /** The latest of the times; {@link Long#MIN_VALUE} if there is none. */
    final long latest() {
        return latest;
    }

    final long time(int index) {
        return Micros.minus(latest, entries[index] >>> COUNT_BITS);
    }

    final int count(int index) {
        return (int) entries[index] & Integer.MAX_VALUE;
    }

    final void put(int index, long time, int count) {
        long age = Math.min(OLDEST_AGE, Micros.minus(latest, time));
        entries[index] = age << COUNT_BITS | count;
    }

    /** {@code time:count} with commas in between. */
    final String toText() {
        var text = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ",").append(time(i)).append(':').append(count(i));
        }
        return text.toString();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof TimedCounts that
                && getClass() == that.getClass()
                && latest == that.latest
                && Arrays.equals(entries, that.entries);
    }

    @Override
    public final int hashCode() {
        return 31 * Long.hashCode(latest) + Arrays.hashCode(entries);
    }

    /** The counts alone. */
    @Override
    public final String toString() {
        int[] counts = new int[size()];
        Arrays.setAll(counts, this::count);
        return Arrays.toString(counts);
    }

    /** What {@link #toText()} wrote, read entry by entry. */
    static final class Text {

        private final String[] entries;
        private final long[] times;
        private final int[] counts;

        /** Every count must be at least so large. */
        Text(String text, int least) {
            entries = text.isEmpty() ? new String[0] : text.split(",", -1);
            times = new long[entries.length];
            counts = new int[entries.length];
            for (int i = 0; i < entries.length; i++) {
                int colon = entries[i].indexOf(':');
                times[i] = Long.parseLong(entries[i].substring(0, Math.max(0, colon)));
                counts[i] = Integer.parseInt(entries[i].substring(colon + 1));
                require(counts[i] >= least, i);
            }
        }

        /** No time may be before the one in front of it. */
        Text inOrder() {
            for (int i = 1; i < times.length; i++) {
                require(times[i] >= times[i - 1], i);
            }
            return this;
        }

        private void require(boolean holds, int index) {
            if (!holds) {
                throw new IllegalArgumentException("\"" + entries[index] + "\" is out of place in a history");
            }
        }

        int size() {
            return times.length;
        }

        long latest() {
            return Arrays.stream(times).max().orElse(Long.MIN_VALUE);
        }

        <T extends TimedCounts> T into(T history) {
            for (int i = 0; i < times.length; i++) {
                history.put(i, times[i], counts[i]);
            }
            return history;
        }
    }
}
