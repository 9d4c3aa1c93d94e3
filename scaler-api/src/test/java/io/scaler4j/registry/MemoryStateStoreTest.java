package io.scaler4j.registry;

class MemoryStateStoreTest extends StateStoreContract {

    private final StateStore store = StateStore.inMemory();

    @Override
    StateStore store() {
        return store;
    }
}
