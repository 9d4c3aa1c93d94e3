package io.scaler4j.kafka;

import org.jspecify.annotations.Nullable;

/**
 * The lag of one partition, in records: the arithmetic of this module, without any I/O.
 *
 * @param scaling what counts towards replicas
 * @param activating what counts towards activation; more where the partition is stuck
 */
record PartitionLag(long scaling, long activating) {

    /**
     * What there is at least.
     *
     * @param start of the log; null: unknown
     * @param due where the records that count end; null: unknown, and counts as nothing to read
     * @param stillness how long the position has stood still, if that is known
     */
    static PartitionLag of(
            Position position, @Nullable Long start, @Nullable Long due, LagRules rules, Stillness stillness) {
        long lag = Math.max(0, difference(position, start, due, rules));
        if (position instanceof Position.Committed && stillness.isSettled(lag, rules.settled())) {
            return new PartitionLag(0, 0);
        }
        boolean stuck = rules.persistent()
                .filter(rule -> rule.looksAt(position))
                .filter(stillness::isStuck)
                .isPresent();
        return new PartitionLag(stuck ? 0 : lag, lag);
    }

    private static long difference(Position position, @Nullable Long start, @Nullable Long due, LagRules rules) {
        if (position instanceof Position.Behind behind) {
            return behind.records();
        }
        if (position instanceof Position.Committed at) {
            return due == null ? 0 : due - at.offset();
        }
        if (rules.ignoreUncommitted()) {
            return 0;
        }
        // A start that could not be read leaves the whole log as the lag, as KEDA has it.
        return switch (rules.policy()) {
            case LATEST -> 1;
            case EARLIEST -> due == null ? 0 : due - (start == null ? 0 : start);
        };
    }
}
