package io.scaler4j.kafka;

import java.util.OptionalLong;

/** Where a group stands in a partition. */
sealed interface Position {

    /** It has committed nothing. */
    Position UNCOMMITTED = new Uncommitted();

    static Position committed(long offset) {
        return new Committed(offset);
    }

    /** The offset of the record that it reads next. */
    record Committed(long offset) implements Position {}

    /**
     * Of a share group: where it begins, and how many records it is behind, as the broker counts.
     *
     * @param start all records before are done
     * @param records empty until the group has acknowledged something since it was given its start. Those that are gone
     *     from the log count as well
     */
    record Behind(long start, OptionalLong records) implements Position {}

    /** Has one instance only. */
    final class Uncommitted implements Position {

        private Uncommitted() {}

        @Override
        public String toString() {
            return "uncommitted";
        }
    }
}
