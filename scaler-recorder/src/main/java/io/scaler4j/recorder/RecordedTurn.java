package io.scaler4j.recorder;

import io.scaler4j.ScaleTargetException;
import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a {@link Recording}: a {@link Turn} as its line has it, and where that is. Of the decision there is the
 * count and the text of the walk, of the state a checksum. Immutable.
 */
public final class RecordedTurn {

    private final Segment segment;
    private final boolean begins;
    private final Observation observation;
    private final int to;
    private final boolean written;
    private final Turn.@Nullable Cause cause;
    private final @Nullable Instant confirmedAt;
    private final @Nullable String problem;
    private final String checksum;
    private final String explanation;
    private final String place;

    RecordedTurn(
            Segment segment,
            boolean begins,
            Observation observation,
            int to,
            boolean written,
            Turn.@Nullable Cause cause,
            @Nullable Instant confirmedAt,
            @Nullable String problem,
            String checksum,
            String explanation,
            String place) {
        this.segment = segment;
        this.begins = begins;
        this.observation = observation;
        this.to = to;
        this.written = written;
        this.cause = cause;
        this.confirmedAt = confirmedAt;
        this.problem = problem;
        this.checksum = checksum;
        this.explanation = explanation;
        this.place = place;
    }

    /**
     * Whose turn it was.
     *
     * @return the autoscaler's name
     */
    public String autoscaler() {
        return segment.autoscaler();
    }

    /**
     * The text of the policy that decided.
     *
     * @return empty if the recorder was not told
     */
    public Optional<String> policy() {
        return Optional.ofNullable(segment.policy());
    }

    /**
     * The state that was decided on, where the recording has it: at the first turn of each file, and at a turn that
     * does not continue the one before. At other turns it is what the turn before left behind.
     *
     * @return empty at a turn that continues the one before
     */
    public Optional<ScalingState> state() {
        return begins ? Optional.of(segment.state()) : Optional.empty();
    }

    /**
     * What was seen.
     *
     * @return equal to what the policy decided on; only the causes of failures are missing
     */
    public Observation observation() {
        return observation;
    }

    /**
     * The count that was decided.
     *
     * @return at least 0
     */
    public int to() {
        return to;
    }

    /**
     * Whether the target took the change.
     *
     * @return true if there was none; false for a dry run, a failed write and an unknown outcome
     */
    public boolean isWritten() {
        return written;
    }

    /**
     * When the target confirmed the change.
     *
     * @return empty if there was none, if it was confirmed at the time of the decision, and where a recording does not
     *     have it: those of older versions counted a change from the decision on
     */
    public Optional<Instant> confirmedAt() {
        return Optional.ofNullable(confirmedAt);
    }

    /**
     * Returns what becomes of a decision if it is carried out as the recorded one was.
     *
     * @param decision on this turn's readings
     * @return a change is confirmed when the recorded one was, or at the time of the decision; it is not written if the
     *     recorded one was not
     */
    public Turn.Outcome outcomeOf(Decision decision) {
        if (!decision.changes()) {
            return new Turn.Unchanged();
        }
        return written
                ? new Turn.Scaled(confirmedAt == null ? decision.at() : confirmedAt)
                : new Turn.NotWritten(
                        notWritten().orElse(problem == null ? Turn.Cause.DRY_RUN : Turn.Cause.REFUSED),
                        problem().map(sentence -> new ScaleTargetException(sentence, null)));
    }

    /**
     * Why the change was not written.
     *
     * @return empty if it was, if there was none, and where a recording does not have it: older versions kept only the
     *     problem
     */
    public Optional<Turn.Cause> notWritten() {
        return Optional.ofNullable(cause);
    }

    /**
     * What went wrong when the change was written.
     *
     * @return empty if the target took it, and for a dry run
     */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * The count that the target was left with.
     *
     * @return the decided count, or the one before if it was not written
     */
    public int replicas() {
        return written ? to : observation.replicas().desired();
    }

    /**
     * The walk of the decision, on one line.
     *
     * @return as of {@code Explanation.toLine()}
     */
    public String explanation() {
        return explanation;
    }

    /**
     * Whether a state is the one that the turn left behind. The recording has its checksum alone, of 32 bits.
     *
     * @param state any
     * @return true if their texts have the same checksum
     */
    public boolean leaves(ScalingState state) {
        return Checksum.of(state).equals(checksum);
    }

    /**
     * Where it is recorded.
     *
     * @return the file's name and the line, for people
     */
    public String place() {
        return place;
    }

    @Override
    public String toString() {
        return observation.at() + " " + observation.replicas().desired() + " -> " + to + (written ? "" : " NOT WRITTEN")
                + " " + explanation;
    }
}
