package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.kubernetes.api.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Electors on a virtual server with requests that are late, lost on their way there or on their way back, partitions,
 * and clocks that differ: there are never two who may write, and soon after the trouble there is one.
 */
class ShardLeaseTest {

    private static final long SECOND = 1_000_000_000L;
    private static final LeaseTiming TIMING = LeaseTiming.of(Duration.ofSeconds(15));

    /** A process with its own network and its own clocks. */
    private static final class Process implements LeaseRequests, ShardLease.Listener {
        final VirtualWorld world;
        final VirtualLease server;
        final SplittableRandom random;
        final long clockOffset;
        final long wallOffset;
        final List<String> story;
        final String name;
        boolean cut;
        double loss;
        long slowest = SECOND / 50;
        int terms;
        ShardLease lease;

        Process(String name, VirtualWorld world, VirtualLease server, SplittableRandom random, List<String> story) {
            this.name = name;
            this.world = world;
            this.server = server;
            this.random = random;
            this.story = story;
            clockOffset = random.nextLong(1000 * SECOND) - 500 * SECOND;
            wallOffset = random.nextLong(7200) - 3600;
            lease = new ShardLease(
                    "shard",
                    name,
                    TIMING,
                    this,
                    world.scheduler(),
                    () -> world.now + clockOffset,
                    () -> Instant.ofEpochSecond(1_800_000_000L + wallOffset, world.now),
                    this);
        }

        boolean generous;
        /** Since it was asked for the lease: it begins no write any more. */
        boolean quiet;

        /** The next requests that change something reach the server, and their answers do not come. */
        int lostAnswers;

        private CompletionStage<JsonNode> ask(Supplier<JsonNode> request, boolean changes) {
            var answer = new CompletableFuture<JsonNode>();
            long there = random.nextLong(slowest);
            long back = random.nextLong(slowest);
            world.after(
                    TIMING.retry().toNanos(),
                    () -> answer.completeExceptionally(new ApiException(ApiException.NO_ANSWER, "late", null)));
            boolean held = cut;
            if (!held && random.nextDouble() >= loss) {
                arrive(request, answer, there, back, changes);
            } else if (held && random.nextInt(4) == 0) {
                arrive(
                        request,
                        answer,
                        there + random.nextLong(20 * SECOND),
                        back,
                        changes); // what a black hole lets out later
            }
            return answer;
        }

        private void arrive(
                Supplier<JsonNode> request,
                CompletableFuture<JsonNode> answer,
                long there,
                long back,
                boolean changes) {
            world.after(there, () -> {
                try {
                    JsonNode stored = request.get();
                    if (lostAnswers > 0 && changes) {
                        lostAnswers--;
                    } else if (!cut && random.nextDouble() >= loss) {
                        world.after(back, () -> answer.complete(stored));
                    }
                } catch (ApiException refused) {
                    world.after(back, () -> answer.completeExceptionally(refused));
                }
            });
        }

        @Override
        public CompletionStage<JsonNode> get() {
            return ask(server::get, false);
        }

        @Override
        public CompletionStage<JsonNode> create(JsonNode given) {
            return ask(() -> server.create(given), true);
        }

        @Override
        public CompletionStage<JsonNode> replace(JsonNode given) {
            return ask(() -> server.replace(given), true);
        }

        @Override
        public void gained() {
            terms++;
            quiet = false;
            story.add(world.now / SECOND + " s " + name + " leads");
        }

        @Override
        public void lost() {
            story.add(world.now / SECOND + " s " + name + " does not lead");
        }

        /** After what was written has ended. */
        @Override
        public void wanted(long of) {
            story.add(world.now / SECOND + " s " + name + " is asked");
            if (generous) {
                quiet = true;
                world.after(TIMING.write().toNanos(), () -> lease.handOver(of, true));
            }
        }

