package io.scaler4j.kafka;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far a group is behind: the lag of its partitions, summed up without any I/O. Not thread-safe. */
final class GroupLag {

    private final OffsetSnapshot offsets;
    private final LagRules rules;
    private long total;
    private long totalWithStuck;
    private long largest;
    private int withLag;
    private int stuck;
    private int unknown;
    private int beyondEnd;
    private int unknownStarts;

    private GroupLag(OffsetSnapshot offsets, LagRules rules) {
        this.offsets = offsets;
        this.rules = rules;
    }

    /** Counts, remembering what the snapshots before had shown. */
    static GroupLag of(OffsetSnapshot offsets, LagRules rules, LagMemory memory) {
        var lag = new GroupLag(offsets, rules);
        offsets.partitions().forEach(partition -> lag.add(partition, memory));
        return lag;
    }

    /** Lag of all partitions that are known and not stuck. */
    long total() {
        return total;
    }

    /** Lag of all partitions that are known. */
    long totalWithStuck() {
        return totalWithStuck;
    }

    int partitions() {
        return offsets.partitions().size();
    }

    /** Partitions whose lag is known. */
    int known() {
        return partitions() - unknown;
    }

    /** Partitions that are known to have lag and are not stuck. */
    int withLag() {
        return withLag;
    }

    /** What is known is at least what there is. */
    Reading reading() {
        var value = Reading.value((double) total)
                .activatingOn((double) totalWithStuck)
                .limits(limits())
                .measuredAt(offsets.at())
                .details(details());
        return (isComplete() ? value : value.lowerBound()).build();
    }

    /** A partition that is unknown may have lag. */
    ReplicaLimits limits() {
        return rules.replicas().limits(partitions(), withLag + unknown);
    }

    private boolean isComplete() {
        boolean settling = rules.holdWhileRebalancing()
                && offsets.state().map(GroupState::rebalancing).orElse(true);
        return unknown == 0 && !settling && !offsets.mayHaveMoreTopics();
    }

    private Map<String, Double> details() {
        Map<String, Double> details = new HashMap<>(Map.of(
                "partitions", (double) partitions(),
                "partitionsWithLag", (double) withLag,
                "maxPartitionLag", (double) largest,
                "unknownPartitions", (double) unknown,
                "partitionsBeyondEnd", (double) beyondEnd));
        if (rules.persistent().isPresent()) {
            details.put("stuckPartitions", (double) stuck);
        }
        if (offsets.missingTopics() > 0) {
            details.put("missingTopics", (double) offsets.missingTopics());
        }
        if (unknownStarts > 0) {
            details.put("unknownStarts", (double) unknownStarts);
        }
        if (offsets.mayHaveMoreTopics()) {
            details.put("mayHaveMoreTopics", 1.0);
        }
        offsets.state().ifPresent(state -> {
            details.put("members", (double) state.members());
            details.put("rebalancing", state.rebalancing() ? 1.0 : 0.0);
        });
        return details;
    }

    private void add(TopicPartition partition, LagMemory memory) {
        Position position = offsets.positions().get(partition);
        Long due = offsets.due().get(partition);
        if (position == null || (due == null && !(position instanceof Position.Behind))) {
            unknown++;
            return;
        }
        Long start = offsets.starts().get(partition);
        unknownStarts += start == null && position == Position.UNCOMMITTED && rules.needStarts() ? 1 : 0;
        OptionalInt members =
                offsets.state().map(state -> OptionalInt.of(state.members())).orElse(OptionalInt.empty());
        beyondEnd += isBeyondEnd(position, offsets.ends().get(partition)) ? 1 : 0;
        var stillness = new Stillness(memory.of(partition, position), offsets.at(), members);
        add(PartitionLag.of(position, start, due, rules, stillness));
    }

    private void add(PartitionLag lag) {
        total = saturated(total, lag.scaling());
        totalWithStuck = saturated(totalWithStuck, lag.activating());
        largest = Math.max(largest, lag.activating());
        withLag += lag.scaling() > 0 ? 1 : 0;
        stuck += lag.scaling() < lag.activating() ? 1 : 0;
    }

    /** Whether the group has committed an offset that the log does not have. */
    private static boolean isBeyondEnd(Position position, @Nullable Long end) {
        return end != null && position instanceof Position.Committed at && at.offset() > end;
    }

    private static long saturated(long sum, long lag) {
        return sum > Long.MAX_VALUE - lag ? Long.MAX_VALUE : sum + lag;
    }
}
