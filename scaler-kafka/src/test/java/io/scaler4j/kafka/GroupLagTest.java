package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static io.scaler4j.kafka.OffsetResetPolicy.LATEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupLagTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    @ParameterizedTest(name = "committed {0}, log {1} to {2}, {3}: lag {4}")
    @CsvSource(
            nullValues = "?",
            value = {
                // committed, start, end, policy, lag ("none": no commit, "?": unknown)
                "3,    0,   10,  LATEST,   7",
                "3,    0,   10,  EARLIEST, 7",
                "10,   0,   10,  LATEST,   0",
                "0,    0,   0,   LATEST,   0",
                "11,   0,   10,  LATEST,   0",
                "1000, 0,   10,  EARLIEST, 0",
                "2,    5,   10,  LATEST,   8",
                "none, 0,   10,  LATEST,   1",
                "none, 0,   0,   LATEST,   1",
                "none, 4,   10,  EARLIEST, 6",
                "none, 10,  10,  EARLIEST, 0",
                "none, 0,   0,   EARLIEST, 0",
                "none, 11,  10,  EARLIEST, 0",
                "none, ?,   100, EARLIEST, 100",
                "none, ?,   100, LATEST,   1",
                "?,    0,   10,  LATEST,   ?",
                "?,    0,   10,  EARLIEST, ?",
                "3,    0,   ?,   LATEST,   ?",
                "none, 0,   ?,   LATEST,   ?",
                "none, 0,   ?,   EARLIEST, ?",
                "0,    0,   9223372036854775807, LATEST, 9223372036854775807",
            })
    void countsOnePartition(
            @Nullable String committed,
            @Nullable Long start,
            @Nullable Long end,
            OffsetResetPolicy policy,
            @Nullable Long lag) {
        var counted = GroupLag.of(new Offsets().add(committed, start, end).snapshot(), policy);

        assertThat(counted)
                .isEqualTo(lag == null ? new GroupLag(0, 0, 1, 0, 1) : new GroupLag(lag, lag, 1, lag > 0 ? 1 : 0, 0));
    }

    @Test
    void sumsPartitionsAndKeepsTheUnknownApart() {
        var offsets = new Offsets()
                .add("4", 0L, 10L)
                .add("20", 0L, 20L)
                .add("none", 25L, 30L)
                .add(null, 0L, 1000L)
                .add("5", 0L, null)
                .snapshot();

        assertThat(GroupLag.of(offsets, LATEST)).isEqualTo(new GroupLag(7, 6, 5, 2, 2));
        assertThat(GroupLag.of(offsets, EARLIEST)).isEqualTo(new GroupLag(11, 6, 5, 2, 2));
    }

    @Test
    void saturatesInsteadOfWrapping() {
        var offsets = new Offsets()
                .add("0", 0L, Long.MAX_VALUE)
                .add("0", 0L, Long.MAX_VALUE)
                .snapshot();

        assertThat(GroupLag.of(offsets, LATEST).total()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsACompleteLagAsAValueLimitedToThePartitions() {
        assertThat(new GroupLag(36, 30, 3, 2, 0).reading(NOW))
                .isEqualTo(Reading.value(36)
                        .limits(ReplicaLimits.atMost(3))
                        .measuredAt(NOW)
                        .details(details(3, 2, 30, 0))
                        .build());
    }

    @Test
    void readsAPartialLagAsALowerBound() {
        assertThat(new GroupLag(6, 6, 3, 1, 2).reading(NOW))
                .isEqualTo(Reading.value(6)
                        .lowerBound()
                        .limits(ReplicaLimits.atMost(3))
                        .measuredAt(NOW)
                        .details(details(3, 1, 6, 2))
                        .build());
    }

    private static Map<String, Double> details(double partitions, double withLag, double largest, double unknown) {
        return Map.of(
                "partitions", partitions,
                "partitionsWithLag", withLag,
                "maxPartitionLag", largest,
                "unknownPartitions", unknown);
    }

    /** Partitions of one topic, in turn; null is unknown. */
    private static final class Offsets {
        private final List<TopicPartition> partitions = new ArrayList<>();
        private final Map<TopicPartition, OptionalLong> committed = new HashMap<>();
        private final Map<TopicPartition, Long> starts = new HashMap<>();
        private final Map<TopicPartition, Long> ends = new HashMap<>();

        Offsets add(@Nullable String commit, @Nullable Long start, @Nullable Long end) {
            var partition = new TopicPartition("orders", partitions.size());
            partitions.add(partition);
            Stream.ofNullable(commit).forEach(text -> committed.put(partition, offset(text)));
            Stream.ofNullable(start).forEach(offset -> starts.put(partition, offset));
            Stream.ofNullable(end).forEach(offset -> ends.put(partition, offset));
            return this;
        }

        OffsetSnapshot snapshot() {
            return new OffsetSnapshot(partitions, committed, ends, starts);
        }

        private static OptionalLong offset(String text) {
            return text.equals("none") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        }
    }
}
