package io.scaler4j.redis;

/**
 * Where an entry is in its stream. The server counts both parts without a sign.
 *
 * @param millis the time, usually
 * @param sequence tells entries of one time apart
 */
record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** Before all entries. */
    static final StreamId ZERO = new StreamId(0, 0);

    /** As the server writes it: {@code 1767600000000-0}. */
    static StreamId of(String text) {
        int mark = text.indexOf('-');
        return mark < 0
                ? new StreamId(Long.parseUnsignedLong(text), 0)
                : new StreamId(
                        Long.parseUnsignedLong(text, 0, mark, 10),
                        Long.parseUnsignedLong(text, mark + 1, text.length(), 10));
    }

    boolean isBefore(StreamId other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(StreamId other) {
        int byTime = Long.compareUnsigned(millis, other.millis);
        return byTime != 0 ? byTime : Long.compareUnsigned(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + '-' + Long.toUnsignedString(sequence);
    }
}
