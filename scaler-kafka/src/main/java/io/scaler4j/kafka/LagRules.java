package io.scaler4j.kafka;

import java.util.Optional;

/**
 * How lag is counted.
 *
 * @param policy what counts where nothing is committed
 * @param ignoreUncommitted nothing counts there, whatever the policy
 * @param persistent which partitions are stuck, if that matters
 * @param settled which lag counts as 0
 * @param replicas how many replicas have something to do
 * @param holdWhileRebalancing whether to be careful while the group shares out its partitions
 */
record LagRules(
        OffsetResetPolicy policy,
        boolean ignoreUncommitted,
        Optional<PersistentLag> persistent,
        SettledLag settled,
        ReplicaRule replicas,
        boolean holdWhileRebalancing) {

    static final LagRules DEFAULT = new LagRules(
            OffsetResetPolicy.LATEST, false, Optional.empty(), SettledLag.NONE, ReplicaRule.PARTITIONS, false);

    /**
     * Lag that nobody will ever read: the marker of a transaction takes an offset, which a consumer that commits the
     * offset after its last record never passes.
     *
     * @param upTo the largest lag of a partition that may be so
     * @param reads for how many further reads commit and end must be the same
     */
    record SettledLag(long upTo, int reads) {

        static final SettledLag NONE = new SettledLag(0, 3);

        boolean isSettled(long lag, UnchangedPosition unchanged) {
            return lag <= upTo && unchanged.readsWithSameEnd() >= reads;
        }
    }

    /** The same with the policy that the group's brokers tell. */
    LagRules with(OffsetResetPolicy told) {
        return new LagRules(told, ignoreUncommitted, persistent, settled, replicas, holdWhileRebalancing);
    }

    /** Whether earlier reads matter. */
    boolean needMemory() {
        return persistent.isPresent() || settled.upTo() > 0;
    }

    /** Whether the start of the log matters where nothing is committed. */
    boolean needStarts() {
        return fromTheStart() && !ignoreUncommitted;
    }

    /** Whether consumers begin at the start of the log where they have no offset to go on at. */
    boolean fromTheStart() {
        return policy == OffsetResetPolicy.EARLIEST;
    }

    /** Whether the state of the group matters. */
    boolean needMembers() {
        return holdWhileRebalancing
                || persistent.filter(PersistentLag::asksForMembers).isPresent();
    }
}
