package io.scaler4j.policy;

import org.jspecify.annotations.Nullable;

/**
 * Past recommendations, as far as they can still matter: an old one counts only while no later one is at least as high
 * (for the highest of a window) or at least as low (for the lowest). So a steady target keeps one entry, and dropping
 * the others changes no result. Immutable; oldest first.
 */
final class Recommendations extends TimedCounts {

    static final Recommendations NONE = new Recommendations(0, Long.MIN_VALUE);

    private Recommendations(int size, long latest) {
        super(size, latest);
    }

    static Recommendations parse(String text) {
        var read = new Text(text, 0).inOrder();
        return read.into(new Recommendations(read.size(), read.latest()));
    }

    static Recommendations startingWith(int count, long at) {
        return NONE.plus(count, at, 0, 0);
    }

    /**
     * Moves {@code current} only as far as every recommendation agrees: up to the lowest of the up window, down to the
     * highest of the down window, {@code wish} included in both. An entry of exactly a window's age no longer counts.
     */
    int stabilize(int current, int wish, long at, long upWindow, long downWindow) {
        int lowest = wish;
        int highest = wish;
        for (int i = 0; i < size(); i++) {
            long age = Micros.minus(at, time(i));
            if (age < upWindow) {
                lowest = Math.min(lowest, count(i));
            }
            if (age < downWindow) {
                highest = Math.max(highest, count(i));
            }
        }
        return Math.min(Math.max(current, lowest), highest);
    }

    /** The highest of {@code wish} and every entry up to this age, exactly that age included. */
    int highest(int wish, long at, long age) {
        int highest = wish;
        for (int i = size() - 1; i >= 0 && Micros.minus(at, time(i)) <= age; i--) {
            highest = Math.max(highest, count(i));
        }
        return highest;
    }

    /** Adds the raw wish and drops what no window of these lengths can ask for any more. */
    Recommendations plus(int wish, long at, long upWindow, long downWindow) {
        int kept = kept(wish, at, upWindow, downWindow, null);
        var next = new Recommendations(kept + 1, at);
        kept(wish, at, upWindow, downWindow, next);
        next.put(kept, at, wish);
        return next;
    }

    /** How many of these still matter beside the wish; copied where there is a place for them, before its end. */
    private int kept(int wish, long at, long upWindow, long downWindow, @Nullable Recommendations copy) {
        int kept = 0;
        int highest = wish;
        int lowest = wish;
        for (int i = size() - 1; i >= 0; i--) {
            int count = count(i);
            long age = Micros.minus(at, time(i));
            if ((age <= downWindow && count > highest) || (age <= upWindow && count < lowest)) {
                kept++;
                if (copy != null) {
                    copy.put(copy.size() - 1 - kept, time(i), count);
                }
            }
            highest = Math.max(highest, count);
            lowest = Math.min(lowest, count);
        }
        return kept;
    }
}
