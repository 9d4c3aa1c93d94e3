package io.scaler4j.kafka;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What earlier reads have seen, so that a partition which does not move can be told from one that does. It advances
 * once per snapshot, however often that is looked at. Immutable.
 */
final class LagMemory {

    static final LagMemory EMPTY = new LagMemory(0, Map.of(), Map.of());

    private final long snapshot;
    private final Map<TopicPartition, UnchangedPosition> commits;
    private final Map<TopicPartition, UnchangedPosition> withoutCommit;

    private LagMemory(
            long snapshot,
            Map<TopicPartition, UnchangedPosition> commits,
            Map<TopicPartition, UnchangedPosition> withoutCommit) {
        this.snapshot = snapshot;
        this.commits = commits;
        this.withoutCommit = withoutCommit;
    }

    /** With what this snapshot shows; the same if it has been seen already, or is older than the last. */
    LagMemory plus(OffsetSnapshot offsets) {
        if (offsets.number() <= snapshot) {
            return this;
        }
        Map<TopicPartition, UnchangedPosition> nextCommits = new HashMap<>();
        Map<TopicPartition, UnchangedPosition> nextWithoutCommit = new HashMap<>();
        for (TopicPartition partition : offsets.partitions()) {
            Position position = offsets.positions().get(partition);
            Long end = offsets.ends().get(partition);
            // A partition that is unknown now, or has no commit now, keeps its last one, as KEDA has it.
            keep(partition, commits, nextCommits);
            if (position == null || end == null) {
                keep(partition, withoutCommit, nextWithoutCommit);
            } else {
                boolean committed = position instanceof Position.Committed;
                Map<TopicPartition, UnchangedPosition> next = committed ? nextCommits : nextWithoutCommit;
                next.put(
                        partition,
                        seen((committed ? commits : withoutCommit).get(partition), position, end, offsets.at()));
            }
        }
        return new LagMemory(offsets.number(), nextCommits, nextWithoutCommit);
    }

    Optional<UnchangedPosition> of(TopicPartition partition, Position position) {
        return Optional.ofNullable((position instanceof Position.Committed ? commits : withoutCommit).get(partition))
                .filter(unchanged -> unchanged.position().equals(position));
    }

    private static void keep(
            TopicPartition partition,
            Map<TopicPartition, UnchangedPosition> from,
            Map<TopicPartition, UnchangedPosition> to) {
        UnchangedPosition kept = from.get(partition);
        if (kept != null) {
            to.put(partition, kept);
        }
    }

    private static UnchangedPosition seen(@Nullable UnchangedPosition before, Position position, long end, Instant at) {
        return before == null ? UnchangedPosition.begins(position, end, at) : before.then(position, end, at);
    }
}
