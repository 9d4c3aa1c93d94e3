package io.scaler4j.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Snapshots of one topic, one after the other; a commit of {@code none} means no commit, null means unknown. */
final class Snapshots {

    static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<TopicPartition, Position> positions = new HashMap<>();
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> due = new HashMap<>();
    private final Map<TopicPartition, Long> misdated = new HashMap<>();
    private Optional<GroupState> state = Optional.empty();
    private Instant at = NOW;
    private LeftOut leftOut = LeftOut.NOTHING;
    private long number;

    static TopicPartition partition(int number) {
        return new TopicPartition("orders", number);
    }

    /** A further partition. */
    Snapshots partition(@Nullable String commit, @Nullable Long start, @Nullable Long end) {
        partitions.add(partition(partitions.size()));
        return change(partitions.size() - 1, commit, start, end);
    }

    /** A further partition of a share group. */
    Snapshots behind(long records) {
        partitions.add(partition(partitions.size()));
        return behind(partitions.size() - 1, 0, OptionalLong.of(records));
    }

    Snapshots behind(int number, long start, OptionalLong records) {
        positions.put(partition(number), new Position.Behind(start, records));
        return this;
    }

    Snapshots change(int number, @Nullable String commit, @Nullable Long start, @Nullable Long end) {
        var partition = partition(number);
        positions.remove(partition);
        starts.remove(partition);
        ends.remove(partition);
        due.remove(partition);
        Stream.ofNullable(commit).forEach(text -> positions.put(partition, position(text)));
        Stream.ofNullable(start).forEach(offset -> starts.put(partition, offset));
        Stream.ofNullable(end).forEach(offset -> ends.put(partition, offset));
        return this;
    }

    /** Only the records before this offset are old enough. */
    Snapshots due(int number, long offset) {
        due.put(partition(number), offset);
        return this;
    }

    /** The record at this offset is stamped in the future. */
    Snapshots misdated(int number, long offset) {
        misdated.put(partition(number), offset);
        return this;
    }

    Snapshots state(@Nullable GroupState known) {
        state = Optional.ofNullable(known);
        return this;
    }

    /** The group's topics were to be found out, and it did not tell where it has members. */
    Snapshots mayHaveMoreTopics() {
        leftOut = new LeftOut(0, 0, Set.of(), Optional.of(new TimeoutException("not told")));
        return this;
    }

    Snapshots after(Duration time) {
        at = at.plus(time);
        return this;
    }

    OffsetSnapshot next() {
        Map<TopicPartition, Long> lastDue = new HashMap<>(ends);
        lastDue.putAll(due);
        return new OffsetSnapshot(
                ++number,
                at,
                List.copyOf(partitions),
                Map.copyOf(positions),
                Map.copyOf(ends),
                lastDue,
                Map.copyOf(misdated),
                Map.copyOf(starts),
                Optional.empty(),
                state,
                leftOut,
                false);
    }

    private static Position position(String text) {
        return text.equals("none") ? Position.UNCOMMITTED : Position.committed(Long.parseLong(text));
    }
}
