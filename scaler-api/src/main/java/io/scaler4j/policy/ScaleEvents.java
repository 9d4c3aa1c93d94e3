package io.scaler4j.policy;

import java.util.Arrays;

/** Past changes in one direction, by amount, as far as a rate limit can still count them. Immutable; oldest first. */
final class ScaleEvents {

    static final ScaleEvents NONE = new ScaleEvents(new long[0], new int[0]);

    private final long[] times;
    private final int[] changes;

    private ScaleEvents(long[] times, int[] changes) {
        this.times = times;
        this.changes = changes;
    }

    /** The sum of all changes younger than the period. */
    long within(long period, long at) {
        long sum = 0;
        for (int i = times.length - 1; i >= 0 && Micros.minus(at, times[i]) < period; i--) {
            sum += changes[i];
        }
        return sum;
    }

    /** Adds a change and drops those that are no younger than the longest period. */
    ScaleEvents plus(int change, long at, long longestPeriod) {
        int first = 0;
        while (first < times.length && Micros.minus(at, times[first]) >= longestPeriod) {
            first++;
        }
        int kept = times.length - first;
        long[] newTimes = Arrays.copyOfRange(times, first, times.length + 1);
        int[] newChanges = Arrays.copyOfRange(changes, first, changes.length + 1);
        newTimes[kept] = at;
        newChanges[kept] = change;
        return new ScaleEvents(newTimes, newChanges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScaleEvents that
                && Arrays.equals(times, that.times)
                && Arrays.equals(changes, that.changes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(changes);
    }

    @Override
    public String toString() {
        return Arrays.toString(changes);
    }
}
