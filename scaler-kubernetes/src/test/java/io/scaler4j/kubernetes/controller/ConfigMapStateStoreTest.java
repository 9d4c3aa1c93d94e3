package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ScriptedServer;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.SavedState;
import io.scaler4j.registry.SavedState.PendingWrite;
import io.scaler4j.registry.StateStoreException;
import io.scaler4j.testservers.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * States in ConfigMaps of a scripted server, with a virtual timer: when they are written, and what becomes of trouble.
 */
class ConfigMapStateStoreTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LIST = "/api/v1/namespaces/shop/configmaps";
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAPS = 4;
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 100).build();

    private final VirtualWorld world = new VirtualWorld();
    private final AtomicBoolean held = new AtomicBoolean(true);
    /** The data of each ConfigMap. */
    private final Map<String, Map<String, String>> maps = new ConcurrentHashMap<>();

    private final ScriptedServer server = ScriptedServer.answering(this::store);
    private final KubernetesApi api = KubernetesApi.open(server.config());
    private final ConfigMapStateStore store = open(MAPS);

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private ConfigMapStateStore open(int count) {
        var writing = new ConfigMapStateStore.Writing(PAUSE, Duration.ofSeconds(2), held::get);
        return new ConfigMapStateStore(api, "shop", "states", count, writing, world.scheduler());
    }

    /** As the API server does: merge patches, and 404 where there is none. */
    private synchronized void store(ScriptedServer.Seen seen, ScriptedServer.Reply reply) throws java.io.IOException {
        String name = seen.path().substring(seen.path().lastIndexOf('/') + 1);
        if (seen.is("POST", LIST)) {
            JsonNode map = MAPPER.readTree(seen.body());
            String created = map.path("metadata").path("name").asText();
            if (maps.containsKey(created)) {
                reply.refuse(409, "AlreadyExists", "there is one");
                return;
            }
            maps.put(created, new TreeMap<>());
            merge(maps.get(created), map);
            reply.json(201, seen.body());
        } else if (!maps.containsKey(name)) {
            reply.refuse(404, "NotFound", name + " not found");
        } else {
            if (seen.method().equals("PATCH")) {
                merge(maps.get(name), MAPPER.readTree(seen.body()));
            }
            reply.json(200, MAPPER.writeValueAsString(Map.of("data", maps.get(name))));
        }
    }

    private static void merge(Map<String, String> data, JsonNode patch) {
        patch.path("data").properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                data.remove(entry.getKey());
            } else {
                data.put(entry.getKey(), entry.getValue().asText());
            }
        });
    }

    /** After a decision, another one for each second. */
    private static SavedState state(int second) {
        Instant now = Instant.parse("2026-01-05T08:00:00Z").plusSeconds(second);
        var measurement = Measurement.of("lag", MetricTarget.averageValue(1), Reading.of(10));
        var observation = Observation.of(now, Replicas.of(5), List.of(measurement));
        return SavedState.of(POLICY.decide(ScalingState.initial(), observation).next(true));
    }

    private static SavedState pending(int second, int replicas) {
        return SavedState.before(
                state(second).state(),
                new PendingWrite(replicas, state(second + 1).state()));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void pass(Duration time) {
        world.runUntil(world.now + time.toNanos());
    }

    private long writes() {
        return server.requests().stream()
                .filter(seen -> !seen.method().equals("GET"))
                .count();
    }

    @Test
    void whatIsSavedIsLoadedByTheNextHolder() throws Exception {
        var saved = new ArrayList<CompletionStage<Void>>();
        saved.add(store.save("shop/orders", state(1)));
        saved.add(store.save("shop/bills", pending(2, 7)));
        pass(PAUSE);
        for (var each : saved) {
            get(each);
        }
        var next = open(MAPS);
        assertThat(get(next.load("shop/orders"))).contains(state(1));
        assertThat(get(next.load("shop/bills"))).contains(pending(2, 7));
        assertThat(get(next.load("shop/unknown"))).isEmpty();
        assertThat(store).hasToString("states in 4 ConfigMaps");
    }

    @Test
    void whatIsRemovedIsGoneForTheNextHolderAndMakesNoMapOfItsOwn() throws Exception {
        store.remove("shop/never");
        pass(PAUSE);
        get(store.flush());
        assertThat(maps.values()).allSatisfy(data -> assertThat(data).isEmpty());
        store.save("shop/orders", state(1));
        get(store.flush());
        assertThat(get(open(MAPS).load("shop/orders"))).contains(state(1));
        store.remove("shop/orders");
        get(store.flush());
        assertThat(get(open(MAPS).load("shop/orders"))).isEmpty();
        assertThat(get(store.load("shop/orders"))).isEmpty();
    }

    /** Thousands of turns of hundreds of objects: one patch for each ConfigMap and pause. */
    @Test
    void savingIsNotAWritePerTurnAndObject() throws Exception {
        for (int turn = 0; turn < 6; turn++) {
            for (int object = 0; object < 500; object++) {
                store.save("shop/o" + object, state(turn * 10));
            }
            pass(PAUSE);
            get(store.flush());
        }
        int first = 2 * MAPS; // the patch that finds no map, and the map
        assertThat(writes()).isEqualTo(first + 5L * MAPS);
        assertThat(get(open(MAPS).load("shop/o499"))).contains(state(50));
    }

    @Test
    void aStateWithAPendingWriteIsStoredAtOnceAndTakesTheOthersAlong() throws Exception {
        var single = open(1);
        var waiting = single.save("shop/idle", state(1)).toCompletableFuture();
        var urgent = single.save("shop/orders", pending(2, 3)).toCompletableFuture();
        pass(StateMap.SOON);
        get(urgent);
        get(waiting);
        assertThat(writes()).isEqualTo(2); // patch, create
        pass(PAUSE.multipliedBy(3));
        assertThat(writes()).isEqualTo(2);
    }

    /** Saves that come while a patch is under way, slower than the timer, must not be forgotten. */
    @Test
    void aSlowServerHoldsUpSavesAndLosesNone() throws Exception {
        var single = open(1);
        get(put(single, "shop/first", state(0)));
        var answer = new CountDownLatch(1);
        server.answer((seen, reply) -> {
            answer.await();
            store(seen, reply);
        });
        var slow = single.save("shop/orders", pending(1, 3)).toCompletableFuture();
        pass(StateMap.SOON);
        var next = single.save("shop/orders", pending(5, 4)).toCompletableFuture();
        pass(PAUSE.multipliedBy(2)); // the timer of the second save is over, the patch of the first is not
        assertThat(slow).isNotDone();
        answer.countDown();
        get(slow);
        await().atMost(LIMIT).until(() -> {
            pass(PAUSE);
            return next.isDone();
        });
        get(next);
        var later = single.save("shop/orders", state(9)).toCompletableFuture();
        pass(PAUSE);
        get(later);
        assertThat(get(open(1).load("shop/orders"))).contains(state(9));
    }

    private CompletableFuture<Void> put(ConfigMapStateStore to, String name, SavedState state) {
        var saved = to.save(name, state).toCompletableFuture();
        pass(PAUSE);
        return saved;
    }

    @Test
    void flushingWaitsForThePatchUnderWayAndForWhatCameMeanwhile() throws Exception {
        var single = open(1);
        get(put(single, "shop/first", state(0)));
        var answer = new CountDownLatch(1);
        server.answer((seen, reply) -> {
            answer.await();
            store(seen, reply);
        });
        single.save("shop/orders", state(1));
        pass(PAUSE);
        var empty = single.flush().toCompletableFuture();
        single.save("shop/orders", state(2));
        var more = single.flush().toCompletableFuture();
        assertThat(empty).isNotDone();
        assertThat(more).isNotDone();
        answer.countDown();
        get(empty);
        await().atMost(LIMIT).until(() -> {
            pass(StateMap.SOON);
            return more.isDone();
        });
        assertThat(get(open(1).load("shop/orders"))).contains(state(2));
    }

    @Test
    void aWriteThatFailsIsToldAndComesWithTheNextUnlessThereIsANewerState() throws Exception {
        var single = open(1);
        get(put(single, "shop/first", state(0)));
        server.answer((seen, reply) -> reply.refuse(500, "InternalError", "etcd is away"));
        var failed = single.save("shop/orders", state(1)).toCompletableFuture();
        var also = single.save("shop/bills", state(2)).toCompletableFuture();
        pass(PAUSE);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(failed))
                .withCauseInstanceOf(StateStoreException.class)
                .withMessageContaining("the states in ConfigMap states-0 could not be written")
                .withMessageContaining("etcd is away");
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(also));
        server.answer(this::store);
        var newer = single.save("shop/orders", state(3)).toCompletableFuture();
        pass(PAUSE);
        get(newer);
        assertThat(get(open(1).load("shop/orders"))).contains(state(3));
        assertThat(get(open(1).load("shop/bills"))).contains(state(2));
    }

    /** The answer to the creation was lost: the map is there when it is created again. */
    @Test
    void aMapThatSomebodyElseCreatedMeanwhileIsPatchedAtTheNextAttempt() throws Exception {
        var first = new AtomicInteger();
        server.answer((seen, reply) -> {
            store(seen, reply);
            if (seen.method().equals("PATCH") && first.getAndIncrement() == 0) {
                maps.put(
                        "states-0",
                        new TreeMap<>(Map.of("shop_theirs", state(7).state().toText())));
            }
        });
        var single = open(1);
        var refused = put(single, "shop/orders", state(1));
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(refused));
        pass(PAUSE);
        get(single.flush());
        assertThat(get(open(1).load("shop/orders"))).contains(state(1));
        assertThat(get(open(1).load("shop/theirs"))).contains(state(7));
    }

    @Test
    void withoutTheLeaseNothingIsSent() throws Exception {
        var late = store.save("shop/orders", state(1)).toCompletableFuture();
        held.set(false);
        pass(PAUSE);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(late))
                .withMessageContaining("the lease is lost");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatWaitsWhenTheLeaseIsLostIsNeverSentOrCalledSaved() throws Exception {
        var waiting = store.save("shop/orders", state(1)).toCompletableFuture();
        store.abandon();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(store.save("shop/orders", state(2))))
                .withMessageContaining("the lease is lost");
        pass(PAUSE.multipliedBy(3));
        store.close();
        assertThat(server.requests()).isEmpty();
        assertThat(waiting).isNotDone();
    }

    @Test
    void aFailedLoadIsAFailureAndNotAnEmptyStateAndIsTriedAgain() throws Exception {
        get(put(store, "shop/orders", state(1)));
        server.answer((seen, reply) -> reply.refuse(503, "ServiceUnavailable", "starting"));
        var next = open(MAPS);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(next.load("shop/orders")))
                .withCauseInstanceOf(StateStoreException.class)
                .withMessageContaining("could not be read")
                .withMessageContaining("starting");
        server.answer(this::store);
        assertThat(get(next.load("shop/orders"))).contains(state(1));
    }

    @Test
    void loadingManyReadsEachMapOnce() throws Exception {
        for (int object = 0; object < 200; object++) {
            store.save("shop/o" + object, state(object));
        }
        get(store.flush());
        var next = open(MAPS);
        long before = server.requests().size();
        for (int object = 0; object < 200; object++) {
            assertThat(get(next.load("shop/o" + object))).contains(state(object));
        }
        assertThat(server.requests().size() - before).isEqualTo(MAPS);
    }

    @Test
    void aDamagedStateIsLoggedAndLeftOut() throws Exception {
        maps.put("states-0", new TreeMap<>(Map.of("shop_orders", "no state at all", "shop_bills", "{")));
        var single = open(1);
        try (var log = CapturedLog.of(ScaledObjectController.class.getName())) {
            assertThat(get(single.load("shop/orders"))).isEmpty();
            assertThat(get(single.load("shop/bills"))).isEmpty();
            assertThat(log.text()).contains("shop/orders: begins without its saved state, which is damaged");
        }
    }

    @Test
    void aMapThatIsFullSaysHowToGoOn() {
        server.answer((seen, reply) -> reply.refuse(422, "Invalid", "Too long: may not be more than 1048576 bytes"));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(put(open(1), "shop/orders", state(1))))
                .withMessageContaining("Too long")
                .withMessageContaining("split them into more shards");
    }

    @Test
    void keysAreThoseThatAConfigMapTakesAndDifferForEachObject() {
        assertThat(ConfigMapStateStore.key("shop/orders.eu-1")).isEqualTo("shop_orders.eu-1");
        String longest = "n".repeat(63) + "/" + "o".repeat(189);
        assertThat(ConfigMapStateStore.key(longest)).hasSize(253).startsWith("nnn");
        String longer = longest + "o";
        assertThat(ConfigMapStateStore.key(longer)).matches("sha256_[0-9a-f]{64}");
        assertThat(ConfigMapStateStore.key(longer)).isNotEqualTo(ConfigMapStateStore.key(longer + "o"));
    }
}
