package io.scaler4j.kubernetes.controller;

import static io.scaler4j.kubernetes.controller.LeaseProcess.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A lease that another process asks for. */
class ShardLeaseHandOverTest {

    @Test
    void aHolderThatIsAskedHandsOverAndDoesNotTakeItBack() {
        var two = new TwoProcesses();
        two.first.generous = true;
        assertThat(two.second.lease.otherHolder()).isEqualTo("first");
        two.second.lease.want();
        Duration moved = two.until(two.second.lease::isHeld);
        assertThat(moved).isLessThan(TIMING.write().plus(TIMING.retry().multipliedBy(5)));
        two.pass(TIMING.lease().multipliedBy(3));
        assertThat(two.second.lease.isHeld()).isTrue();
        assertThat(two.first.lease.otherHolder()).isEqualTo("second");
        assertThat(two.server.get().toString()).doesNotContain("wanted-by");
        assertThat(two.story).doesNotContain("first does not lead"); // it was no loss
    }

    @Test
    void aHolderThatKeepsItGoesOnInTheSameTerm() {
        var two = new TwoProcesses();
        two.second.lease.want();
        two.pass(TIMING.lease().multipliedBy(2));
        assertThat(two.story).anyMatch(line -> line.endsWith("first is asked"));
        assertThat(two.first.lease.isHeld()).isTrue();
        assertThat(two.first.terms).isEqualTo(1);
        assertThat(two.second.terms).isZero();
    }

    @Test
    void askingADeadHolderAgainAndAgainDoesNotKeepItsLeaseAlive() {
        var two = new TwoProcesses();
        two.first.cut = true;
        long begun = two.world.now;
        while (!two.second.lease.isHeld()) {
            two.second.lease.want();
            two.pass(Duration.ofSeconds(1));
            assertThat(two.world.now - begun)
                    .isLessThan(TIMING.lease().multipliedBy(2).toNanos());
        }
    }

    @Test
    void twoThatAskADeadHolderInTurnDoNotKeepItsLeaseAliveEither() {
        var two = new TwoProcesses();
        var third = new LeaseProcess("third", two.world, two.server, new SplittableRandom(3), two.story);
        third.lease.start();
        two.pass(TIMING.retry().multipliedBy(2));
        two.first.cut = true;
        long begun = two.world.now;
        while (!two.second.lease.isHeld() && !third.lease.isHeld()) {
            two.second.lease.want();
            third.lease.want();
            two.pass(Duration.ofSeconds(1));
            assertThat(two.world.now - begun)
                    .isLessThan(TIMING.lease().multipliedBy(2).toNanos());
        }
    }

    @Test
    void aQuestionJustBeforeItIsGivenBackHoldsNothingUp() {
        var two = new TwoProcesses();
        two.first.generous = true;
        two.second.lease.want();
        two.until(() -> two.first.quiet);
        two.world.after(
                TIMING.write().minusMillis(1).toNanos(),
                () -> two.server.replace(LeaseRecord.asked(two.server.get(), "third")));
        Duration moved = two.until(two.second.lease::isHeld);
        assertThat(moved).isLessThan(TIMING.write().plus(TIMING.retry().multipliedBy(5)));
    }

    @Test
    void onlyTheTermThatWasAskedForIsHandedOver() {
        var two = new TwoProcesses();
        two.first.cut = true;
        two.second.cut = true;
        two.until(() -> !two.first.lease.isHeld());
        two.first.cut = false;
        two.until(two.first.lease::isHeld);
        two.first.lease.handOver(1, true);
        assertThat(two.first.lease.isHeld()).isTrue();
        two.first.lease.handOver(2, true);
        assertThat(two.first.lease.isHeld()).isFalse();
    }

    @Test
    void nobodyIsAskedForALeaseThatIsFreeOrOnesOwn() {
        var two = new TwoProcesses();
        long version = two.server.version;
        two.first.lease.want();
        two.first.lease.handOver(1, false);
        two.first.lease.handOver(1, false);
        assertThat(two.first.lease.isHeld()).isFalse();
        assertThat(two.first.lease.otherHolder()).isEmpty();
        two.pass(TIMING.held());
        assertThat(two.server.version - version)
                .as("a renewal that was under way")
                .isLessThanOrEqualTo(1);
        two.until(() -> two.first.lease.isHeld() || two.second.lease.isHeld());
    }
}
