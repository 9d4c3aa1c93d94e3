package io.scaler4j.kafka;

import static io.scaler4j.kafka.OffsetResetPolicy.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupLagTest {

    private final LagOptions options = new LagOptions();

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
                "1000, 0,   10,  LATEST,   0",
                "1000, 0,   10,  EARLIEST, 10",
                "1000, 4,   10,  EARLIEST, 6",
                "1000, ?,   10,  EARLIEST, 10",
                "2,    5,   10,  LATEST,   1",
                "2,    5,   10,  EARLIEST, 5",
                "2,    10,  10,  LATEST,   0",
                "2,    10,  10,  EARLIEST, 0",
                "5,    5,   10,  LATEST,   5",
                "2,    ?,   10,  LATEST,   8",
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
        options.policy = policy;

        GroupLag counted = count(new Snapshots().partition(committed, start, end));

        assertThat(counted.total()).isEqualTo(lag == null ? 0 : lag);
        assertThat(counted.known()).isEqualTo(lag == null ? 0 : 1);
        assertThat(counted.withLag()).isEqualTo(lag == null || lag == 0 ? 0 : 1);
    }

    @Test
    void countsNothingWithoutACommitOnRequest() {
        options.ignoreUncommitted = true;
        var offsets = new Snapshots().partition("none", 0L, 10L).partition("4", 0L, 10L);

        assertThat(count(offsets).total()).isEqualTo(6);
        options.policy = EARLIEST;
        assertThat(count(offsets).total()).isEqualTo(6);
    }

    @Test
    void sumsPartitionsAndKeepsTheUnknownApart() {
        var offsets = new Snapshots()
                .partition("4", 0L, 10L)
                .partition("20", 0L, 20L)
                .partition("none", 25L, 30L)
                .partition(null, 0L, 1000L)
                .partition("5", 0L, null);

        assertThat(count(offsets).reading())
                .isEqualTo(Reading.value(7)
                        .lowerBound()
                        .limits(ReplicaLimits.atMost(5))
                        .measuredAt(Snapshots.NOW)
                        .details(details(5, 2, 6, 2, 0))
                        .build());
        options.policy = EARLIEST;
        assertThat(count(offsets).total()).isEqualTo(11);
    }

    @Test
    void tellsWhereTheWholeLogCountsSinceItsStartIsNotKnown() {
        options.policy = EARLIEST;
        var offsets = new Snapshots()
                .partition("none", null, 100L)
                .partition("none", 90L, 100L)
                .partition("3", null, 10L);

        assertThat(reading(offsets).activationValue()).isEqualTo(100 + 10 + 7);
        assertThat(reading(offsets).details()).containsEntry("unknownStarts", 1.0);
        options.policy = OffsetResetPolicy.LATEST;
        assertThat(reading(offsets).details()).doesNotContainKey("unknownStarts");
    }

    @Test
    void saturatesInsteadOfWrapping() {
        var offsets = new Snapshots().partition("0", 0L, Long.MAX_VALUE).partition("0", 0L, Long.MAX_VALUE);

        assertThat(count(offsets).total()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsACompleteLagAsAValueLimitedToThePartitions() {
        var offsets =
                new Snapshots().partition("4", 0L, 10L).partition("0", 0L, 30L).partition("9", 0L, 5L);

        assertThat(count(offsets).reading())
                .isEqualTo(Reading.value(36)
                        .limits(ReplicaLimits.atMost(3))
                        .measuredAt(Snapshots.NOW)
                        .details(details(3, 2, 30, 0, 1))
                        .build());
    }

    @Test
    void limitsToPartitionsThatHaveLagOrMayHave() {
        options.limitToPartitionsWithLag = true;
        var offsets =
                new Snapshots().partition("4", 0L, 10L).partition("10", 0L, 10L).partition(null, 0L, 10L);

        assertThat(count(offsets).limits()).isEqualTo(ReplicaLimits.atMost(2));
    }

    @Test
    void aCommitBeforeTheStartOfTheLogCountsNothingOnRequestWhereConsumersBeginAtTheEnd() {
        options.ignoreUncommitted = true;
        var offsets = new Snapshots().partition("2", 5L, 10L);

        assertThat(count(offsets).total()).isZero();
        options.policy = EARLIEST;
        assertThat(count(offsets).total())
                .as("the group has committed, and reads again")
                .isEqualTo(5);
    }

    @Test
    void tellsHowManyCommitsTheLogsDoNotHold() {
        var lag = reading(
                new Snapshots().partition("2", 5L, 10L).partition("12", 5L, 10L).partition("6", 5L, 10L));

        assertThat(lag.details()).containsEntry("partitionsBeforeStart", 1.0).containsEntry("partitionsBeyondEnd", 1.0);
    }

    @Test
    void aRecordStampedInTheFutureDoesNotHideTheAgeOfThoseBehindIt() {
        options.policy = EARLIEST;
        var ahead = new Snapshots().partition("0", 0L, 101L).misdated(0, 0);
        var done = new Snapshots().partition("1", 0L, 101L).misdated(0, 0);
        var lost = new Snapshots().partition("2", 50L, 101L).misdated(0, 60);

        assertThat(reading(ahead).milli()).as("itself does not count").isEqualTo(100_000);
        assertThat(reading(done).milli()).isEqualTo(100_000);
        assertThat(reading(lost).milli()).isEqualTo(50_000);
        assertThat(reading(ahead).details()).containsEntry("partitionsStampedInTheFuture", 1.0);
    }

    @Test
    void boundsTheLagOfAShareGroupByWhatTheLogHolds() {
        options.kind = LagQuery.GroupKind.SHARE;
        var offsets = new Snapshots()
                .partition("none", 80L, 83L)
                .behind(0, 0, OptionalLong.of(83)) // all but three are gone
                .partition("none", 0L, 700L)
                .behind(1, 100, OptionalLong.empty()) // not told before the first acknowledgement
                .partition("none", 0L, null)
                .behind(2, 0, OptionalLong.of(9)) // the log has no leader
                .partition("none", 0L, null)
                .behind(3, 0, OptionalLong.empty());

        assertThat(count(offsets).total()).isEqualTo(3 + 600 + 9);
        assertThat(reading(offsets).details()).containsEntry("unknownPartitions", 1.0);
    }

    @Test
    void takesTheLagOfAShareGroupFromTheBrokerAndLimitsNothing() {
        options.kind = LagQuery.GroupKind.SHARE;
        var offsets = new Snapshots().behind(7).behind(0).partition("none", 0L, 9L);

        assertThat(count(offsets).total()).isEqualTo(8);
        assertThat(count(offsets).limits()).isEqualTo(ReplicaLimits.none());
    }

    @Test
    void staysWithALowerBoundWhileTheGroupRebalances() {
        options.holdWhileRebalancing = true;
        var offsets = new Snapshots().partition("4", 0L, 10L);

        assertThat(reading(offsets.state(new GroupState(2, true, Set.of()))).isLowerBound())
                .isTrue();
        assertThat(reading(offsets.state(new GroupState(2, false, Set.of()))).isLowerBound())
                .isFalse();
        assertThat(reading(offsets.state(null)).isLowerBound()).as("not told").isTrue();

        options.holdWhileRebalancing = false;
        var rebalancing = reading(offsets.state(new GroupState(2, true, Set.of())));
        assertThat(rebalancing.isLowerBound()).isFalse();
        assertThat(rebalancing.details()).containsEntry("rebalancing", 1.0).containsEntry("members", 2.0);
    }

    @Test
    void staysWithALowerBoundWhileItMayHaveTopicsThatAreNotKnown() {
        var lag = reading(new Snapshots().partition("4", 0L, 10L).mayHaveMoreTopics());

        assertThat(lag.isLowerBound()).isTrue();
        assertThat(lag.details()).containsEntry("mayHaveMoreTopics", 1.0).doesNotContainKey("members");
    }

    @Test
    void aCommitPastTheOldRecordsIsNotBeyondTheEnd() {
        var lag = reading(new Snapshots()
                .partition("8", 0L, 10L)
                .due(0, 5)
                .partition("12", 0L, 10L)
                .due(1, 5));

        assertThat(lag.milli()).isZero();
        assertThat(lag.details()).containsEntry("partitionsBeyondEnd", 1.0);
    }

    @Test
    void aGroupWithoutAnyTopicHasNoLagAndIsNotActive() {
        var nothing = reading(new Snapshots());

        assertThat(nothing.milli()).isZero();
        assertThat(nothing.activationValue()).isZero();
        assertThat(nothing.isLowerBound()).isFalse();
        assertThat(nothing.details()).containsEntry("partitions", 0.0);
    }

    private Reading.Value reading(Snapshots offsets) {
        return (Reading.Value) count(offsets).reading();
    }

    private GroupLag count(Snapshots offsets) {
        return GroupLag.of(offsets.next(), options.rules(), LagMemory.EMPTY);
    }

    private static Map<String, Double> details(
            double partitions, double withLag, double largest, double unknown, double beyondEnd) {
        return new HashMap<>(Map.of(
                "partitions", partitions,
                "partitionsWithLag", withLag,
                "maxPartitionLag", largest,
                "unknownPartitions", unknown,
                "partitionsBeyondEnd", beyondEnd));
    }
}
