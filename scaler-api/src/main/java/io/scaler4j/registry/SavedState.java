package io.scaler4j.registry;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of one autoscaler as a {@link StateStore} keeps it. It is exact after a crash at any point: before a write
 * to the target it holds both states that can come of the write, and the target's replica count tells which one is
 * true. Immutable, thread-safe.
 */
public final class SavedState {

    private final ScalingState state;
    private final Optional<PendingWrite> pending;

    private SavedState(ScalingState state, Optional<PendingWrite> pending) {
        this.state = state;
        this.pending = pending;
    }

    /**
     * A write to the target that began and whose end is not known.
     *
     * @param replicas the replica count that is written, at least 0
     * @param next the state if the target has this count
     */
    public record PendingWrite(int replicas, ScalingState next) {
        /**
         * Checks that both are usable.
         *
         * @param replicas the replica count that is written, at least 0
         * @param next the state if the target has this count
         */
        public PendingWrite {
            if (replicas < 0) {
                throw new IllegalArgumentException("replicas must be at least 0, was " + replicas);
            }
            Objects.requireNonNull(next, "next must not be null; Decision.next gives it");
        }
    }

    /**
     * Returns a state without a pending write: that of an ended turn.
     *
     * @param state after the turn
     * @return the saved form
     */
    public static SavedState of(ScalingState state) {
        return new SavedState(
                Objects.requireNonNull(state, "state must not be null; ScalingState.initial() is the empty one"),
                Optional.empty());
    }

    /**
     * Returns what has to be saved before a decision is written to the target.
     *
     * @param decision which changes the replica count
     * @param confirmedAt when the target confirms the write, as far as known now
     * @return the state without the change, and the state with it as the pending write
     */
    public static SavedState before(Decision decision, Instant confirmedAt) {
        return before(decision.next(false), new PendingWrite(decision.to(), decision.next(confirmedAt)));
    }

    /**
     * Returns a state with a pending write, for stores that read one back.
     *
     * @param state if the write did not reach the target
     * @param pending the write
     * @return the saved form
     */
    public static SavedState before(ScalingState state, PendingWrite pending) {
        Objects.requireNonNull(state, "state must not be null; ScalingState.initial() is the empty one");
        Objects.requireNonNull(pending, "pending must not be null; without a write there is SavedState.of");
        return new SavedState(state, Optional.of(pending));
    }

    /** {@return the state; with a pending write, the state if the write did not reach the target} */
    public ScalingState state() {
        return state;
    }

    /** {@return the write whose end is not known; empty after a turn that ended} */
    public Optional<PendingWrite> pending() {
        return pending;
    }

    /**
     * Returns the state to go on from.
     *
     * @param replicas the target's desired count, as read after the restart
     * @return the state after the pending write if the target has its count, else the state without it
     */
    public ScalingState resolve(int replicas) {
        return pending.filter(write -> write.replicas() == replicas)
                .map(PendingWrite::next)
                .orElse(state);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SavedState that && state.equals(that.state) && pending.equals(that.pending);
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, pending);
    }

    /** The state's text, and the count of a pending write. */
    @Override
    public String toString() {
        return state
                + pending.map(write -> ", a write of " + write.replicas() + " replicas is pending")
                        .orElse("");
    }
}
