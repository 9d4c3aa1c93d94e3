package io.scaler4j.kafka;

import org.jspecify.annotations.Nullable;

/**
 * The lag of one partition, in records: the arithmetic of this module, without any I/O.
 *
 * @param scaling what counts towards replicas
 * @param activating what counts towards activation; more where the partition is stuck
 * @param beyondEnd whether the group has committed an offset that the log does not have
 */
record PartitionLag(long scaling, long activating, boolean beyondEnd) {

    /**
     * What there is at least.
     *
     * @param start of the log; null: unknown
     * @param end of the log; null: unknown, and counts as nothing to read
     * @param stillness how long the position has stood still, if that is known
     */
    static PartitionLag of(
            Position position, @Nullable Long start, @Nullable Long end, LagRules rules, Stillness stillness) {
        long lag = Math.max(0, difference(position, start, end, rules));
        boolean beyondEnd = end != null && position instanceof Position.Committed at && at.offset() > end;
        if (position instanceof Position.Committed && stillness.isSettled(lag, rules.settled())) {
            return new PartitionLag(0, 0, beyondEnd);
        }
        boolean stuck = rules.persistent()
                .filter(rule -> rule.looksAt(position))
                .filter(stillness::isStuck)
                .isPresent();
        return new PartitionLag(stuck ? 0 : lag, lag, beyondEnd);
    }

    private static long difference(Position position, @Nullable Long start, @Nullable Long end, LagRules rules) {
        if (position instanceof Position.Behind behind) {
            return behind.records();
        }
        if (position instanceof Position.Committed at) {
            return end == null ? 0 : end - at.offset();
        }
        if (rules.ignoreUncommitted()) {
            return 0;
        }
        // A start that could not be read leaves the whole log as the lag, as KEDA has it.
        return switch (rules.policy()) {
            case LATEST -> 1;
            case EARLIEST -> end == null ? 0 : end - (start == null ? 0 : start);
        };
    }
}
