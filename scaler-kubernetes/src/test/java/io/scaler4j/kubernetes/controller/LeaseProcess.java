package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.kubernetes.api.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A process with its own network and its own clocks. */
final class LeaseProcess implements LeaseRequests, ShardLease.Listener {

    static final long SECOND = 1_000_000_000L;
    static final LeaseTiming TIMING = LeaseTiming.of(Duration.ofSeconds(15));

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

    LeaseProcess(String name, VirtualWorld world, VirtualLease server, SplittableRandom random, List<String> story) {
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
            Supplier<JsonNode> request, CompletableFuture<JsonNode> answer, long there, long back, boolean changes) {
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
