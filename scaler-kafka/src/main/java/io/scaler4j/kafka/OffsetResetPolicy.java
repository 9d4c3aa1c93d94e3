package io.scaler4j.kafka;

/**
 * Where consumers begin in a partition for which their group has committed nothing yet, or an offset that the log does
 * not hold, and so what counts as lag there. Give the value that the consumers have as {@code auto.offset.reset}.
 */
public enum OffsetResetPolicy {
    /**
     * At the end: records written before the group's first commit are not its work. Such a partition counts 1, so that
     * a group that has never run is started and can commit. So does one with a commit before the start of the log,
     * while that holds records; a commit beyond the end counts 0.
     */
    LATEST,
    /** At the start: every record that the partition still holds is lag. */
    EARLIEST
}
