package io.scaler4j.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    private final Steps steps;

    /** @param steps complete, from now on only read: everything else follows from them when it is asked for */
    Decision(Steps steps) {
        this.steps = steps;
    }

    /**
     * Returns a decision of a custom {@link ScalingPolicy}. The count before it, its reason, its explanation and the
     * next state follow from what is given here. Recommendations, changes, activity, failed reads and the time are kept
     * as the policies of {@link ScalingPolicy#builder()} keep them, so both kinds can take turns on one state. What
     * each trigger recommends is told with the default tolerance.
     *
     * <pre>{@code
     * ScalingPolicy half = (state, observation) -> {
     *     int now = observation.replicas().desired();
     *     int to = Math.max(1, now / 2);
     *     Step step = Step.of(Stage.RECOMMEND, now, to, Reason.CUSTOM, "half of them are enough");
     *     return Decision.of(observation, state, to, List.of(step));
     * };
     * }</pre>
     *
     * @param observation what was decided on
     * @param state the state that was given to the policy
     * @param to the count to ask for; at least 0
     * @param steps how it came to that, in their order: the first starts at the observed desired count, each other
     *     where the one before ended, the last ends at {@code to}. The count after a {@link Stage#RECOMMEND} step is
     *     what later stabilization windows look at; without such a step it is {@code to}. An {@link Stage#ACTIVATE}
     *     step that begins, or a {@link Stage#DEACTIVATE} step that ends the decision, does not count against rate
     *     limits
     * @return the decision; its {@link Explanation#binding()} takes the count before a step for the count without it
     * @throws IllegalArgumentException if there is no step, or if the steps do not lead from the observed count to
     *     {@code to}
     */
    public static Decision of(Observation observation, ScalingState state, int to, List<Step> steps) {
        int at = observation.replicas().desired();
        for (Step step : steps) {
            if (step.from() != at) {
                throw new IllegalArgumentException("the step \"" + step + "\" of a decision must start at " + at
                        + ", where the one before it ended, or at the observed desired count");
            }
            at = step.to();
        }
        if (steps.isEmpty() || at != to) {
            throw new IllegalArgumentException(
                    "the steps of a decision must end at its count " + to + ", were " + steps);
        }
        return new Decision(new Steps(DecisionInput.of(PolicySettings.CUSTOM, state, observation, null), steps));
    }

    /**
     * The time of the observation that was decided on.
     *
     * @return as in the observation
     */
    public Instant at() {
        return steps.input().observation().at();
    }

    /**
     * The state that was decided on, to be recorded with the observation: both together lead to this decision again.
     *
     * @return as it was given to the policy
     */
    public ScalingState state() {
        return steps.input().given();
    }

    /**
     * The count the target was asked for before.
     *
     * @return the observed desired count
     */
    public int from() {
        return steps.input().current();
    }

    /**
     * The count it should be asked for now.
     *
     * @return at least 0
     */
    public int to() {
        return steps.count();
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
     * @return the higher minimum and the lower maximum. Not every count is within them: a target may be idle below the
     *     minimum, paused outside of them, or come down to a schedule's maximum at the rate that is allowed
     */
    public ReplicaBounds bounds() {
        EffectiveBounds bounds = steps.input().bounds();
        return new ReplicaBounds(bounds.min(), bounds.max());
    }

    /**
     * Why.
     *
     * @return the steps and the recommendations
     */
    public Explanation explanation() {
        return new Explanation(steps);
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
        return applied || !changes() ? NextState.applied(steps) : NextState.unwritten(steps);
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
        ScalingState next = NextState.applied(steps);
        return changes() && later > steps.input().at() ? next.confirmedAt(later) : next;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decision that
                && at().equals(that.at())
                && from() == that.from()
                && to() == that.to()
                && explanation().equals(that.explanation())
                && next(true).equals(that.next(true))
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
