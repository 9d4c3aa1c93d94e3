package io.scaler4j.kafka;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Partitions that do not move: persistent and settled lag, over several reads. */
class LagMemoryTest {

    private final LagOptions options = new LagOptions();
    private final Snapshots offsets = new Snapshots();
    private LagMemory memory = LagMemory.EMPTY;

    @Test
    void aCommitThatStandsStillIsStuckAtTheNextRead() {
        options.persistentLag = Optional.of(PersistentLag.sincePreviousRead());

        assertLag(offsets.partition("100", 0L, 150L), 50, 50);
        assertLag(offsets.change(0, "100", 0L, 180L), 0, 80);
        assertLag(offsets.change(0, "110", 0L, 180L), 70, 70);
        assertLag(offsets.change(0, "110", 0L, 180L), 0, 70);
    }

    @Test
    void aCommitFurtherBackIsAMovement() {
        options.persistentLag = Optional.of(PersistentLag.sincePreviousRead());

        assertLag(offsets.partition("100", 0L, 150L), 50, 50);
        assertLag(offsets.change(0, "40", 0L, 150L), 110, 110);
    }

    @Test
    void oneSnapshotCountsOnceHoweverOftenItIsLookedAt() {
        options.persistentLag = Optional.of(PersistentLag.sincePreviousRead());
        OffsetSnapshot first = offsets.partition("100", 0L, 150L).next();

        memory = memory.plus(first).plus(first).plus(first);

        assertThat(GroupLag.of(first, options.rules(), memory).total()).isEqualTo(50);
        assertThat(memory.plus(first)).isSameAs(memory);
    }

    @Test
    void anOlderSnapshotThatComesLateChangesNothing() {
        OffsetSnapshot first = offsets.partition("100", 0L, 150L).next();
        OffsetSnapshot second = offsets.change(0, "120", 0L, 150L).next();

        memory = memory.plus(second);

        assertThat(memory.plus(first)).isSameAs(memory);
    }

    @Test
    void aPartitionThatIsUnknownOnceIsRemembered() {
        options.persistentLag = Optional.of(PersistentLag.sincePreviousRead());

        assertLag(offsets.partition("100", 0L, 150L), 50, 50);
        assertLag(offsets.change(0, "100", 0L, null), 0, 0);
        assertLag(offsets.change(0, "100", 0L, 150L), 0, 50);
        assertLag(offsets.change(0, "none", 0L, 150L), 1, 1);
        assertLag(offsets.change(0, "100", 0L, 150L), 0, 50);
    }

    @Test
    void waitsForSoManyReadsAndSoLong() {
        options.persistentLag = Optional.of(PersistentLag.after(3, Duration.ofMinutes(1)));
        offsets.partition("100", 0L, 150L).state(new GroupState(1, false, Set.of()));

        assertLag(offsets, 50, 50);
        assertLag(offsets.after(ofSeconds(20)), 50, 50);
        assertLag(offsets.after(ofSeconds(20)), 50, 50);
        assertLag(offsets.after(ofSeconds(19)), 50, 50);
        assertLag(offsets.after(ofSeconds(1)), 0, 50);
    }

    @Test
    void recordsThatOnlyGrowOldAreNoneThatCame() {
        options.persistentLag = Optional.of(PersistentLag.after(1, Duration.ZERO));
        offsets.partition("100", 0L, 150L).due(0, 120).state(GroupState.NOBODY);

        assertLag(offsets, 20, 20);
        assertLag(offsets.due(0, 130), 30, 30);
        assertLag(offsets.change(0, "100", 0L, 151L).due(0, 130), 0, 30);
    }

    @Test
    void aGroupThatSleepsIsNotStuckUntilRecordsCome() {
        options.persistentLag = Optional.of(PersistentLag.after(1, Duration.ZERO));
        offsets.partition("100", 0L, 150L).state(GroupState.NOBODY);

        assertLag(offsets, 50, 50);
        assertLag(offsets, 50, 50);
        assertLag(offsets.change(0, "100", 0L, 151L), 0, 51);
    }

    @Test
    void aGroupWithMembersIsStuckWithoutAnyNewRecord() {
        options.persistentLag = Optional.of(PersistentLag.after(1, Duration.ZERO));
        offsets.partition("100", 0L, 150L).state(new GroupState(1, false, Set.of()));

        assertLag(offsets, 50, 50);
        assertLag(offsets, 0, 50);
    }

    @Test
    void aGroupWhoseMembersAreNotKnownIsNotStuckUntilRecordsCome() {
        options.persistentLag = Optional.of(PersistentLag.after(1, Duration.ZERO));
        offsets.partition("100", 0L, 150L).state(null);

        assertLag(offsets, 50, 50);
        assertLag(offsets, 50, 50);
        assertLag(offsets.change(0, "100", 0L, 151L), 0, 51);
    }

    @Test
    void onlyACommitCanSettle() {
        options.policy = OffsetResetPolicy.EARLIEST;
        options.settledLag = new LagRules.SettledLag(1, 2);
        offsets.partition("none", 9L, 10L).partition("9", 9L, 10L);

        assertLag(offsets, 2, 2);
        assertLag(offsets, 2, 2);
        assertLag(offsets, 1, 1);
    }

    @Test
    void aCommitThatTheLogDoesNotHoldDoesNotSettle() {
        options.policy = OffsetResetPolicy.EARLIEST;
        options.settledLag = new LagRules.SettledLag(1, 1);
        offsets.partition("3", 9L, 10L).partition("11", 9L, 10L).partition("9", 9L, 10L);

        assertLag(offsets, 3, 3);
        assertLag(offsets, 2, 2);
    }

    @Test
    void aCommitThatTheLogDoesNotHoldCanBeStuck() {
        options.policy = OffsetResetPolicy.EARLIEST;
        options.persistentLag = Optional.of(PersistentLag.sincePreviousRead());
        offsets.partition("5215", 0L, 300L);

        assertLag(offsets, 300, 300);
        assertLag(offsets, 0, 300);
    }

    @Test
    void aPartitionWithoutACommitIsStuckOnRequestOnly() {
        options.policy = OffsetResetPolicy.EARLIEST;
        options.persistentLag = Optional.of(PersistentLag.sincePreviousRead());
        assertLag(offsets.partition("none", 10L, 50L), 40, 40);
        assertLag(offsets, 40, 40);

        options.persistentLag = Optional.of(PersistentLag.sincePreviousRead().alsoWithoutCommit());
        assertLag(offsets, 0, 40);
        assertLag(offsets.change(0, "12", 10L, 50L), 38, 38);
    }

    @Test
    void aLittleLagThatSettledIsNone() {
        options.settledLag = new LagRules.SettledLag(1, 2);
        offsets.partition("99", 0L, 100L).partition("90", 0L, 100L);

        assertLag(offsets, 11, 11);
        assertLag(offsets, 11, 11);
        assertLag(offsets, 10, 10);
        assertLag(offsets.change(0, "99", 0L, 101L), 12, 12);
        assertLag(offsets.change(0, "100", 0L, 101L), 11, 11);
    }

    private void assertLag(Snapshots snapshots, long scaling, long activating) {
        OffsetSnapshot next = snapshots.next();
        memory = memory.plus(next);
        GroupLag lag = GroupLag.of(next, options.rules(), memory);
        assertThat(lag.total()).as("towards replicas").isEqualTo(scaling);
        assertThat(lag.totalWithStuck()).as("towards activation").isEqualTo(activating);
    }
}
