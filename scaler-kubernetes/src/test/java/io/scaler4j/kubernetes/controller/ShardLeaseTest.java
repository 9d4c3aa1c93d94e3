package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.Scheduler;
import io.scaler4j.kubernetes.api.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
            Scheduler scheduler = (work, delay) -> {
                world.after(delay.toNanos(), work);
                return () -> {};
            };
            lease = new ShardLease(
                    "shard",
                    name,
                    TIMING,
                    this,
                    scheduler,
                    () -> world.now + clockOffset,
                    () -> Instant.ofEpochSecond(1_800_000_000L + wallOffset, world.now),
                    this);
        }

        private CompletionStage<JsonNode> ask(java.util.function.Supplier<JsonNode> request) {
            var answer = new CompletableFuture<JsonNode>();
            long there = random.nextLong(slowest);
            long back = random.nextLong(slowest);
            world.after(
                    TIMING.retry().toNanos(),
                    () -> answer.completeExceptionally(new ApiException(ApiException.NO_ANSWER, "late", null)));
            boolean held = cut;
            if (!held && random.nextDouble() >= loss) {
                arrive(request, answer, there, back);
            } else if (held && random.nextInt(4) == 0) {
                arrive(request, answer, there + random.nextLong(20 * SECOND), back); // what a black hole lets out later
            }
            return answer;
        }

        private void arrive(
                java.util.function.Supplier<JsonNode> request,
                CompletableFuture<JsonNode> answer,
                long there,
                long back) {
            world.after(there, () -> {
                try {
                    JsonNode stored = request.get();
                    if (!cut && random.nextDouble() >= loss) {
                        world.after(back, () -> answer.complete(stored));
                    }
                } catch (ApiException refused) {
                    world.after(back, () -> answer.completeExceptionally(refused));
                }
            });
        }

        @Override
        public CompletionStage<JsonNode> get() {
            return ask(server::get);
        }

        @Override
        public CompletionStage<JsonNode> create(JsonNode given) {
            return ask(() -> server.create(given));
        }

        @Override
        public CompletionStage<JsonNode> replace(JsonNode given) {
            return ask(() -> server.replace(given));
        }

        @Override
        public void gained() {
            terms++;
            story.add(world.now / SECOND + " s " + name + " leads");
        }

        @Override
        public void lost() {
            story.add(world.now / SECOND + " s " + name + " does not lead");
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
            world.at(at, () -> {
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
            if (!holders.isEmpty()) {
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

    @Test
    void theHolderThatReleasesIsFollowedAtOnce() {
        var world = new VirtualWorld();
        var server = new VirtualLease();
        var story = new ArrayList<String>();
        var first = new Process("first", world, server, new SplittableRandom(1), story);
        var second = new Process("second", world, server, new SplittableRandom(2), story);
        first.lease.start();
        world.after(SECOND, second.lease::start);
        run(world, 10 * SECOND);
        assertThat(first.lease.isHeld()).isTrue();
        first.lease.release();
        long released = world.now;
        while (!second.lease.isHeld()) {
            world.step();
        }
        assertThat(world.now - released).isLessThan(3 * TIMING.retry().toNanos());
        assertThat(first.lease.isHeld()).isFalse();
        assertThat(first.terms).isEqualTo(1);
    }

    @Test
    void aHolderWithoutAnswersStopsBeforeItsLeaseIsOverAndTheNextBeginsAfterIt() {
        var world = new VirtualWorld();
        var server = new VirtualLease();
        var story = new ArrayList<String>();
        var first = new Process("first", world, server, new SplittableRandom(1), story);
        var second = new Process("second", world, server, new SplittableRandom(2), story);
        first.lease.start();
        world.after(SECOND, second.lease::start);
        run(world, 10 * SECOND);
        first.cut = true;
        long cut = world.now;
        while (first.lease.isHeld()) {
            world.step();
        }
        long stopped = world.now - cut;
        while (!second.lease.isHeld()) {
            world.step();
        }
        assertThat(stopped).isLessThanOrEqualTo(TIMING.held().toNanos());
        assertThat(world.now - cut)
                .isBetween(
                        TIMING.lease().minus(TIMING.retry()).toNanos(),
                        TIMING.lease().multipliedBy(3).dividedBy(2).toNanos());
    }

    @Test
    void theRecordSaysWhoSinceWhenAndHowOften() {
        var world = new VirtualWorld();
        var server = new VirtualLease();
        var only = new Process("only", world, server, new SplittableRandom(1), new ArrayList<>());
        only.lease.start();
        run(world, 5 * SECOND);
        JsonNode spec = server.get().path("spec");
        assertThat(spec.path("holderIdentity").asText()).isEqualTo("only");
        assertThat(spec.path("leaseDurationSeconds").asInt()).isEqualTo(15);
        assertThat(spec.path("renewTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(spec.path("leaseTransitions").asInt()).isEqualTo(1);
        assertThat(only.lease).hasToString("shard");
    }

    private static void run(VirtualWorld world, long until) {
        while (world.now < until && world.step()) {
            // until then
        }
    }
}
