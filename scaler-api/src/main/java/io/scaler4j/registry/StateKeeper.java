package io.scaler4j.registry;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the states of one autoscaler in their order: before each write, and after each turn. The end of a turn is told
 * later than it happens, so one that is older than what is saved is left out.
 */
final class StateKeeper implements AutoscalerObserver {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerRegistry.class);

    private final String autoscaler;
    private final StateStore store;
    private final InstantSource time;
    private @Nullable Instant latest;
    private boolean pending;
    private boolean failing;
    private boolean closed;
    private volatile @Nullable Turn turn;

    StateKeeper(String autoscaler, StateStore store, InstantSource time) {
        this.autoscaler = autoscaler;
        this.store = store;
        this.time = time;
    }

    /** Completes once both states that can come of the write survive. */
    CompletionStage<Void> saveBefore(Decision decision) {
        return save(decision.at(), SavedState.before(decision, time.instant()));
    }

    @Override
    public void turnEnded(Turn ended) {
        turn = ended;
        Optional<Decision> decision = ended.decision();
        if (decision.isPresent()) {
            save(decision.get().at(), SavedState.of(ended.next()));
        }
    }

    /**
     * Saves the state after closing, unless a write is under way of which nobody knows the end. The end of a turn that
     * is told later is not saved.
     */
    synchronized CompletionStage<Void> saveLast(ScalingState state) {
        CompletionStage<Void> saved = pending || latest == null
                ? CompletableFuture.completedFuture(null)
                : save(latest, SavedState.of(state));
        closed = true;
        return saved;
    }

    Optional<Turn> turn() {
        return Optional.ofNullable(turn);
    }

    private synchronized CompletionStage<Void> save(Instant at, SavedState state) {
        if (closed || (latest != null && at.isBefore(latest))) {
            return CompletableFuture.completedFuture(null);
        }
        latest = at;
        pending = state.pending().isPresent();
        return store.save(autoscaler, state).whenComplete((done, thrown) -> told(thrown));
    }

    /** Says once that saving fails, and once that it works again. */
    private synchronized void told(@Nullable Throwable thrown) {
        if (thrown != null && !failing) {
            LOG.warn(
                    "{}: the state is not saved, scaling goes on: {}",
                    autoscaler,
                    FailureTable.unwrap(thrown).getMessage());
        } else if (thrown == null && failing) {
            LOG.info("{}: the state is saved again", autoscaler);
        }
        failing = thrown != null;
    }
}
