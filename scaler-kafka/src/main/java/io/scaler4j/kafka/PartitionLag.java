package io.scaler4j.kafka;

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
     * @param log what is not known of it counts as nothing to read
     * @param progress how long the position has been the same, if that is known
     */
    static PartitionLag of(Position position, LogRange log, LagRules rules, PartitionProgress progress) {
        long lag = Math.max(0, difference(position, log, rules));
        if (isInside(position, log) && progress.isSettled(lag, rules.settled())) {
            return new PartitionLag(0, 0);
        }
        boolean stuck = rules.persistent()
                .filter(rule -> rule.looksAt(position))
                .filter(progress::isStuck)
                .isPresent();
        return new PartitionLag(stuck ? 0 : lag, lag);
    }

    private static long difference(Position position, LogRange log, LagRules rules) {
        if (position instanceof Position.Behind behind) {
            return behind(behind, log);
        }
        return position instanceof Position.Committed at ? committed(at.offset(), log, rules) : uncommitted(log, rules);
    }

    /** No more than there is in the log from where the group begins. */
    private static long behind(Position.Behind position, LogRange log) {
        long most = log.due() == null ? Long.MAX_VALUE : Math.min(log.retained(), log.dueFrom(position.start()));
        return Math.min(position.records().orElse(most), most);
    }

    /** Where the log has no such offset, consumers go where their reset policy says. */
    private static long committed(long offset, LogRange log, LagRules rules) {
        if (log.endsBefore(offset)) {
            return rules.fromTheStart() ? log.retained() : 0;
        }
        if (log.beginsAfter(offset)) {
            return rules.fromTheStart() ? log.retained() : toBeStarted(log, rules);
        }
        return log.dueFrom(offset);
    }

    /** The records are not work, but a group without consumers has to be started before it can commit again. */
    private static long toBeStarted(LogRange log, LagRules rules) {
        return rules.ignoreUncommitted() ? 0 : Math.min(1, log.retained());
    }

    private static long uncommitted(LogRange log, LagRules rules) {
        if (rules.ignoreUncommitted()) {
            return 0;
        }
        return switch (rules.policy()) {
            case LATEST -> 1;
            case EARLIEST -> log.retained();
        };
    }

    /** Whether consumers go on where they have committed. */
    private static boolean isInside(Position position, LogRange log) {
        return position instanceof Position.Committed at
                && !log.endsBefore(at.offset())
                && !log.beginsAfter(at.offset());
    }
}
