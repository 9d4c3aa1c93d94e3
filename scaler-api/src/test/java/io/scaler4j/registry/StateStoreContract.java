package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.START;
import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.StatesFixture.decision;
import static io.scaler4j.registry.StatesFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What each store does. */
abstract class StateStoreContract {

    abstract StateStore store();

    @Test
    void knowsNoStateAtFirst() throws Exception {
        assertThat(await(store().load("orders"))).isEmpty();
    }

    @Test
    void returnsTheLatestState() throws Exception {
        await(store().save("orders", state(1)));
        await(store().save("orders", state(2)));
        await(store().save("bills", state(3)));

        assertThat(await(store().load("orders"))).contains(state(2));
        assertThat(await(store().load("bills"))).contains(state(3));
    }

    @Test
    void keepsBothStatesOfAPendingWrite() throws Exception {
        SavedState before = SavedState.before(decision(4), START);
        await(store().save("orders", before));

        SavedState loaded = await(store().load("orders")).orElseThrow();
        assertThat(loaded).isEqualTo(before);
        assertThat(loaded.resolve(decision(4).to())).isEqualTo(decision(4).next(START));
        assertThat(loaded.resolve(decision(4).from())).isEqualTo(decision(4).next(false));
    }

    @Test
    void forgetsWhatIsRemoved() throws Exception {
        await(store().save("orders", state(1)));
        await(store().remove("orders"));
        await(store().remove("never there"));

        assertThat(await(store().load("orders"))).isEmpty();
    }

    @Test
    void takesSavesOfOneNameInTheirOrder() throws Exception {
        List<CompletionStage<Void>> saves = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            saves.add(store().save("orders", state(i)));
        }
        for (CompletionStage<Void> save : saves) {
            await(save);
        }
        assertThat(await(store().load("orders"))).contains(state(499));
    }
}
