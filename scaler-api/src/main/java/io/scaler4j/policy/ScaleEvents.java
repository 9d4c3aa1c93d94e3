package io.scaler4j.policy;

import java.util.Arrays;

/** Past changes in one direction, by amount, as far as a rate limit can still count them. Immutable. */
final class ScaleEvents extends TimedCounts {

    static final ScaleEvents NONE = new ScaleEvents(new long[0], new int[0]);

    private ScaleEvents(long[] times, int[] changes) {
        super(times, changes);
    }

    static ScaleEvents parse(String text) {
        return parse(text, 1, false, ScaleEvents::new);
    }

    /** The sum of all changes younger than the period. */
    long within(long period, long at) {
        long sum = 0;
        for (int i = 0; i < times.length; i++) {
            sum += Micros.minus(at, times[i]) < period ? counts[i] : 0;
        }
        return sum;
    }

    /**
     * Adds a change in the place of the last one that is older than the longest period, or as a further one. Others as
     * old stay where they are, as in the HPA: they may still count for the other direction, whose periods are longer.
     */
    ScaleEvents plus(int change, long at, long longestPeriod) {
        int place = times.length;
        for (int i = 0; i < times.length; i++) {
            place = Micros.minus(at, times[i]) > longestPeriod ? i : place;
        }
        int length = Math.max(times.length, place + 1);
        long[] newTimes = Arrays.copyOf(times, length);
        int[] newChanges = Arrays.copyOf(counts, length);
        newTimes[place] = at;
        newChanges[place] = change;
        return new ScaleEvents(newTimes, newChanges);
    }
}
