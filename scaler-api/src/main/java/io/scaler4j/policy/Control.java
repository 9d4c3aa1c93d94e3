package io.scaler4j.policy;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What an operator asks for beside the metrics: pauses and a forced activation. Part of an {@link Observation}, so that
 * a decision made under it can be replayed. Immutable.
 *
 * <p>KEDA keeps the same in annotations: {@code paused}, {@code paused-replicas}, {@code paused-scale-in},
 * {@code paused-scale-out}, {@code force-activation}.
 *
 * <pre>{@code
 * Control night = Control.none().pauseAt(3);
 * Control careful = Control.none().pauseScaleIn();
 * }</pre>
 */
public final class Control {

    private static final int NOWHERE = -1;
    private static final Control NONE = new Control(false, NOWHERE, false, false, false);

    private final boolean paused;
    private final int pausedAt;
    private final boolean scaleInPaused;
    private final boolean scaleOutPaused;
    private final boolean activationForced;

    private Control(
            boolean paused, int pausedAt, boolean scaleInPaused, boolean scaleOutPaused, boolean activationForced) {
        this.paused = paused;
        this.pausedAt = pausedAt;
        this.scaleInPaused = scaleInPaused;
        this.scaleOutPaused = scaleOutPaused;
        this.activationForced = activationForced;
    }

    /**
     * Nothing asked for: the metrics decide.
     *
     * @return the default of every observation
     */
    public static Control none() {
        return NONE;
    }

    /**
     * Freezes the count as it is, whatever the metrics and even outside of the bounds. Replaces {@link #pauseAt}.
     *
     * @return a copy
     */
    public Control pause() {
        return new Control(true, NOWHERE, scaleInPaused, scaleOutPaused, activationForced);
    }

    /**
     * Brings the target to a count, in one step and even outside of the bounds, and keeps it there. Replaces
     * {@link #pause()}.
     *
     * @param replicas at least 0
     * @return a copy
     * @throws IllegalArgumentException if negative
     */
    public Control pauseAt(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("a target can be paused at 0 replicas or more, was " + replicas);
        }
        return new Control(true, replicas, scaleInPaused, scaleOutPaused, activationForced);
    }

    /**
     * Forbids every step to fewer replicas, by bounds and by deactivation, too. Growth goes on.
     *
     * @return a copy
     */
    public Control pauseScaleIn() {
        return new Control(paused, pausedAt, true, scaleOutPaused, activationForced);
    }

    /**
     * Forbids every step to more replicas, by bounds and by activation, too. Shrinking goes on.
     *
     * @return a copy
     */
    public Control pauseScaleOut() {
        return new Control(paused, pausedAt, scaleInPaused, true, activationForced);
    }

    /**
     * Ends every pause; a forced activation stays.
     *
     * @return a copy
     */
    public Control resume() {
        return new Control(false, NOWHERE, false, false, activationForced);
    }

    /**
     * Takes the target for active whatever its triggers say: it is activated, stays active, and its cooldown does not
     * begin. With {@link ActivationMode#NONE} it keeps at least one replica, except of a manual zero that the policy
     * leaves alone.
     *
     * @param forced false to let the triggers decide again
     * @return a copy
     */
    public Control forceActivation(boolean forced) {
        return new Control(paused, pausedAt, scaleInPaused, scaleOutPaused, forced);
    }

    /**
     * Whether the count is frozen or fixed.
     *
     * @return true after {@link #pause()} and {@link #pauseAt}
     */
    public boolean isPaused() {
        return paused;
    }

    /**
     * The count the target is fixed at.
     *
     * @return empty if it is frozen as it is, or not paused
     */
    public OptionalInt pausedAt() {
        return pausedAt == NOWHERE ? OptionalInt.empty() : OptionalInt.of(pausedAt);
    }

    /**
     * Whether steps to fewer replicas are forbidden.
     *
     * @return true after {@link #pauseScaleIn()}
     */
    public boolean isScaleInPaused() {
        return scaleInPaused;
    }

    /**
     * Whether steps to more replicas are forbidden.
     *
     * @return true after {@link #pauseScaleOut()}
     */
    public boolean isScaleOutPaused() {
        return scaleOutPaused;
    }

    /**
     * Whether the target counts as active whatever its triggers say.
     *
     * @return true after {@link #forceActivation forceActivation(true)}
     */
    public boolean isActivationForced() {
        return activationForced;
    }

    /** Whether a step from one count to another is forbidden in its direction. */
    boolean forbids(int from, int to) {
        return to > from ? scaleOutPaused : to < from && scaleInPaused;
    }

    /** Why a forbidden step is. */
    static Reason pausing(int from, int to) {
        return to > from ? Reason.SCALE_OUT_PAUSED : Reason.SCALE_IN_PAUSED;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Control that
                && paused == that.paused
                && pausedAt == that.pausedAt
                && scaleInPaused == that.scaleInPaused
                && scaleOutPaused == that.scaleOutPaused
                && activationForced == that.activationForced;
    }

    @Override
    public int hashCode() {
        return Objects.hash(paused, pausedAt, scaleInPaused, scaleOutPaused, activationForced);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, paused, pausedAt == NOWHERE ? "paused" : "paused at " + pausedAt);
        append(text, scaleInPaused, "scale-in paused");
        append(text, scaleOutPaused, "scale-out paused");
        append(text, activationForced, "activation forced");
        return text.length() == 0 ? "no control" : text.toString();
    }

    private static void append(StringBuilder text, boolean applies, String words) {
        if (applies) {
            text.append(text.length() == 0 ? "" : ", ").append(words);
        }
    }
}
