package io.scaler4j.policy;

/** Past changes in one direction, by amount, as far as a rate limit can still count them. Immutable. */
final class ScaleEvents extends TimedCounts {

    static final ScaleEvents NONE = new ScaleEvents(0, Long.MIN_VALUE);

    private ScaleEvents(int size, long latest) {
        super(size, latest);
    }

    static ScaleEvents parse(String text) {
        var read = new Text(text, 1);
        return read.into(new ScaleEvents(read.size(), read.latest()));
    }

    /** The sum of all changes younger than the period. */
    long within(long period, long at) {
        long sum = 0;
        long oldest = oldestWithin(period - 1, elapsed(at));
        for (int i = 0; i < size(); i++) {
            sum += isOlder(i, oldest) ? 0 : count(i);
        }
        return sum;
    }

    /**
     * Adds a change in the slot of the last one that is outdated, or in a further one. Outdated is what was older than
     * the longest period whenever a change was added. Such events stay: they may still count for the other direction,
     * whose periods are longer, and for a policy with longer ones.
     */
    ScaleEvents plus(int change, long at, long longestPeriod) {
        long elapsed = elapsed(at);
        int slot = lastOutdated(longestPeriod, elapsed);
        var next = new ScaleEvents(Math.max(size(), slot + 1), at);
        next.copy(this, elapsed);
        long oldest = oldestWithin(longestPeriod, elapsed);
        for (int i = 0; i < size(); i++) {
            if (isMarked(i) || isOlder(i, oldest)) {
                next.mark(i);
            }
        }
        next.put(slot, 0, change);
        return next;
    }

    /** The changes of {@code at}, if there are any, as made at a later time. */
    ScaleEvents confirmed(long at, long later) {
        if (latest() != at) {
            return this;
        }
        var next = new ScaleEvents(size(), later);
        for (int i = 0; i < size(); i++) {
            long age = age(i, 0);
            next.put(i, age == 0 ? 0 : age + (later - at), count(i));
            if (isMarked(i)) {
                next.mark(i);
            }
        }
        return next;
    }
}
