package io.scaler4j.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * When a partition is stuck: its committed offset does not move although there are records, as when its consumer fails
 * on the same record over and over. More replicas do not help it, so its lag does not count towards replicas. It still
 * counts towards activation: a stuck partition keeps a target active.
 *
 * <p>A commit further back is a movement, too. A new scaler does not know what an earlier scaler saw.
 */
public final class PersistentLag {

    private final int reads;
    private final Duration time;
    private final boolean proven;
    private final boolean uncommitted;

    private PersistentLag(int reads, Duration time, boolean proven, boolean uncommitted) {
        this.reads = reads;
        this.time = time;
        this.proven = proven;
        this.uncommitted = uncommitted;
    }

    /**
     * A partition is stuck if its offset is the same as in the read before.
     *
     * @return KEDA's {@code excludePersistentLag}
     */
    public static PersistentLag sincePreviousRead() {
        return new PersistentLag(1, Duration.ZERO, false, false);
    }

    /**
     * A partition is stuck if its offset was the same for so many further reads and for so long, and if someone should
     * have moved it: the group has members, or records came in meanwhile. So a group without consumers is not stuck,
     * nor is one of which it is not known whether it has members.
     *
     * @param reads after the one that saw the offset first, at least 1
     * @param time at least 0
     * @return a rule that asks the brokers for the group's members, too
     * @throws IllegalArgumentException if a number is too small
     */
    public static PersistentLag after(int reads, Duration time) {
        if (reads < 1) {
            throw new IllegalArgumentException("persistent lag needs at least 1 further read, was " + reads);
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("persistent lag needs a time of at least 0, was " + time);
        }
        return new PersistentLag(reads, time, true, false);
    }

    /**
     * Also looks at partitions without any commit: their lag does not count towards replicas after the same wait.
     *
     * @return a copy
     */
    public PersistentLag alsoWithoutCommit() {
        return new PersistentLag(reads, time, proven, true);
    }

    /** Whether the group's members have to be known. */
    boolean asksForMembers() {
        return proven;
    }

    boolean looksAt(Position position) {
        return position instanceof Position.Committed || (uncommitted && position == Position.UNCOMMITTED);
    }

    boolean isStuck(UnchangedPosition unchanged, Instant now, OptionalInt members) {
        boolean unchangedLongEnough =
                unchanged.reads() >= reads && !unchanged.since().plus(time).isAfter(now);
        return unchangedLongEnough && (!proven || unchanged.recordsCame() || members.orElse(0) > 0);
    }

    @Override
    public String toString() {
        return "after " + reads + " reads and " + time.toSeconds() + " s" + (uncommitted ? ", without commit too" : "");
    }
}
