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
        for (int i = 0; i < size(); i++) {
            sum += Micros.minus(at, time(i)) < period ? count(i) : 0;
        }
        return sum;
    }

    /**
     * Adds a change in the place of the last one that is older than the longest period, or as a further one. Others as
     * old stay where they are, as in the HPA: they may still count for the other direction, whose periods are longer.
     */
    ScaleEvents plus(int change, long at, long longestPeriod) {
        int place = size();
        for (int i = 0; i < size(); i++) {
            place = Micros.minus(at, time(i)) > longestPeriod ? i : place;
        }
        var next = new ScaleEvents(Math.max(size(), place + 1), at);
        for (int i = 0; i < size(); i++) {
            next.put(i, time(i), count(i));
        }
        next.put(place, at, change);
        return next;
    }
}
