package io.scaler4j.registry;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where the states of autoscalers are kept over a restart. For each name the latest saved state wins. A lost state does
 * no harm beyond a stabilization window, a rate period and a cooldown that begin again.
 *
 * <p>An autoscaler saves {@link SavedState#before before} each write to its target, and after each turn. So a process
 * may be killed at any step: the state it finds afterwards is exact.
 *
 * <p>Implementations are thread-safe, and their stages complete on any thread. They never block the caller for long:
 * what needs a disk or a network happens elsewhere. A stage that fails does so with a {@link StateStoreException} whose
 * message is a sentence.
 */
public interface StateStore extends AutoCloseable {

    /**
     * Returns a store that keeps states until it is closed, for autoscalers whose specification changes at run time. It
     * survives no restart.
     *
     * @return an open store, without threads
     */
    static StateStore inMemory() {
        return new MemoryStateStore();
    }

    /**
     * Loads the latest state.
     *
     * @param autoscaler its name
     * @return completes with the state, or empty if none was saved
     */
    CompletionStage<Optional<SavedState>> load(String autoscaler);

    /**
     * Saves a state in place of the one before.
     *
     * @param autoscaler its name, not blank
     * @param state the state
     * @return completes once the state, or a later one of the same name, survives the death of the process
     */
    CompletionStage<Void> save(String autoscaler, SavedState state);

    /**
     * Forgets an autoscaler.
     *
     * @param autoscaler its name; an unknown one does no harm
     * @return completes once it is gone
     */
    CompletionStage<Void> remove(String autoscaler);

    /** Saves what is not saved yet, then lets go of files, connections and threads. May be repeated. */
    @Override
    void close();
}
