package io.scaler4j.simulation;

import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened when a policy met a load: a moment for each turn. Immutable. */
public final class Run {

    private final int start;
    private final Duration length;
    private final List<Moment> moments;
    private final ScalingState state;
    private final @Nullable QueueResult queue;

    Run(int start, Duration length, List<Moment> moments, ScalingState state, @Nullable QueueResult queue) {
        this.start = start;
        this.length = length;
        this.moments = moments;
        this.state = state;
        this.queue = queue;
    }

    /**
     * The count before the first turn.
     *
     * @return at least 0
     */
    public int start() {
        return start;
    }

    /**
     * How long the run was.
     *
     * @return the moments are before it
     */
    public Duration length() {
        return length;
    }

    /**
     * The turns, or the last of them where the simulation was told to keep no more; everything here is about those
     * kept.
     *
     * @return an unmodifiable list, in the order of time
     */
    public List<Moment> moments() {
        return moments;
    }

    /**
     * The count at a time.
     *
     * @param elapsed since the run began
     * @return what the last turn until then left, or the count at the beginning
     */
    public int replicasAt(Duration elapsed) {
        int replicas = start;
        for (Moment moment : moments) {
            if (moment.elapsed().compareTo(elapsed) > 0) {
                break;
            }
            replicas = moment.replicas();
        }
        return replicas;
    }

    /**
     * The counts that the target went through.
     *
     * @return the count at the beginning, then each that differs from the one before
     */
    public List<Integer> series() {
        var series = new ArrayList<Integer>(List.of(start));
        for (Moment moment : moments) {
            if (moment.replicas() != series.get(series.size() - 1)) {
                series.add(moment.replicas());
            }
        }
        return List.copyOf(series);
    }

    /**
     * The turns after which the count differed.
     *
     * @return an unmodifiable list
     */
    public List<Moment> changes() {
        return moments.stream()
                .filter(moment -> moment.decision().changes() && moment.written())
                .toList();
    }

    /**
     * The policy's state after the last turn, to go on from.
     *
     * @return immutable
     */
    public ScalingState state() {
        return state;
    }

    /**
     * What became of the messages of the workload.
     *
     * @return empty for a run without one
     */
    public Optional<QueueResult> queue() {
        return Optional.ofNullable(queue);
    }

    /** The timeline: a line for each turn with its time, the count, what was read, and the walk. */
    @Override
    public String toString() {
        return Timeline.of(moments);
    }
}
