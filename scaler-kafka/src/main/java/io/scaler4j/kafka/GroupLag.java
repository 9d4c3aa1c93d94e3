package io.scaler4j.kafka;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;

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
    private int beforeStart;
    private int misdated;
    private int unknownStarts;

    private GroupLag(OffsetSnapshot offsets, LagRules rules) {
        this.offsets = offsets;
        this.rules = rules;
    }

    /** Counts, remembering what the snapshots before had shown. */
    static GroupLag of(OffsetSnapshot offsets, LagRules rules, LagMemory memory) {
        var lag = new GroupLag(offsets, offsets.policy().map(rules::with).orElse(rules));
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
        return unknown == 0 && !settling && !offsets.leftOut().mayHaveLag();
    }

    private Map<String, Double> details() {
        Map<String, Double> details = new HashMap<>();
        details.put("partitions", (double) partitions());
        details.put("partitionsWithLag", (double) withLag);
        details.put("maxPartitionLag", (double) largest);
        details.put("unknownPartitions", (double) unknown);
        details.put("partitionsBeyondEnd", (double) beyondEnd);
        if (rules.persistent().isPresent()) {
            details.put("stuckPartitions", (double) stuck);
        }
        putIfAny(details, "missingTopics", offsets.leftOut().missing());
        putIfAny(details, "leftTopics", offsets.leftOut().left());
        putIfAny(details, "deniedTopics", offsets.leftOut().denied().size());
        putIfAny(details, "mayHaveMoreTopics", offsets.leftOut().hidden().isPresent() ? 1 : 0);
        putIfAny(details, "partitionsBeforeStart", beforeStart);
        putIfAny(details, "partitionsStampedInTheFuture", misdated);
        putIfAny(details, "unknownStarts", unknownStarts);
        offsets.state().ifPresent(state -> {
            details.put("members", (double) state.members());
            details.put("rebalancing", state.rebalancing() ? 1.0 : 0.0);
        });
        return details;
    }

    private static void putIfAny(Map<String, Double> details, String name, int number) {
        if (number > 0) {
            details.put(name, (double) number);
        }
    }

    private void add(TopicPartition partition, LagMemory memory) {
        Position position = offsets.positions().get(partition);
        LogRange log = offsets.log(partition);
        boolean ofTheBroker =
                position instanceof Position.Behind behind && behind.records().isPresent();
        if (position == null || (!ofTheBroker && (log.due() == null || log.end() == null))) {
            unknown++;
            return;
        }
        boolean pastTheEnd = position instanceof Position.Committed at && log.endsBefore(at.offset());
        beyondEnd += pastTheEnd ? 1 : 0;
        beforeStart += position instanceof Position.Committed at && log.beginsAfter(at.offset()) ? 1 : 0;
        misdated += log.misdated() != null ? 1 : 0;
        boolean fromTheStart =
                position == Position.UNCOMMITTED ? rules.needStarts() : pastTheEnd && rules.fromTheStart();
        unknownStarts += fromTheStart && log.start() == null && log.retained() > 0 ? 1 : 0;
        add(PartitionLag.of(position, log, rules, progress(partition, position, memory)));
    }

    private PartitionProgress progress(TopicPartition partition, Position position, LagMemory memory) {
        if (!rules.needMemory()) {
            return PartitionProgress.UNKNOWN;
        }
        OptionalInt members =
                offsets.state().map(state -> OptionalInt.of(state.members())).orElse(OptionalInt.empty());
        return new PartitionProgress(memory.of(partition, position), offsets.at(), members);
    }

    private void add(PartitionLag lag) {
        total = saturated(total, lag.scaling());
        totalWithStuck = saturated(totalWithStuck, lag.activating());
        largest = Math.max(largest, lag.activating());
        withLag += lag.scaling() > 0 ? 1 : 0;
        stuck += lag.scaling() < lag.activating() ? 1 : 0;
    }

    private static long saturated(long sum, long lag) {
        return sum > Long.MAX_VALUE - lag ? Long.MAX_VALUE : sum + lag;
    }
}
