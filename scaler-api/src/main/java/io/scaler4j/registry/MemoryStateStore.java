package io.scaler4j.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** States on the heap. */
final class MemoryStateStore implements StateStore {

    private static final CompletionStage<Void> SAVED = CompletableFuture.completedStage(null);

    private final Map<String, SavedState> states = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Optional<SavedState>> load(String autoscaler) {
        return CompletableFuture.completedFuture(Optional.ofNullable(states.get(autoscaler)));
    }

    @Override
    public CompletionStage<Void> save(String autoscaler, SavedState state) {
        states.put(autoscaler, state);
        return SAVED;
    }

    @Override
    public CompletionStage<Void> remove(String autoscaler) {
        states.remove(autoscaler);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        states.clear();
    }

    @Override
    public String toString() {
        return "states in memory";
    }
}
