package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ScriptedServer;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.testservers.OpenResources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Terms of shards over Leases of a virtual server: what is opened with a term is closed with it. */
class ShardTest {

    private static final LeaseTiming TIMING = LeaseTiming.of(Duration.ofSeconds(15));
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final VirtualWorld world = new VirtualWorld();
    private final List<VirtualLease> leases =
            IntStream.range(0, 6).mapToObj(index -> new VirtualLease()).toList();
    private final List<String> begun = new ArrayList<>();
    private final List<Shard> all = new ArrayList<>();
    private final ScriptedServer server =
            ScriptedServer.answering((seen, reply) -> reply.refuse(500, "InternalError", "nothing is stored here"));
    private final KubernetesApi api = KubernetesApi.open(server.config());

    @AfterEach
    void close() {
        all.forEach(shard -> shard.close(LIMIT));
        world.runUntil(world.now + TIMING.lease().toNanos());
        api.close();
        server.close();
    }

    private Shard shard(String process, int index, BooleanSupplier hasMore) {
        return shard(process, index, hasMore, Runnable::run);
    }

    private Shard shard(String process, int index, BooleanSupplier hasMore, Executor closer) {
        var shard = new Shard(
                index,
                own -> new ShardLease(
                        "shard-" + index,
                        process,
                        TIMING,
                        requests(leases.get(index)),
                        world.scheduler(),
                        () -> world.now,
                        () -> Instant.EPOCH,
                        own),
                own -> new ConfigMapStateStore(
                        api,
                        "shop",
                        "states",
                        1,
                        new ConfigMapStateStore.Writing(LIMIT, LIMIT, own::isHeld),
                        world.scheduler()),
                (store, mayWrite) -> AutoscalerRegistry.builder()
                        .stateStore(store)
                        .writesWhile(mayWrite)
                        .build(),
                own -> begun.add(process + " " + own.index()),
                closer,
                hasMore);
        all.add(shard);
        return shard;
    }

    /** Answered at once. */
    private static LeaseRequests requests(VirtualLease lease) {
        return new LeaseRequests() {
            @Override
            public CompletionStage<JsonNode> get() {
                return ask(lease::get);
            }

            @Override
            public CompletionStage<JsonNode> create(JsonNode given) {
                return ask(() -> lease.create(given));
            }

            @Override
            public CompletionStage<JsonNode> replace(JsonNode given) {
                return ask(() -> lease.replace(given));
            }
        };
    }

