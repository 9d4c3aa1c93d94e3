package io.scaler4j.kafka;

/** Where a group stands in a partition. */
sealed interface Position {

    /** It has committed nothing. */
    Position UNCOMMITTED = new Uncommitted();

    static Position committed(long offset) {
        return new Committed(offset);
    }

    /** The offset of the record that it reads next. */
    record Committed(long offset) implements Position {}

    /** So many records behind, as the broker itself counts for share groups. */
    record Behind(long records) implements Position {}

    /** Has one instance only. */
    final class Uncommitted implements Position {

        private Uncommitted() {}

        @Override
        public String toString() {
            return "uncommitted";
        }
    }
}