        boolean writes() {
            return lease.isHeld() && !quiet;
        }
    }

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, 400);
    }

    /**
     * A write that begins while the lease is held may take until the write limit: it ends before another one begins.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thereAreNeverTwoWritersAndSoonThereIsOne(long seed) {
        var random = new SplittableRandom(seed);
        var world = new VirtualWorld();
        var server = new VirtualLease();
        var story = new ArrayList<String>();
        var processes = new ArrayList<Process>();
        for (int index = 0; index < 2 + random.nextInt(2); index++) {
            processes.add(new Process("p" + index, world, server, random.split(), story));
        }
        processes.forEach(process -> world.after(random.nextLong(5 * SECOND), process.lease::start));
        long trouble = 300 * SECOND;
        for (long at = 0; at < trouble; at += SECOND + random.nextLong(20 * SECOND)) {
            Process one = processes.get(random.nextInt(processes.size()));
            int kind = random.nextInt(4);
            boolean asks = random.nextBoolean();
            world.at(at, () -> {
                one.generous = asks;
                if (asks) {
                    one.lease.want();
                }
                one.cut = kind == 0;
                one.loss = kind == 1 ? 0.4 : 0;
                one.slowest = kind == 2 ? 5 * SECOND : SECOND / 50;
            });
        }
        world.at(
                trouble,
                () -> processes.forEach(each -> {
                    each.cut = false;
                    each.loss = 0;
                    each.slowest = SECOND / 50;
                }));
        long lastWrite = Long.MIN_VALUE;
        @Nullable Process lastWriter = null;
        long end = trouble + 3 * TIMING.lease().toNanos();
        for (long probe = 0; probe < end; probe += SECOND / 10) {
            world.at(probe, () -> {});
        }
        while (world.now < end && world.step()) {
            List<Process> holders =
                    processes.stream().filter(each -> each.lease.isHeld()).toList();
            assertThat(holders).as("%s, at %s ms", story, world.now / 1_000_000).hasSizeLessThan(2);
            if (!holders.isEmpty() && holders.get(0).writes()) {
                if (lastWriter != holders.get(0) && lastWriter != null) {
                    assertThat(world.now - lastWrite)
                            .as("%s: the last write of the holder before may still be under way", story)
                            .isGreaterThanOrEqualTo(TIMING.write().toNanos() - SECOND / 5);
                }
                lastWriter = holders.get(0);
                lastWrite = world.now;
            }
        }
        assertThat(processes.stream().filter(each -> each.lease.isHeld()))
                .as("%s", story)
                .hasSize(1);
    }

    /** Two processes on a quiet network, of which the first has the lease. */
    private static final class Two {
        final VirtualWorld world = new VirtualWorld();
        final VirtualLease server = new VirtualLease();
        final List<String> story = new ArrayList<>();
        final Process first = new Process("first", world, server, new SplittableRandom(1), story);
        final Process second = new Process("second", world, server, new SplittableRandom(2), story);

        Two() {
            first.lease.start();
            world.after(SECOND, second.lease::start);
            world.runUntil(10 * SECOND);
            assertThat(first.lease.isHeld()).isTrue();
        }

        void pass(Duration time) {
            world.runUntil(world.now + time.toNanos());
        }

        /** How long it takes, in steps of the world. */
        Duration until(BooleanSupplier condition) {
            long begun = world.now;
            while (!condition.getAsBoolean()) {
                assertThat(first.lease.isHeld() && second.lease.isHeld()).isFalse();
                assertThat(world.now - begun).as("it never comes, %s", story).isLessThan(600 * SECOND);
                assertThat(world.step()).isTrue();
            }
            return Duration.ofNanos(world.now - begun);
        }
    }

    @Test
    void theHolderThatReleasesIsFollowedAtOnce() {
        var two = new Two();
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
            var two = new Two();
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
        var two = new Two();
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
        var two = new Two();
        two.first.lostAnswers = 1;
        two.pass(TIMING.lease().multipliedBy(4));
        assertThat(two.first.lease.isHeld()).isTrue();
        assertThat(two.first.terms).isEqualTo(1);
        assertThat(two.story).doesNotContain("first does not lead");
        assertThat(two.second.terms).isZero();
    }

    @Test
    void whileARenewalIsRefusedNothingIsWrittenUntilTheRecordWasReadAgain() {
        var two = new Two();
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
        var two = new Two();
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
        var two = new Two();
        two.server.lease = null;
        two.pass(TIMING.retry().multipliedBy(4));
        assertThat(List.of(two.first.lease.isHeld(), two.second.lease.isHeld())).containsOnlyOnce(true);
        assertThat(two.server.get().path("spec").path("holderIdentity").asText())
                .isIn("first", "second");
    }

    @Test
    void aHolderThatIsAskedHandsOverAndDoesNotTakeItBack() {
        var two = new Two();
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
        var two = new Two();
        two.second.lease.want();
        two.pass(TIMING.lease().multipliedBy(2));
        assertThat(two.story).anyMatch(line -> line.endsWith("first is asked"));
        assertThat(two.first.lease.isHeld()).isTrue();
        assertThat(two.first.terms).isEqualTo(1);
        assertThat(two.second.terms).isZero();
    }

    /** Each question changes the record, and a record that changes is that of a living holder. */
    @Test
    void askingADeadHolderAgainAndAgainDoesNotKeepItsLeaseAlive() {
        var two = new Two();
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
        var two = new Two();
        var third = new Process("third", two.world, two.server, new SplittableRandom(3), two.story);
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
        var two = new Two();
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
        var two = new Two();
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
        var two = new Two();
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

    @Test
    void oneThatWasStoppedAsksNothingMoreAndItsLeaseRunsOut() {
        var two = new Two();
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
        var only = new Process("only", world, server, new SplittableRandom(1), new ArrayList<>());
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
