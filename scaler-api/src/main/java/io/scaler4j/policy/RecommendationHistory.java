package io.scaler4j.policy;

/**
 * Past recommendations, in the slots in which the HPA keeps them: as many as the longer window has turns, and one. So a
 * policy with other windows finds what the HPA would find. Immutable.
 */
final class RecommendationHistory extends TimedCounts {

    static final RecommendationHistory NONE = new RecommendationHistory(0, Long.MIN_VALUE);

    /** Half an hour of turns at 15 s; more than that are kept only as far as the windows of today can ask for them. */
    private static final int MANY = 128;

    private RecommendationHistory(int size, long latest) {
        super(size, latest);
    }

    static RecommendationHistory parse(String text) {
        var read = new Text(text, 0);
        return read.into(new RecommendationHistory(read.size(), read.latest()));
    }

    static RecommendationHistory startingWith(int count, long at) {
        return NONE.plus(count, at, 0, 0);
    }

    /**
     * Moves {@code current} only as far as every recommendation agrees: up to the lowest of the up window, down to the
     * highest of the down window, {@code recommended} included in both. An entry of exactly a window's age no longer
     * counts.
     */
    int stabilize(int current, int recommended, long at, long upWindow, long downWindow) {
        int lowest =
                upWindow > 0 ? lowest(recommended, at, upWindow - 1) : recommended; // usually there is no up window
        int highest = highest(recommended, at, downWindow - 1);
        return Math.min(Math.max(current, lowest), highest);
    }

    private int lowest(int recommended, long at, long age) {
        long oldest = oldestWithin(age, elapsed(at));
        int lowest = recommended;
        for (int i = 0; i < size(); i++) {
            lowest = isOlder(i, oldest) ? lowest : Math.min(lowest, count(i));
        }
        return lowest;
    }

    /** The highest of {@code recommended} and every entry up to this age, exactly that age included. */
    int highest(int recommended, long at, long age) {
        long oldest = oldestWithin(age, elapsed(at));
        int highest = recommended;
        for (int i = 0; i < size(); i++) {
            highest = isOlder(i, oldest) ? highest : Math.max(highest, count(i));
        }
        return highest;
    }

    /**
     * Adds a raw recommendation in the slot of the last one that is older than both windows, or in a further one. Where
     * that makes many, those that no window can ask for any more are dropped.
     */
    RecommendationHistory plus(int recommended, long at, long upWindow, long downWindow) {
        long elapsed = elapsed(at);
        int slot = lastOutdated(Math.max(upWindow, downWindow), elapsed);
        if (slot < size() || size() < MANY) {
            return plus(recommended, at, slot, elapsed);
        }
        RecommendationHistory fewer = withoutCovered();
        return fewer.plus(recommended, at, fewer.size(), elapsed);
    }

    private RecommendationHistory plus(int recommended, long at, int slot, long elapsed) {
        var next = new RecommendationHistory(Math.max(size(), slot + 1), at);
        next.copy(this, elapsed);
        next.put(slot, 0, recommended);
        return next;
    }

    /** Those that are not between two younger ones, which every window reaches before them. Oldest first. */
    private RecommendationHistory withoutCovered() {
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
        var fewer = new RecommendationHistory(kept, latest());
        for (int i = 0; i < kept; i++) {
            fewer.put(kept - 1 - i, ageOf(byAge[i]), countOf(byAge[i]));
        }
        return fewer;
    }
}
