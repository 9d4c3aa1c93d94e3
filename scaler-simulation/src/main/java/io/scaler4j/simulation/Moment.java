package io.scaler4j.simulation;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * One turn of a {@link Run}.
 *
 * @param elapsed since the run began
 * @param observation what was seen
 * @param decision what was decided on it
 * @param written whether the target took the change; true if there was none
 */
public record Moment(Duration elapsed, Observation observation, Decision decision, boolean written) {

    /**
     * The count that the target was left with.
     *
     * @return the decided count, or the one before if the write failed
     */
    public int replicas() {
        return written ? decision.to() : decision.from();
    }

    /** A line of a timeline: the time, the count, what was read, and the walk. */
    @Override
    public String toString() {
        String read = observation.measurements().stream()
                .map(measurement -> measurement.trigger() + " " + measurement.reading())
                .collect(Collectors.joining(", "));
        return String.format(
                "%9s  %4d  %s%s  %s",
                Timeline.text(elapsed), replicas(), read, written ? "" : "  WRITE FAILED", decision);
    }
}
