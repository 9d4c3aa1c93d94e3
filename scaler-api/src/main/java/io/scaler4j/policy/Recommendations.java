package io.scaler4j.policy;

import java.util.Arrays;

/**
 * Past recommendations, as far as they can still matter: an old one counts only while no later one is at least as high
 * (for the highest of a window) or at least as low (for the lowest). So a steady target keeps one entry, and dropping
 * the others changes no result. Immutable; oldest first.
 */
final class Recommendations extends TimedCounts {

    static final Recommendations NONE = new Recommendations(new long[0], new int[0]);

    private Recommendations(long[] times, int[] counts) {
        super(times, counts);
    }

    static Recommendations parse(String text) {
        return parse(text, 0, true, Recommendations::new);
    }

    static Recommendations startingWith(int count, long at) {
        return new Recommendations(new long[] {at}, new int[] {count});
    }

    /**
     * Moves {@code current} only as far as every recommendation agrees: up to the lowest of the up window, down to the
     * highest of the down window, {@code wish} included in both. An entry of exactly a window's age no longer counts.
     */
    int stabilize(int current, int wish, long at, long upWindow, long downWindow) {
        int lowest = wish;
        int highest = wish;
        for (int i = 0; i < times.length; i++) {
            long age = Micros.minus(at, times[i]);
            if (age < upWindow) {
                lowest = Math.min(lowest, counts[i]);
            }
            if (age < downWindow) {
                highest = Math.max(highest, counts[i]);
            }
        }
        return Math.min(Math.max(current, lowest), highest);
    }

    /** The highest of {@code wish} and every entry up to this age, exactly that age included. */
    int highest(int wish, long at, long age) {
        int highest = wish;
        for (int i = times.length - 1; i >= 0 && Micros.minus(at, times[i]) <= age; i--) {
            highest = Math.max(highest, counts[i]);
        }
        return highest;
    }

    /** Adds the raw wish and drops what no window of these lengths can ask for any more. */
    Recommendations plus(int wish, long at, long upWindow, long downWindow) {
        int kept = times.length;
        long[] keptTimes = new long[kept + 1];
        int[] keptCounts = new int[kept + 1];
        keptTimes[kept] = at;
        keptCounts[kept] = wish;
        int highest = wish;
        int lowest = wish;
        for (int i = times.length - 1; i >= 0; i--) {
            long age = Micros.minus(at, times[i]);
            if ((age <= downWindow && counts[i] > highest) || (age <= upWindow && counts[i] < lowest)) {
                kept--;
                keptTimes[kept] = times[i];
                keptCounts[kept] = counts[i];
            }
            highest = Math.max(highest, counts[i]);
            lowest = Math.min(lowest, counts[i]);
        }
        return kept == 0
                ? new Recommendations(keptTimes, keptCounts)
                : new Recommendations(
                        Arrays.copyOfRange(keptTimes, kept, keptTimes.length),
                        Arrays.copyOfRange(keptCounts, kept, keptCounts.length));
    }
}
