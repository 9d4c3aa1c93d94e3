package io.scaler4j.kubernetes.controller;

import static io.scaler4j.kubernetes.controller.LeaseProcess.SECOND;
import static io.scaler4j.kubernetes.controller.LeaseProcess.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One lease and two processes, on a virtual server with a virtual clock. */
class ShardLeaseTest {

    @Test
    void theHolderThatReleasesIsFollowedAtOnce() {
        var two = new TwoProcesses();
        two.first.lease.release();
        assertThat(two.until(two.second.lease::isHeld))
                .isLessThan(TIMING.retry().multipliedBy(3));
        assertThat(two.first.lease.isHeld()).isFalse();
        assertThat(two.first.terms).isEqualTo(1);
    }

    /** A renewal is under way when it is released: with the version of before nothing could be given back. */
    @Test
    void theHolderThatReleasesInTheMiddleOfARenewalIsFollowedAtOnceToo() {
        for (int millis = 0; millis < 2_000; millis += 7) {
            var two = new TwoProcesses();
            two.pass(Duration.ofMillis(millis));
            var released = two.first.lease.release().toCompletableFuture();
            assertThat(two.until(two.second.lease::isHeld))
                    .as("released after %s ms", millis)
                    .isLessThan(TIMING.retry().multipliedBy(3));
            assertThat(released).isCompleted();
        }
    }

    @Test
    void aHolderWithoutAnswersStopsBeforeItsLeaseIsOverAndTheNextBeginsAfterIt() {
        var two = new TwoProcesses();
        two.first.cut = true;
        Duration stopped = two.until(() -> !two.first.lease.isHeld());
        Duration next = two.until(two.second.lease::isHeld);
        assertThat(stopped).isLessThanOrEqualTo(TIMING.held());
        assertThat(stopped.plus(next))
                .isBetween(
                        TIMING.lease().minus(TIMING.retry()),
                        TIMING.lease().multipliedBy(3).dividedBy(2));
    }

    @Test
    void aLostAnswerToARenewalEndsNoTerm() {
        var two = new TwoProcesses();
        two.first.lostAnswers = 1;
        two.pass(TIMING.lease().multipliedBy(4));
        assertThat(two.first.lease.isHeld()).isTrue();
        assertThat(two.first.terms).isEqualTo(1);
        assertThat(two.story).doesNotContain("first does not lead");
        assertThat(two.second.terms).isZero();
    }

    @Test
    void whileARenewalIsRefusedNothingIsWrittenUntilTheRecordWasReadAgain() {
        var two = new TwoProcesses();
        JsonNode record = two.server.get();
        two.server.replace(record); // as an earlier renewal that came through
        Duration noticed = two.until(() -> !two.first.lease.isHeld());
        assertThat(noticed).isLessThanOrEqualTo(TIMING.retry().multipliedBy(2));
        Duration again = two.until(two.first.lease::isHeld);
        assertThat(again).isLessThanOrEqualTo(TIMING.retry().multipliedBy(2));
        assertThat(two.first.terms).isEqualTo(1);
    }

    @Test
    void aHolderThatSomebodyElseReplacedGivesUp() {
        var two = new TwoProcesses();
        ObjectNode record = two.server.get().deepCopy();
        ((ObjectNode) record.path("spec")).put("holderIdentity", "an administrator");
        two.server.replace(record);
        two.until(() -> !two.first.lease.isHeld());
        two.pass(TIMING.retry().multipliedBy(3));
        assertThat(two.story).anyMatch(line -> line.endsWith("first does not lead"));
        Duration next = two.until(() -> two.first.lease.isHeld() || two.second.lease.isHeld());
        assertThat(next).isGreaterThan(TIMING.lease().minus(TIMING.retry().multipliedBy(6)));
    }

    @Test
    void aLeaseThatWasDeletedIsCreatedAgainByOneOfThem() {
        var two = new TwoProcesses();
        two.server.lease = null;
        two.pass(TIMING.retry().multipliedBy(4));
        assertThat(List.of(two.first.lease.isHeld(), two.second.lease.isHeld())).containsOnlyOnce(true);
        assertThat(two.server.get().path("spec").path("holderIdentity").asText())
                .isIn("first", "second");
    }

    /** Each question changes the record, and a record that changes is that of a living holder. */
    @Test
    void oneThatWasStoppedAsksNothingMoreAndItsLeaseRunsOut() {
        var two = new TwoProcesses();
        two.first.lease.stop();
        assertThat(two.first.lease.isHeld()).isFalse();
        long version = two.server.version;
        two.pass(TIMING.held());
        assertThat(two.server.version).as("nobody wrote").isLessThanOrEqualTo(version + 1);
        assertThat(two.until(two.second.lease::isHeld)).isLessThan(TIMING.lease());
        var released = two.first.lease.release().toCompletableFuture();
        two.pass(TIMING.retry());
        assertThat(released).isCompleted();
        assertThat(two.second.lease.isHeld())
                .as("nothing is given back of another's")
                .isTrue();
    }

    @Test
    void theRecordSaysWhoSinceWhenAndHowOften() {
        var world = new VirtualWorld();
        var server = new VirtualLease();
        var only = new LeaseProcess("only", world, server, new SplittableRandom(1), new ArrayList<>());
        only.lease.start();
        world.runUntil(5 * SECOND);
        JsonNode spec = server.get().path("spec");
        assertThat(spec.path("holderIdentity").asText()).isEqualTo("only");
        assertThat(spec.path("leaseDurationSeconds").asInt()).isEqualTo(15);
        assertThat(spec.path("renewTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(spec.path("leaseTransitions").asInt()).isEqualTo(1);
        assertThat(only.lease).hasToString("shard");
    }
}
