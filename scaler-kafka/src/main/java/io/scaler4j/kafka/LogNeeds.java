package io.scaler4j.kafka;

import org.jspecify.annotations.Nullable;

/**
 * What has to be known about a log beside its end. Most groups are near the ends of their logs, and need nothing more.
 *
 * @param position where the group stands; null: unknown
 * @param log what is known of it already
 */
record LogNeeds(@Nullable Position position, LogRange log) {

    /**
     * Whether the start of the log matters: consumers begin there, or their offset may not be there any more.
     *
     * @param fromTheStart whether consumers that have committed nothing begin there
     */
    boolean start(boolean fromTheStart) {
        if (position instanceof Position.Committed at) {
            return log.endsBefore(at.offset()) || log.dueFrom(at.offset()) > 0;
        }
        boolean matters = position instanceof Position.Behind || (position == Position.UNCOMMITTED && fromTheStart);
        return matters && log.retained() > 0;
    }

    /** Whether it matters how far the log is written: the group is past what transactions have committed. */
    boolean writtenEnd() {
        return position instanceof Position.Committed at && log.endsBefore(at.offset());
    }
}
