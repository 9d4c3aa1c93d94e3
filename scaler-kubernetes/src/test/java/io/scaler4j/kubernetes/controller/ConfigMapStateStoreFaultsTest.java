package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.scaler4j.registry.StateStoreException;
import io.scaler4j.testservers.CapturedLog;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of states while the server fails or is slow, and when the lease is lost. */
class ConfigMapStateStoreFaultsTest extends StateStoreFixture {

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
}
