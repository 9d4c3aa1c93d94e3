package io.scaler4j.policy;

import java.util.Arrays;

/** Past changes in one direction, by amount, as far as a rate limit can still count them. Immutable; oldest first. */
final class ScaleEvents extends TimedCounts {

    static final ScaleEvents NONE = new ScaleEvents(new long[0], new int[0]);

    private ScaleEvents(long[] times, int[] changes) {
        super(times, changes);
    }

    static ScaleEvents parse(String text) {
        return parse(text, 1, ScaleEvents::new);
    }

    /** The sum of all changes younger than the period. */
    long within(long period, long at) {
        long sum = 0;
        for (int i = times.length - 1; i >= 0 && Micros.minus(at, times[i]) < period; i--) {
            sum += counts[i];
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
        int[] newChanges = Arrays.copyOfRange(counts, first, counts.length + 1);
        newTimes[kept] = at;
        newChanges[kept] = change;
        return new ScaleEvents(newTimes, newChanges);
    }
}
