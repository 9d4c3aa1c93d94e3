package io.scaler4j.policy;

import java.util.Arrays;

/**
 * Counts, each with its time in microseconds, in the slots in which the HPA keeps them: a new one takes the place of an
 * outdated one, or a further slot. Which slot is reused depends on the windows and periods of that moment, and decides
 * what a policy that comes later still sees. Immutable.
 *
 * <p>A state is made on every turn, so an entry takes one long: a mark, its age before the latest, up to an hour and
 * some minutes, and its count of 31 bits. What is older than that is older than any window or period, and no more
 * exact.
 */
abstract class TimedCounts {

    private static final int COUNT_BITS = 31;
    private static final long OLDEST_AGE = (1L << 32) - 1;
    private static final long MARK = Long.MIN_VALUE;
    private static final long COUNT = (1L << COUNT_BITS) - 1;
    private static final String MARKED = "*";

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

    /** The latest of the times; {@link Long#MIN_VALUE} if there are no times. */
    final long latest() {
        return latest;
    }

    final long time(int index) {
        return Micros.minus(latest, age(index));
    }

    /** How long before the latest. */
    private long age(int index) {
        return ageOf(entries[index]);
    }

    /** How long before {@code latest() + elapsed}; see {@link #elapsed}. */
    final long age(int index, long elapsed) {
        return elapsed + age(index);
    }

    /** The time since the latest; so far from the largest number that an age can be added. */
    final long elapsed(long at) {
        return Math.min(Micros.minus(at, latest), Long.MAX_VALUE - OLDEST_AGE);
    }

    final int count(int index) {
        return countOf(entries[index]);
    }

    /** Whether the entry was outdated once, whatever counts as outdated now. */
    final boolean isMarked(int index) {
        return entries[index] < 0;
    }

    /** Fills an entry; of age 0 is the latest. */
    final void put(int index, long age, int count) {
        entries[index] = Math.min(OLDEST_AGE, age) << COUNT_BITS | count;
    }

    final void mark(int index) {
        entries[index] |= MARK;
    }

    /** Fills these with the entries of others, which are older by now. */
    final void copy(TimedCounts others, long elapsed) {
        long[] from = others.entries;
        long older = Math.min(OLDEST_AGE, elapsed) << COUNT_BITS;
        for (int i = 0; i < from.length; i++) {
            long entry = (from[i] & ~MARK) + older;
            entries[i] = entry >= 0 ? entry : (OLDEST_AGE << COUNT_BITS) | (from[i] & COUNT); // beyond the oldest age
        }
    }

    /** The largest entry that is no older than this by now, without a mark; negative if there can be none. */
    final long oldestWithin(long age, long elapsed) {
        long now = age - elapsed;
        return now < 0 ? -1 : (Math.min(OLDEST_AGE, now) << COUNT_BITS) | COUNT;
    }

    /** Whether the entry is older than one that {@link #oldestWithin} returned. */
    final boolean isOlder(int index, long oldest) {
        return (entries[index] & ~MARK) > oldest;
    }

    /** The last entry that is older than this by now, or was marked; {@link #size()} if there is none. */
    final int lastOutdated(long age, long elapsed) {
        long oldest = oldestWithin(age, elapsed);
        for (int i = entries.length - 1; i >= 0; i--) {
            if (entries[i] < 0 || isOlder(i, oldest)) {
                return i;
            }
        }
        return entries.length;
    }

    /** The entries, youngest first. */
    final long[] byAge() {
        long[] sorted = entries.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    static long ageOf(long entry) {
        return (entry & ~MARK) >>> COUNT_BITS;
    }

    static int countOf(long entry) {
        return (int) entry & Integer.MAX_VALUE;
    }

    /** {@code time:count} with commas in between, an entry with a mark followed by a star. */
    final String toText() {
        var text = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append(time(i))
                    .append(':')
                    .append(count(i))
                    .append(isMarked(i) ? MARKED : "");
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
        private final boolean[] marked;

        /** Every count must be at least so large. */
        Text(String text, int least) {
            entries = text.isEmpty() ? new String[0] : text.split(",", -1);
            times = new long[entries.length];
            counts = new int[entries.length];
            marked = new boolean[entries.length];
            for (int i = 0; i < entries.length; i++) {
                int colon = entries[i].indexOf(':');
                times[i] = Long.parseLong(entries[i].substring(0, Math.max(0, colon)));
                marked[i] = entries[i].endsWith(MARKED);
                int end = entries[i].length() - (marked[i] ? MARKED.length() : 0);
                counts[i] = Integer.parseInt(entries[i].substring(colon + 1, end));
                require(counts[i] >= least, i);
            }
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
                history.put(i, Micros.minus(history.latest(), times[i]), counts[i]);
                if (marked[i]) {
                    history.mark(i);
                }
            }
            return history;
        }
    }
}
