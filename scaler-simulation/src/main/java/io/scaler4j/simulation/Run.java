package io.scaler4j.simulation;

import io.scaler4j.Turn;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened when a policy met a load, turn by turn. Every turn has a decision. Immutable. */
public final class Run {

    private final Instant beginning;
    private final int start;
    private final Duration length;
    private final List<Turn> turns;
    private final ScalingState state;
    private final @Nullable QueueResult queue;

    /** @param turns unmodifiable, each with a decision */
    Run(
            Instant beginning,
            int start,
            Duration length,
            List<Turn> turns,
            ScalingState state,
            @Nullable QueueResult queue) {
        this.beginning = beginning;
        this.start = start;
        this.length = length;
        this.turns = turns;
        this.state = state;
        this.queue = queue;
    }

    /** {@return when the run began} */
    public Instant beginning() {
        return beginning;
    }

    /** {@return the count before the first turn, at least 0} */
    public int start() {
        return start;
    }

    /** {@return how long the run was; all turns begin before its end} */
    public Duration length() {
        return length;
    }

    /**
     * Returns the turns, or the last of them where the simulation was told to keep no more; everything here is about
     * those kept.
     *
     * @return an unmodifiable list, in the order of time
     */
    public List<Turn> turns() {
        return turns;
    }

    /**
     * Returns when a turn began, counted from the beginning of the run.
     *
     * @param turn of this run
     * @return at least 0
     */
    public Duration elapsed(Turn turn) {
        return Duration.between(beginning, turn.at());
    }

    /**
     * Returns the count at a time.
     *
     * @param elapsed since the run began
     * @return what the last turn until then left, or the count at the beginning
     */
    public int replicasAt(Duration elapsed) {
        int replicas = start;
        for (Turn turn : turns) {
            if (elapsed(turn).compareTo(elapsed) > 0) {
                break;
            }
            replicas = replicas(turn);
        }
        return replicas;
    }

    /**
     * Returns the counts that the target went through.
     *
     * @return the count at the beginning, then each that differs from the one before
     */
    public List<Integer> series() {
        var series = new ArrayList<Integer>(List.of(start));
        for (Turn turn : turns) {
            if (replicas(turn) != series.get(series.size() - 1)) {
                series.add(replicas(turn));
            }
        }
        return List.copyOf(series);
    }

    /**
     * Returns the turns after which the count differed.
     *
     * @return an unmodifiable list
     */
    public List<Turn> changes() {
        return turns.stream()
                .filter(turn -> turn.outcome() instanceof Turn.Scaled)
                .toList();
    }

    /** {@return the policy's state after the last turn, to go on from} */
    public ScalingState state() {
        return state;
    }

    /** {@return what became of the messages of the workload; empty for a run without one} */
    public Optional<QueueResult> queue() {
        return Optional.ofNullable(queue);
    }

    /** The count that a turn of a run leaves. */
    static int replicas(Turn turn) {
        return turn.replicas().orElseThrow();
    }

    /** The timeline: a line for each turn with its time, the count, what was read, and the walk. */
    @Override
    public String toString() {
        return Timeline.of(this, turns);
    }
}
