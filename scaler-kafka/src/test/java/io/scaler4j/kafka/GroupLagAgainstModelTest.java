package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lag of random partitions beside a model that goes through the log record by record, as a consumer does. A failure
 * names its seed; replay it with {@code -Dscaler4j.seed=N}.
 */
class GroupLagAgainstModelTest {

    private static final int TURNS = 40;

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, 200) : LongStream.of(one);
    }

    /** A log from start to end, of which the records before due are old enough, and where the group stands in it. */
    private record Partition(long start, long end, long due, boolean committed, long commit) {

        static Partition next(SplittableRandom random) {
            long start = random.nextInt(20);
            long end = start + random.nextInt(20);
            long due = random.nextBoolean() ? end : random.nextLong(start, end + 1);
            return new Partition(start, end, due, random.nextInt(4) > 0, random.nextInt(45));
        }

        void addTo(Snapshots snapshots, int number) {
            snapshots.partition(committed ? "" + commit : "none", start, end).due(number, due);
        }

        /** Where a consumer of this group would begin to read, by its reset policy where it has to. */
        long begins(OffsetResetPolicy policy) {
            if (committed && commit >= start && commit <= end) {
                return commit;
            }
            return policy == OffsetResetPolicy.EARLIEST ? start : end;
        }

        /** The records that count, looked at one by one. */
        long lag(OffsetResetPolicy policy, boolean ignoreUncommitted) {
            if (!committed && ignoreUncommitted) {
                return 0;
            }
            long lag = 0;
            for (long offset = begins(policy); offset < end; offset++) {
                lag += offset < due ? 1 : 0;
            }
            boolean hasToBeStarted = policy == OffsetResetPolicy.LATEST && (!committed || commit < start);
            if (hasToBeStarted && !ignoreUncommitted) {
                return committed ? Math.min(1, Math.max(0, due - start)) : 1;
            }
            return lag;
        }
    }

    private static LagOptions options(SplittableRandom random) {
        var options = new LagOptions();
        options.topics = List.of("orders");
        options.policy = random.nextBoolean() ? OffsetResetPolicy.EARLIEST : OffsetResetPolicy.LATEST;
        options.ignoreUncommitted = random.nextInt(3) == 0;
        options.limitToPartitionsWithLag = random.nextBoolean();
        return options;
    }

    private static List<Partition> partitions(SplittableRandom random) {
        List<Partition> partitions = new ArrayList<>();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            partitions.add(Partition.next(random));
        }
        return partitions;
    }

    private static GroupLag count(LagOptions options, List<Partition> partitions) {
        var snapshots = new Snapshots();
        for (int i = 0; i < partitions.size(); i++) {
            partitions.get(i).addTo(snapshots, i);
        }
        return GroupLag.of(snapshots.next(), options.rules(), LagMemory.EMPTY);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLagIsWhatAConsumerWouldRead(long seed) {
        var random = new SplittableRandom(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            LagOptions options = options(random);
            List<Partition> partitions = partitions(random);
            List<Long> lags = partitions.stream()
                    .map(partition -> partition.lag(options.policy, options.ignoreUncommitted))
                    .toList();
            GroupLag lag = count(options, partitions);

            assertThat(lag.total())
                    .as("seed %s: %s, %s, ignoring %s", seed, partitions, options.policy, options.ignoreUncommitted)
                    .isEqualTo(lags.stream().mapToLong(Long::longValue).sum());
            assertThat(lag.withLag())
                    .as("seed %s: %s, %s", seed, partitions, options.policy)
                    .isEqualTo((int) lags.stream().filter(each -> each > 0).count());
            assertThat(lag.reading()).isInstanceOfSatisfying(Reading.Value.class, value -> {
                assertThat(value.isLowerBound()).isFalse();
                assertThat(value.details()).containsEntry("maxPartitionLag", (double)
                        lags.stream().mapToLong(Long::longValue).max().orElse(0));
            });
        }
    }

    /** What is not known of one partition takes nothing from the others, and the sum is a lower bound then. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPartitionThatIsUnknownTakesItsOwnLagAndNoOther(long seed) {
        var random = new SplittableRandom(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            LagOptions options = options(random);
            List<Partition> partitions = partitions(random);
            int lost = random.nextInt(partitions.size());
            var snapshots = new Snapshots();
            for (int i = 0; i < partitions.size(); i++) {
                if (i != lost) {
                    partitions.get(i).addTo(snapshots, i);
                } else if (random.nextBoolean()) {
                    snapshots.partition("5", 0L, null);
                } else {
                    snapshots.partition(null, 0L, 9L);
                }
            }
            long others = 0;
            for (int i = 0; i < partitions.size(); i++) {
                others += i == lost ? 0 : partitions.get(i).lag(options.policy, options.ignoreUncommitted);
            }
            GroupLag lag = GroupLag.of(snapshots.next(), options.rules(), LagMemory.EMPTY);

            assertThat(lag.total())
                    .as("seed %s: %s without %s", seed, partitions, lost)
                    .isEqualTo(others);
            assertThat(lag.known()).isEqualTo(partitions.size() - 1);
            assertThat(((Reading.Value) lag.reading()).isLowerBound()).isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCommitThatGoesOnLeavesLessAndARecordThatComesLeavesMore(long seed) {
        var random = new SplittableRandom(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            LagOptions options = options(random);
            long start = random.nextInt(20);
            long end = start + random.nextInt(1, 20);
            long commit = random.nextLong(start, end);
            var before = new Partition(start, end, end, true, commit);
            var after = new Partition(start, end, end, true, commit + 1);
            var more = new Partition(start, end + 1, end + 1, true, commit);
            long lag = count(options, List.of(before)).total();

            assertThat(count(options, List.of(after)).total())
                    .as("seed %s: %s", seed, before)
                    .isEqualTo(lag - 1);
            assertThat(count(options, List.of(more)).total())
                    .as("seed %s: %s", seed, before)
                    .isEqualTo(lag + 1);
        }
    }
}
