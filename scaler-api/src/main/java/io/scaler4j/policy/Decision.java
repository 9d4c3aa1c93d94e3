package io.scaler4j.policy;

import java.time.Instant;
import java.util.Objects;

/**
 * What a policy decided: a count, why, and the state that the next decision needs. Immutable.
 *
 * <pre>{@code
 * Decision decision = policy.decide(state, observation);
 * boolean applied = decision.changes() && write(decision.to());
 * state = decision.next(applied);
 * }</pre>
 */
public final class Decision {

    private final Instant at;
    private final int from;
    private final int to;
    private final Explanation explanation;
    private final ScalingState applied;
    private final ScalingState notApplied;

    Decision(Instant at, int from, int to, Explanation explanation, ScalingState applied, ScalingState notApplied) {
        this.at = at;
        this.from = from;
        this.to = to;
        this.explanation = explanation;
        this.applied = applied;
        this.notApplied = notApplied;
    }

    /**
     * The time of the observation that was decided on.
     *
     * @return as in the observation
     */
    public Instant at() {
        return at;
    }

    /**
     * The count the target was asked for before.
     *
     * @return the observed desired count
     */
    public int from() {
        return from;
    }

    /**
     * The count it should be asked for now.
     *
     * @return at least 0
     */
    public int to() {
        return to;
    }

    /**
     * Whether there is anything to write.
     *
     * @return true if {@link #to()} differs from {@link #from()}
     */
    public boolean changes() {
        return to != from;
    }

    /**
     * Why.
     *
     * @return the walk and the proposals
     */
    public Explanation explanation() {
        return explanation;
    }

    /**
     * The state for the next decision.
     *
     * @param applied whether the target confirmed the write. Say false for a dry run, a failed write and an unknown
     *     outcome: recommendations are kept, but neither the change nor an activation. Without {@link #changes()} both
     *     answers are equal
     * @return the next state
     */
    public ScalingState next(boolean applied) {
        return applied ? this.applied : notApplied;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decision that
                && at.equals(that.at)
                && from == that.from
                && to == that.to
                && explanation.equals(that.explanation)
                && applied.equals(that.applied)
                && notApplied.equals(that.notApplied);
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, from, to, explanation);
    }

    @Override
    public String toString() {
        return explanation.toLine();
    }
}
