package io.scaler4j.policy;

/**
 * Past recommendations, in the slots in which the HPA keeps them: as many as the longer window has turns, and one. So a
 * policy with other windows finds what the HPA would find. Immutable.
 */
final class Recommendations extends TimedCounts {

    static final Recommendations NONE = new Recommendations(0, Long.MIN_VALUE);

    /** Half an hour of turns at 15 s; more than that are kept only as far as the windows of today can ask for them. */
    private static final int MANY = 128;

    private Recommendations(int size, long latest) {
        super(size, latest);
    }

    static Recommendations parse(String text) {
        var read = new Text(text, 0);
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
        long elapsed = elapsed(at);
        for (int i = 0; i < size(); i++) {
            long age = age(i, elapsed);
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
        long elapsed = elapsed(at);
        for (int i = 0; i < size(); i++) {
            highest = age(i, elapsed) <= age ? Math.max(highest, count(i)) : highest;
        }
        return highest;
    }

    /**
     * Adds the raw wish in the slot of the last one that is older than both windows, or in a further one. Where that
     * makes many, those that no window can ask for any more are dropped.
     */
    Recommendations plus(int wish, long at, long upWindow, long downWindow) {
        long elapsed = elapsed(at);
        long window = Math.max(upWindow, downWindow);
        int slot = size();
        for (int i = 0; i < size(); i++) {
            slot = age(i, elapsed) > window ? i : slot;
        }
        if (slot < size() || size() < MANY) {
            return plus(wish, at, slot, elapsed);
        }
        Recommendations fewer = withoutCovered();
        return fewer.plus(wish, at, fewer.size(), elapsed);
    }

    private Recommendations plus(int wish, long at, int slot, long elapsed) {
        var next = new Recommendations(Math.max(size(), slot + 1), at);
        next.copy(this, elapsed);
        next.put(slot, 0, wish);
        return next;
    }

    /** Those that are not between two younger ones, which every window reaches before them. Oldest first. */
    private Recommendations withoutCovered() {
        long[] byAge = byAge();
        int kept = 0;
        int highest = -1;
        int lowest = Integer.MAX_VALUE;
        for (long entry : byAge) {
            int count = countOf(entry);
            if (count > highest || count < lowest) {
                byAge[kept++] = entry;
            }
            highest = Math.max(highest, count);
            lowest = Math.min(lowest, count);
        }
        var fewer = new Recommendations(kept, latest());
        for (int i = 0; i < kept; i++) {
            fewer.put(kept - 1 - i, ageOf(byAge[i]), countOf(byAge[i]));
        }
        return fewer;
    }
}