    private static CompletionStage<JsonNode> ask(Supplier<JsonNode> request) {
        try {
            return CompletableFuture.completedFuture(request.get());
        } catch (ApiException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void pass(Duration time) {
        world.runUntil(world.now + time.toNanos());
    }

    @Test
    void aTermHasARegistryFromItsBeginningToItsEnd() {
        Shard shard = shard("first", 0, () -> false);
        assertThat(shard.registry()).isEmpty();
        assertThat(shard.isHeld()).isFalse();
        shard.start();
        assertThat(begun).containsExactly("first 0");
        assertThat(shard.isHeld()).isTrue();
        AutoscalerRegistry registry = shard.registry().orElseThrow();
        assertThat(shard.close(LIMIT).toCompletableFuture()).succeedsWithin(LIMIT);
        assertThat(shard.registry()).isEmpty();
        assertThat(shard.isHeld()).isFalse();
        assertThat(registry.closeAsync().toCompletableFuture()).isCompleted();
        assertThat(leases.get(0).get().path("spec").path("holderIdentity").asText())
                .isEmpty();
    }

    @Test
    void afterItsEndAShardBeginsNothing() {
        Shard shard = shard("first", 0, () -> false);
        assertThat(shard.close(LIMIT).toCompletableFuture()).succeedsWithin(LIMIT);
        shard.start();
        shard.gained(); // as by an answer that was under way
        pass(TIMING.lease());
        assertThat(begun).isEmpty();
        assertThat(shard.registry()).isEmpty();
        assertThat(leases.get(0).lease).isNull();
    }

    @Test
    void aLostTermIsClosedAndTheNextHasARegistryOfItsOwn() {
        Shard shard = shard("first", 0, () -> false);
        long threads = OpenResources.threads("scaler4j-registry");
        shard.start();
        AutoscalerRegistry first = shard.registry().orElseThrow();
        shard.lost();
        assertThat(shard.registry()).isEmpty();
        assertThat(first.closeAsync().toCompletableFuture()).succeedsWithin(LIMIT);
        shard.gained();
        await().atMost(LIMIT).until(() -> shard.registry().isPresent());
        assertThat(shard.registry()).get().isNotSameAs(first);
        shard.lost();
        await().atMost(LIMIT).until(() -> OpenResources.threads("scaler4j-registry") <= threads);
    }

    /** Observers know one autoscaler of a name at a time. */
    @Test
    void aTermBeginsOnceTheAutoscalersOfTheLastOneHaveEnded() throws InterruptedException {
        var ends = new LinkedBlockingQueue<Runnable>();
        Shard shard = shard("first", 0, () -> false, ends::add);
        shard.start();
        shard.lost();
        Runnable end = ends.take();
        shard.gained();
        assertThat(shard.registry()).isEmpty();
        end.run();
        assertThat(shard.registry()).isPresent();
        assertThat(begun).containsExactly("first 0", "first 0");

        shard.lost();
        end = ends.take();
        shard.gained();
        shard.lost(); // before it could begin
        end.run();
        assertThat(shard.registry()).isEmpty();
        assertThat(begun).hasSize(2);
    }

    @Test
    void theOnlyShardOfAProcessIsNotHandedOver() {
        Shard first = shard("first", 0, () -> false);
        Shard second = shard("second", 0, () -> false);
        first.start();
        second.start();
        second.want();
        pass(TIMING.lease().multipliedBy(3));
        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();
        assertThat(second.otherHolder()).isEqualTo("first");
        assertThat(first.otherHolder()).isEmpty();
    }

    @Test
    void aShardThatIsHandedOverEndsBeforeItBeginsElsewhere() {
        Shard first = shard("first", 0, () -> true);
        Shard second = shard("second", 0, () -> false);
        first.start();
        AutoscalerRegistry before = first.registry().orElseThrow();
        second.start();
        second.want();
        for (int step = 0; step < 400 && !second.isHeld(); step++) {
            pass(Duration.ofMillis(100));
            assertThat(first.isHeld() && second.isHeld()).isFalse();
        }
        assertThat(second.isHeld()).isTrue();
        assertThat(first.registry()).isEmpty();
        assertThat(before.closeAsync().toCompletableFuture()).isCompleted();
        assertThat(begun).containsExactly("first 0", "second 0");
    }

    /** The first process has all of them; whoever comes gets a share, whoever goes leaves it. */
    @Test
    void processesThatComeAndGoEndWithEqualShares() {
        List<Shard> first = process("first");
        assertThat(held(first)).isEqualTo(6);
        List<Shard> second = process("second");
        balance(List.of(first, second));
        assertThat(List.of(held(first), held(second))).containsExactly(3L, 3L);
        List<Shard> third = process("third");
        balance(List.of(first, second, third));
        assertThat(List.of(held(first), held(second), held(third))).containsExactly(2L, 2L, 2L);
        assertThat(ShardBalance.wanted(first)).isEmpty();
        assertThat(ShardBalance.wanted(third)).isEmpty();
        first.forEach(shard -> shard.close(LIMIT));
        balance(List.of(second, third));
        assertThat(List.of(held(second), held(third))).containsExactly(3L, 3L);
    }

    private List<Shard> process(String name) {
        var own = new ArrayList<Shard>();
        for (int index = 0; index < leases.size(); index++) {
            own.add(shard(name, index, () -> held(own) > 1));
        }
        own.forEach(Shard::start);
        return own;
    }

    private static long held(List<Shard> shards) {
        return shards.stream().filter(Shard::isHeld).count();
    }

    private void balance(List<List<Shard>> processes) {
        for (int round = 0; round < 12; round++) {
            for (List<Shard> process : processes) {
                ShardBalance.wanted(process).ifPresent(Shard::want);
                pass(TIMING.lease().dividedBy(processes.size()));
                assertThat(processes.stream().mapToLong(ShardTest::held).sum()).isLessThanOrEqualTo(leases.size());
            }
        }
    }
}
