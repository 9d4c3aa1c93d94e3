package io.scaler4j.kafka;

import java.util.Set;

/**
 * The members of a group.
 *
 * @param members how many there are
 * @param rebalancing whether partitions are being shared out among them right now
 * @param topics those of the partitions that they have
 * @param justLeft those of the partitions that they had when they were last looked at, and have no more
 */
record GroupState(int members, boolean rebalancing, Set<String> topics, Set<String> justLeft) {

    /** Of a group that does not exist. */
    static final GroupState NOBODY = new GroupState(0, false, Set.of());

    GroupState(int members, boolean rebalancing, Set<String> topics) {
        this(members, rebalancing, topics, Set.of());
    }

    /**
     * Whether the group reads others than this topic. A stable group has given each partition of its topics to a
     * member, save for a moment while one takes over from another: so what they had a moment ago still counts.
     */
    boolean hasLeft(String topic) {
        return tellsTopics() && !topics.contains(topic) && !justLeft.contains(topic);
    }

    /** Whether its topics are all those that the group reads. */
    boolean tellsTopics() {
        return members > 0 && !rebalancing && !topics.isEmpty();
    }

    /** Whether there is no such group. */
    @SuppressWarnings("ReferenceEquality") // a group that exists may have nobody in it, too
    boolean isAbsent() {
        return this == NOBODY;
    }

    GroupState justLeft(Set<String> gone) {
        return new GroupState(members, rebalancing, topics, gone);
    }
}
