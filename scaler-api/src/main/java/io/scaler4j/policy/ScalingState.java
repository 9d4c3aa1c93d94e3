package io.scaler4j.policy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a policy remembers from one decision to the next: when the target was first seen and last active,
 * recommendations within the stabilization windows, changes within the rate periods.
 *
 * <p>A value: keep it, hand it to the next decision, replay it. It is opaque on purpose and bounded in size, however
 * long it is used. Start with {@link #initial()}.
 */
public final class ScalingState {

    private static final long NEVER = Long.MIN_VALUE;
    private static final ScalingState INITIAL =
            new ScalingState(NEVER, NEVER, NEVER, false, Recommendations.NONE, ScaleEvents.NONE, ScaleEvents.NONE);

    private final long firstSeen;
    private final long lastSeen;
    private final long lastActive;
    private final boolean zeroIsOurs;
    private final Recommendations recommendations;
    private final ScaleEvents ups;
    private final ScaleEvents downs;

    ScalingState(
            long firstSeen,
            long lastSeen,
            long lastActive,
            boolean zeroIsOurs,
            Recommendations recommendations,
            ScaleEvents ups,
            ScaleEvents downs) {
        this.firstSeen = firstSeen;
        this.lastSeen = lastSeen;
        this.lastActive = lastActive;
        this.zeroIsOurs = zeroIsOurs;
        this.recommendations = recommendations;
        this.ups = ups;
        this.downs = downs;
    }

    /**
     * The state of a target that was never decided on. The first decision seeds the history with the current count, and
     * its time counts as activity, so nothing shrinks at first sight.
     *
     * @return the empty state
     */
    public static ScalingState initial() {
        return INITIAL;
    }

    /**
     * When the target was last active, as far as confirmed.
     *
     * @return empty if it never was
     */
    public Optional<Instant> lastActiveAt() {
        return lastActive == NEVER ? Optional.empty() : Optional.of(Micros.toInstant(lastActive));
    }

    /**
     * When the last decision was made.
     *
     * @return empty for the initial state
     */
    public Optional<Instant> lastDecisionAt() {
        return lastSeen == NEVER ? Optional.empty() : Optional.of(Micros.toInstant(lastSeen));
    }

    /** The time that counts for a decision at {@code at}: it never runs backwards. */
    long effectiveTime(long at) {
        return Math.max(at, lastSeen);
    }

    long firstSeenOr(long at) {
        return firstSeen == NEVER ? at : firstSeen;
    }

    boolean wasActive() {
        return lastActive != NEVER;
    }

    long lastActive() {
        return lastActive;
    }

    /** Whether a zero was written by this policy, not by someone else. */
    boolean zeroIsOurs() {
        return zeroIsOurs;
    }

    Recommendations recommendations() {
        return recommendations;
    }

    ScaleEvents ups() {
        return ups;
    }

    ScaleEvents downs() {
        return downs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScalingState that
                && firstSeen == that.firstSeen
                && lastSeen == that.lastSeen
                && lastActive == that.lastActive
                && zeroIsOurs == that.zeroIsOurs
                && recommendations.equals(that.recommendations)
                && ups.equals(that.ups)
                && downs.equals(that.downs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(firstSeen, lastSeen, lastActive, zeroIsOurs, recommendations, ups, downs);
    }

    @Override
    public String toString() {
        return "last decision " + lastDecisionAt().map(Instant::toString).orElse("never") + ", last active "
                + lastActiveAt().map(Instant::toString).orElse("never") + (zeroIsOurs ? ", zero is ours" : "")
                + ", recommendations " + recommendations
                + ", ups " + ups + ", downs " + downs;
    }
}
