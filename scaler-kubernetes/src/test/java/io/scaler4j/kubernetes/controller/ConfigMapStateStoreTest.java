package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** When states are written, and how they are found again. */
class ConfigMapStateStoreTest extends StateStoreFixture {

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
    /** The answer to the creation was lost: the map is there when it is created again. */
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
    void keysAreThoseThatAConfigMapTakesAndDifferForEachObject() {
        assertThat(ConfigMapStateStore.key("shop/orders.eu-1")).isEqualTo("shop_orders.eu-1");
        String longest = "n".repeat(63) + "/" + "o".repeat(189);
        assertThat(ConfigMapStateStore.key(longest)).hasSize(253).startsWith("nnn");
        String longer = longest + "o";
        assertThat(ConfigMapStateStore.key(longer)).matches("sha256_[0-9a-f]{64}");
        assertThat(ConfigMapStateStore.key(longer)).isNotEqualTo(ConfigMapStateStore.key(longer + "o"));
    }
}
