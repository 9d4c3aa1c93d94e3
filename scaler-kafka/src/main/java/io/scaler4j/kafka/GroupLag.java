package io.scaler4j.kafka;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group is behind: the arithmetic of this module, without any I/O.
 *
 * @param total lag of all known partitions
 * @param largest lag of the known partition that has most
 * @param partitions how many were asked for
 * @param withLag how many of them are known to have lag
 * @param unknown how many of them are unknown
 */
record GroupLag(long total, long largest, int partitions, int withLag, int unknown) {

    static GroupLag of(OffsetSnapshot offsets, OffsetResetPolicy policy) {
        var sum = new GroupLag(0, 0, 0, 0, 0);
        for (TopicPartition partition : offsets.partitions()) {
            OptionalLong lag = lagOf(partition, offsets, policy);
            sum = lag.isPresent() ? sum.plus(lag.getAsLong()) : sum.plusUnknown();
        }
        return sum;
    }

    /** What is known is at least what there is. */
    Reading reading(Instant at) {
        var value = Reading.value((double) total)
                .limits(ReplicaLimits.atMost(partitions))
                .measuredAt(at)
                .details(details());
        return (unknown == 0 ? value : value.lowerBound()).build();
    }

    private Map<String, Double> details() {
        return Map.of(
                "partitions", (double) partitions,
                "partitionsWithLag", (double) withLag,
                "maxPartitionLag", (double) largest,
                "unknownPartitions", (double) unknown);
    }

    private GroupLag plus(long lag) {
        long sum = total > Long.MAX_VALUE - lag ? Long.MAX_VALUE : total + lag;
        return new GroupLag(sum, Math.max(largest, lag), partitions + 1, lag > 0 ? withLag + 1 : withLag, unknown);
    }

    private GroupLag plusUnknown() {
        return new GroupLag(total, largest, partitions + 1, withLag, unknown + 1);
    }

    private static OptionalLong lagOf(TopicPartition partition, OffsetSnapshot offsets, OffsetResetPolicy policy) {
        OptionalLong committed = offsets.committed().get(partition);
        Long end = offsets.ends().get(partition);
        if (committed == null || end == null) {
            return OptionalLong.empty();
        }
        if (committed.isPresent()) {
            return atLeastNone(end - committed.getAsLong());
        }
        // A start that could not be read leaves the whole log as the lag, as KEDA has it.
        return switch (policy) {
            case LATEST -> OptionalLong.of(1);
            case EARLIEST -> atLeastNone(end - offsets.starts().getOrDefault(partition, 0L));
        };
    }

    /** A commit beyond the end happens after the topic was made anew, or records were lost. */
    private static OptionalLong atLeastNone(long lag) {
        return OptionalLong.of(Math.max(0, lag));
    }
}
