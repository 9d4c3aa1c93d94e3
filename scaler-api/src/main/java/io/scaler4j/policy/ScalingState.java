package io.scaler4j.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a policy remembers from one decision to the next: when the target was first seen and last active,
 * recommendations within the stabilization windows, changes within the rate periods, runs of failed reads.
 *
 * <p>A value: keep it, hand it to the next decision, replay it. It is opaque on purpose and bounded in size, however
 * long it is used. Start with {@link #initial()}; over a restart keep its text:
 *
 * <pre>{@code
 * Files.writeString(file, autoscaler.state().toText());
 * ScalingState state = ScalingState.parse(Files.readString(file));
 * }</pre>
 */
public final class ScalingState {

    static final long NEVER = StateText.NEVER;

    private static final int GAP_INTERVALS = 5;
    private static final long SHORTEST_GAP = Micros.of(Duration.ofSeconds(60));
    private static final ScalingState INITIAL = new ScalingState(
            NEVER,
            NEVER,
            NEVER,
            NEVER,
            false,
            false,
            RecommendationHistory.NONE,
            ScaleEvents.NONE,
            ScaleEvents.NONE,
            List.of());

    private final long firstSeen;
    private final long lastSeen;
    private final long lastUnpaused;
    private final long lastActive;
    private final boolean zeroIsOurs;
    private final boolean idle;
    private final RecommendationHistory recommendations;
    private final ScaleEvents ups;
    private final ScaleEvents downs;
    private final List<FailureRun> failures;

    ScalingState(
            long firstSeen,
            long lastSeen,
            long lastUnpaused,
            long lastActive,
            boolean zeroIsOurs,
            boolean idle,
            RecommendationHistory recommendations,
            ScaleEvents ups,
            ScaleEvents downs,
            List<FailureRun> failures) {
        this.firstSeen = firstSeen;
        this.lastSeen = lastSeen;
        this.lastUnpaused = lastUnpaused;
        this.lastActive = lastActive;
        this.zeroIsOurs = zeroIsOurs;
        this.idle = idle;
        this.recommendations = recommendations;
        this.ups = ups;
        this.downs = downs;
        this.failures = failures;
    }

    /**
     * The state of a target that was never decided on. The first decision seeds the history with the current count, and
     * its time counts as activity: nothing becomes idle at first sight, and where there is a window nothing shrinks.
     *
     * @return the empty state
     */
    public static ScalingState initial() {
        return INITIAL;
    }

    /**
     * Restores what {@link #toText()} wrote.
     *
     * @param text the whole text; white space around it does not matter
     * @return an equal state
     * @throws IllegalArgumentException if the text is damaged or of an unknown version; the sentence says which. To go
     *     on without it, start with {@link #initial()}: a window and a cooldown begin again then
     */
    public static ScalingState parse(String text) {
        return StateText.Reader.read(text, ScalingState::read);
    }

    private static ScalingState read(StateText.Reader text) {
        var state = new ScalingState(
                text.time("first"),
                text.time("last"),
                text.time("unpaused"),
                text.time("active"),
                text.flag("ownZero"),
                text.flag("idle"),
                text.recommendations("recommendations"),
                text.events("ups"),
                text.events("downs"),
                text.failures("failures"));
        if (text.latest() > state.lastSeen) {
            throw new IllegalArgumentException("it remembers something later than its last decision");
        }
        return state;
    }

    /**
     * Everything remembered, as one line of text with a version and a checksum, to be kept over a restart. Its form may
     * change with the version; every version of the library reads those before it.
     *
     * @return printable ASCII without spaces
     */
    public String toText() {
        return new StateText.Writer()
                .time("first", firstSeen)
                .time("last", lastSeen)
                .time("unpaused", lastUnpaused)
                .time("active", lastActive)
                .flag("ownZero", zeroIsOurs)
                .flag("idle", idle)
                .counts("recommendations", recommendations)
                .counts("ups", ups)
                .counts("downs", downs)
                .failures("failures", failures)
                .text();
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
     * When the last decision was made, or its write was confirmed.
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

    /** Whether so much time has passed since the last decision that counts that this is a gap. */
    boolean isGap(long at, Duration interval) {
        if (undecidedSince() == NEVER) {
            return false;
        }
        long unseen = Micros.minus(at, undecidedSince());
        return unseen >= SHORTEST_GAP && unseen > Saturating.times(GAP_INTERVALS, Micros.of(interval));
    }

    /** When the last decision was made that was no full pause; if there was none, when the target was first seen. */
    long undecidedSince() {
        return lastUnpaused == NEVER ? firstSeen : lastUnpaused;
    }

    /** As if the target were seen for the first time: no recommendations, and the cooldown begins now. Changes stay. */
    ScalingState atFirstSight(long at) {
        long unread = Micros.minus(at, lastSeen);
        return new ScalingState(
                wasActive() ? firstSeen : at,
                at,
                undecidedSince(),
                wasActive() ? at : NEVER,
                zeroIsOurs,
                false,
                RecommendationHistory.NONE,
                ups,
                downs,
                failures.stream().map(run -> run.later(unread)).toList());
    }

    /** After a decision that was written later than it was made: from then on its change counts, as in the HPA. */
    ScalingState confirmedAt(long later) {
        return new ScalingState(
                firstSeen,
                later,
                lastUnpaused,
                lastActive,
                zeroIsOurs,
                idle,
                recommendations,
                ups.confirmed(lastSeen, later),
                downs.confirmed(lastSeen, later),
                failures);
    }

    /** The same with a zero, where one is seen, that counts as this policy's or as someone else's. */
    ScalingState withZeroOfOurs(boolean ours) {
        return new ScalingState(
                firstSeen, lastSeen, lastUnpaused, lastActive, ours, idle, recommendations, ups, downs, failures);
    }

    long firstSeen() {
        return firstSeen;
    }

    long lastSeen() {
        return lastSeen;
    }

    /** When the last decision was made that was no full pause. */
    long lastUnpaused() {
        return lastUnpaused;
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

    /** Whether this policy made the target idle and has not activated it since. */
    boolean isIdle() {
        return idle;
    }

    RecommendationHistory recommendations() {
        return recommendations;
    }

    ScaleEvents ups() {
        return ups;
    }

    ScaleEvents downs() {
        return downs;
    }

    /** Runs of failed reads, of the triggers that have one. */
    List<FailureRun> failures() {
        return failures;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScalingState that
                && firstSeen == that.firstSeen
                && lastSeen == that.lastSeen
                && lastUnpaused == that.lastUnpaused
                && lastActive == that.lastActive
                && zeroIsOurs == that.zeroIsOurs
                && idle == that.idle
                && recommendations.equals(that.recommendations)
                && ups.equals(that.ups)
                && downs.equals(that.downs)
                && failures.equals(that.failures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                firstSeen, lastSeen, lastUnpaused, lastActive, zeroIsOurs, idle, recommendations, ups, downs, failures);
    }

    @Override
    public String toString() {
        return "last decision " + lastDecisionAt().map(Instant::toString).orElse("never") + ", last active "
                + lastActiveAt().map(Instant::toString).orElse("never") + (zeroIsOurs ? ", zero is ours" : "")
                + (idle ? ", idle" : "")
                + ", recommendations " + recommendations
                + ", ups " + ups + ", downs " + downs + (failures.isEmpty() ? "" : ", " + failures);
    }
}
