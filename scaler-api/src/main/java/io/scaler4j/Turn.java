package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One turn of an autoscaler, told when it has ended: what was seen, what was decided, what became of it, and the state
 * it left. Immutable.
 *
 * <pre>{@code
 * public void turnEnded(Turn turn) {
 *     if (turn.outcome() instanceof Turn.NotWritten failed && failed.cause() == Turn.Cause.REFUSED) {
 *         alert(turn.autoscaler() + " cannot be scaled");
 *     }
 * }
 * }</pre>
 *
 * <p>Two turns are equal if everything they tell is equal; of problems, that is the sentence.
 */
public final class Turn {

    /** How a turn ended. */
    public sealed interface Outcome permits Unchanged, Scaled, NotWritten, NoDecision {}

    /** The decision was to keep the count, so there was nothing to write. */
    public record Unchanged() implements Outcome {

        @Override
        public String toString() {
            return "unchanged";
        }
    }

    /**
     * The target accepted the change.
     *
     * @param confirmedAt when it did, by the autoscaler's clock; the change counts for rate limits from then on
     */
    public record Scaled(Instant confirmedAt) implements Outcome {

        @Override
        public String toString() {
            return "scaled at " + confirmedAt;
        }
    }

    /**
     * The decision was to change the count, and the change was not confirmed. It does not count as one.
     *
     * @param cause why not
     * @param problem what went wrong; empty for a dry run
     */
    public record NotWritten(Cause cause, Optional<ScaleTargetException> problem) implements Outcome {

        @Override
        public boolean equals(Object other) {
            return other instanceof NotWritten that && toString().equals(that.toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }

        @Override
        public String toString() {
            return "not written, " + cause
                    + problem.map(each -> ": " + each.getMessage()).orElse("");
        }
    }

    /**
     * There is no decision: the target's counts could not be read, the policy or a schedule threw, or no thread was
     * free for it. The state is what it was before.
     *
     * @param problem what went wrong
     */
    public record NoDecision(RuntimeException problem) implements Outcome {

        @Override
        public boolean equals(Object other) {
            return other instanceof NoDecision that && toString().equals(that.toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }

        @Override
        public String toString() {
            return "no decision: " + Readings.describe(problem);
        }
    }

    /** Why a change was not written. */
    public enum Cause {
        /** The autoscaler never writes. */
        DRY_RUN,
        /** The target refused the change. */
        REFUSED,
        /** The target did not answer in time, now or to an earlier write that still runs. The outcome is unknown. */
        TIMEOUT,
        /** This process may not write at present, because another one holds the right to. */
        FENCED
    }

    private static final Unchanged UNCHANGED = new Unchanged();

    private final String autoscaler;
    private final Instant at;
    private final Duration lateness;
    private final Map<String, Duration> latencies;
    private final @Nullable Observation observation;
    private final @Nullable Decision decision;
    private final Outcome outcome;
    private final ScalingState next;

    /** @param latencies not changed afterwards */
    Turn(
            String autoscaler,
            Instant at,
            Duration lateness,
            Map<String, Duration> latencies,
            @Nullable Observation observation,
            @Nullable Decision decision,
            Outcome outcome,
            ScalingState next) {
        this.autoscaler = autoscaler;
        this.at = at;
        this.lateness = lateness;
        this.latencies = latencies;
        this.observation = observation;
        this.decision = decision;
        this.outcome = outcome;
        this.next = next;
    }

    /**
     * Makes a turn with a decision, as simulations and tests of observers need it. It is on time, and no read has a
     * latency.
     *
     * @param autoscaler the name
     * @param at when it began
     * @param observation what was seen
     * @param decision what was decided
     * @param outcome {@link Unchanged} if the decision changes nothing, otherwise {@link Scaled} or {@link NotWritten}
     * @return a turn that leaves the state of this outcome
     * @throws IllegalArgumentException if outcome and decision contradict each other
     */
    public static Turn of(String autoscaler, Instant at, Observation observation, Decision decision, Outcome outcome) {
        return new Turn(
                autoscaler, at, Duration.ZERO, Map.of(), observation, decision, outcome, next(decision, outcome));
    }

