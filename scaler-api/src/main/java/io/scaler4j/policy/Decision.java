package io.scaler4j.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private final Evaluation evaluation;
    private final ScalingState applied;

    /**
     * @param evaluation complete: from now on it is only read
     * @param applied the state after a confirmed write
     */
    Decision(Evaluation evaluation, ScalingState applied) {
        this.evaluation = evaluation;
        this.applied = applied;
    }

    /**
     * The time of the observation that was decided on.
     *
     * @return as in the observation
     */
    public Instant at() {
        return evaluation.observation().at();
    }

    /**
     * The state that was decided on, to be recorded with the observation: both together lead to this decision again.
     *
     * @return as it was given to the policy
     */
    public ScalingState state() {
        return evaluation.given();
    }

    /**
     * The count the target was asked for before.
     *
     * @return the observed desired count
     */
    public int from() {
        return evaluation.current();
    }

    /**
     * The count it should be asked for now.
     *
     * @return at least 0
     */
    public int to() {
        return evaluation.walk().count();
    }

    /**
     * Whether there is anything to write.
     *
     * @return true if {@link #to()} differs from {@link #from()}
     */
    public boolean changes() {
        return to() != from();
    }

    /**
     * The bounds that held: the policy's, joined by those that a schedule set at the time.
     *
     * @return the higher minimum and the lower maximum. Not every count is within them: a target may sleep below the
     *     minimum, be paused outside of them, or come down to a schedule's maximum at the rate that is allowed
     */
    public ReplicaBounds bounds() {
        return evaluation.bounds();
    }

    /**
     * Why.
     *
     * @return the walk and the proposals
     */
    public Explanation explanation() {
        return new Explanation(evaluation);
    }

    /**
     * The decision as plain values, for structured logs: maps, lists, texts, numbers and flags only. Keys do not change
     * their meaning; more may come.
     *
     * <pre>{@code
     * {at=2026-01-05T08:00:15Z, from=16, to=9, stage=STABILIZE, reason=WINDOW, without=0,
     *  steps=[{stage=RECOMMEND, from=16, to=0, reason=RATIO, because=lag 0 of 50 per replica}, ...],
     *  triggers=[{trigger=lag, reading=0, target=50 per replica, replicas=0, reason=RATIO, active=false}]}
     * }</pre>
     *
     * @return an unmodifiable map in a fixed order; {@code replicas} is missing for a reading without a count
     */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("at", at().toString());
        map.put("from", from());
        map.put("to", to());
        explanation().putInto(map);
        return Collections.unmodifiableMap(map);
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
        return applied || !changes() ? this.applied : evaluation.withoutWrite(this.applied);
    }

    /**
     * The state for the next decision after a confirmed write, whose time is known: the change counts for rate limits
     * from then on, as in the HPA, which stores it after its write. With {@link #next(boolean)} it counts from the
     * decision on, and a limit whose period is an exact multiple of the interval may let the count move one turn early.
     *
     * @param confirmedAt when the target confirmed; a time before the decision counts as its time
     * @return the next state; without {@link #changes()} as from {@link #next(boolean)}
     */
    public ScalingState next(Instant confirmedAt) {
        long later = Micros.of(confirmedAt);
        return changes() && later > evaluation.at() ? applied.confirmedAt(later) : applied;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decision that
                && at().equals(that.at())
                && from() == that.from()
                && to() == that.to()
                && explanation().equals(that.explanation())
                && applied.equals(that.applied)
                && next(false).equals(that.next(false));
    }

    @Override
    public int hashCode() {
        return Objects.hash(at(), from(), to(), explanation());
    }

    @Override
    public String toString() {
        return explanation().toLine();
    }
}