    /**
     * Makes a turn without a decision, as tests of observers need it. It is on time and saw nothing.
     *
     * @param autoscaler the name
     * @param at when it began
     * @param state before the turn, and after it
     * @param problem why there is no decision
     * @return the turn
     */
    public static Turn undecided(String autoscaler, Instant at, ScalingState state, RuntimeException problem) {
        return new Turn(autoscaler, at, Duration.ZERO, Map.of(), null, null, new NoDecision(problem), state);
    }

    static Outcome unchanged() {
        return UNCHANGED;
    }

    /** The state that a decision leaves if this becomes of it. */
    static ScalingState next(Decision decision, Outcome outcome) {
        boolean isUnchanged = outcome instanceof Unchanged;
        if (outcome instanceof NoDecision || decision.changes() == isUnchanged) {
            throw new IllegalArgumentException("the outcome of a decision " + decision.from() + " -> " + decision.to()
                    + " must be " + (decision.changes() ? "Scaled or NotWritten" : "Unchanged") + ", was " + outcome);
        }
        return outcome instanceof Scaled scaled ? decision.next(scaled.confirmedAt()) : decision.next(isUnchanged);
    }

    /** {@return the name of the autoscaler} */
    public String autoscaler() {
        return autoscaler;
    }

    /**
     * {@return when the turn began, by the autoscaler's clock; the observation has the time at which triggers were
     * read}
     */
    public Instant at() {
        return at;
    }

    /**
     * Returns how late the turn began.
     *
     * @return from the time it was due to its beginning, at least zero. Zero for a turn on request, by
     *     {@link Autoscaler#evaluate()} or {@link Autoscaler#poke()}. It is more than a trifle if the scheduler has too
     *     few threads, and if the turn before took longer than the interval: turns left out are not caught up on, and
     *     the next one is late by them
     */
    public Duration lateness() {
        return lateness;
    }

    /**
     * Returns how long each trigger's read took.
     *
     * @return by trigger, from the request to the answer, at least zero; the time limit for a read that was given up.
     *     Triggers that were not read are missing: their last read still runs, the target is scaled to zero, or its
     *     counts could not be read. Unmodifiable, in the order of the triggers
     */
    public Map<String, Duration> latencies() {
        return latencies;
    }

    /** {@return what was decided on; empty if the turn ended before everything was read} */
    public Optional<Observation> observation() {
        return Optional.ofNullable(observation);
    }

    /** {@return what was decided; empty exactly if the outcome is {@link NoDecision}} */
    public Optional<Decision> decision() {
        return Optional.ofNullable(decision);
    }

    @Nullable
    Decision decisionOrNull() {
        return decision;
    }

    /** {@return what became of the turn} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return the state that the next turn begins with} */
    public ScalingState next() {
        return next;
    }

    /**
     * Returns the count that the target was left with.
     *
     * @return the decided count if the target accepted it, otherwise the one before; empty without a decision
     */
    public OptionalInt replicas() {
        if (decision == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(outcome instanceof Scaled ? decision.to() : decision.from());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Turn that
                && autoscaler.equals(that.autoscaler)
                && at.equals(that.at)
                && lateness.equals(that.lateness)
                && latencies.equals(that.latencies)
                && Objects.equals(observation, that.observation)
                && Objects.equals(decision, that.decision)
                && outcome.equals(that.outcome)
                && next.equals(that.next);
    }

    @Override
    public int hashCode() {
        return Objects.hash(autoscaler, at, outcome);
    }

    /** One line: when, which autoscaler, what was decided and became of it, and why. */
    @Override
    public String toString() {
        if (decision == null) {
            return at + " " + autoscaler + " " + outcome;
        }
        return at + " " + autoscaler + " " + decision.from() + " -> " + decision.to() + " " + outcome + ": " + decision;
    }
}
