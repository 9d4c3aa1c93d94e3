package io.scaler4j.simulation;

import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.recorder.RecordedTurn;
import io.scaler4j.recorder.Recording;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the decisions of a {@link Recording} again: to find out whether they still come out the same, and what another
 * policy would have done.
 *
 * <pre>{@code
 * var replay = Replay.of(Recording.of(directory, "orders"), policy);
 * assertThat(replay.firstDifference()).isEmpty();
 * System.out.println(replay.whatIf(candidate));
 * }</pre>
 *
 * <p>A replay begins with the recorded state and decides on one recorded observation after the other; whether the
 * target took a change is part of the recording, too. Decisions are a pure function of these, so the policy that was
 * recorded decides the same, to the bit: count, walk, and the state that is left behind. Where a recording begins
 * again, as at each file, after turns that were lost, or after a restart, the replay goes on with the state recorded
 * there.
 *
 * <p>Immutable. All turns are kept in memory.
 */
public final class Replay {

    private final List<RecordedTurn> turns;
    private final ScalingPolicy policy;
    private final Run run;
    private final @Nullable Difference difference;

    private Replay(List<RecordedTurn> turns, ScalingPolicy policy) {
        this.turns = turns;
        this.policy = policy;
        ReplayedTurns replayed = decideAgain();
        run = replayed.run();
        difference = firstDifference(replayed.turns());
    }

    /**
     * A turn that was decided otherwise.
     *
     * @param recorded the turn as it was recorded
     * @param replayed the same turn as it is decided now
     * @param policy the text of the policy that decided now
     */
    public record Difference(RecordedTurn recorded, Turn replayed, String policy) {

        /**
         * Whether another count came out, not just another explanation or another memory.
         *
         * @return true if the counts differ
         */
        public boolean isInCount() {
            return recorded.to() != decision().to();
        }

        /** Where, what, both walks, and both policies where their texts differ. */
        @Override
        public String toString() {
            String what = isInCount() ? "another count" : isInWalk() ? "another walk" : "another state";
            String policies = recorded.policy()
                    .filter(text -> !text.equals(policy))
                    .map(text -> "\n  recorded with the policy \"" + text + "\"\n  replayed with the policy \"" + policy
                            + "\"")
                    .orElse("");
            return what + " at " + recorded.observation().at() + " (" + recorded.place() + "):\n  recorded "
                    + recorded.observation().replicas().desired() + " -> " + recorded.to() + ": "
                    + recorded.explanation() + "\n  replayed "
                    + decision().from() + " -> "
                    + decision().to() + ": " + decision() + policies;
        }

        private Decision decision() {
            return replayed.decision().orElseThrow();
        }

        private boolean isInWalk() {
            return !recorded.explanation().equals(decision().toString());
        }

        private boolean isNone() {
            return !isInCount() && !isInWalk() && recorded.leaves(replayed.next());
        }
    }

    /**
     * Decides on everything in a recording again.
     *
     * @param recording read to its end, and closed
     * @param policy the one that was recorded, or one that should do the same
     * @return the replay
     * @throws io.scaler4j.recorder.RecordingException if the recording is damaged or of a newer format
     * @throws IllegalArgumentException if there is no turn in it
     */
    public static Replay of(Recording recording, ScalingPolicy policy) {
        return new Replay(turnsOf(recording), policy);
    }

    /**
     * Compares two policies on a recording of any third: both see what was recorded, with counts of their own, as
     * {@link #whatIf} describes for the other policy.
     *
     * @param recording read to its end, and closed
     * @param one any policy
     * @param other any policy
     * @return the run of each
     * @throws io.scaler4j.recorder.RecordingException if the recording is damaged or of a newer format
     * @throws IllegalArgumentException if there is no turn in it
     */
    public static Comparison compare(Recording recording, ScalingPolicy one, ScalingPolicy other) {
        List<RecordedTurn> all = turnsOf(recording);
        return Comparison.of(WhatIf.run(all, one), WhatIf.run(all, other));
    }

    private static List<RecordedTurn> turnsOf(Recording recording) {
        try (Stream<RecordedTurn> turns = recording.turns()) {
            List<RecordedTurn> all = turns.toList();
            if (all.isEmpty()) {
                throw new IllegalArgumentException("there is no turn to replay in the " + recording);
            }
            return all;
        }
    }

    private ReplayedTurns decideAgain() {
        var replayed = new ReplayedTurns(turns.get(0).observation().at());
        for (RecordedTurn turn : turns) {
            turn.state().ifPresent(replayed::goOnFrom);
            Decision decision = policy.decide(replayed.state(), turn.observation());
            replayed.add(turn, turn.observation(), decision);
        }
        return replayed;
    }

    private @Nullable Difference firstDifference(List<Turn> replayed) {
        for (int i = 0; i < turns.size(); i++) {
            var found = new Difference(turns.get(i), replayed.get(i), policy.toString());
            if (!found.isNone()) {
                return found;
            }
        }
        return null;
    }

    /**
     * What was decided now. If the replay is identical, this is the recorded run.
     *
     * @return a turn for each recorded one; it begins with the first of them
     */
    public Run run() {
        return run;
    }

    /**
     * Whether every decision came out as it was recorded: the count, the walk, and the state left behind.
     *
     * @return true if there is no difference
     */
    public boolean isIdentical() {
        return difference == null;
    }

    /**
     * The first turn that was decided otherwise. What follows it is decided from another memory, so later differences
     * say less.
     *
     * @return empty if the replay is identical
     */
    public Optional<Difference> firstDifference() {
        return Optional.ofNullable(difference);
    }

    /**
     * What another policy would have done, beside what was done.
     *
     * <p>The loop is open: the other policy sees the same readings at the same times, with the same operator and the
     * same schedule, but its own counts. In detail:
     *
     * <ul>
     *   <li>It begins with the recorded state and count. It does the same where the recording begins again without what
     *       the turn before left behind: where turns were lost, and at a restart that forgot.
     *   <li>After that the desired count is what the other policy set last. If someone else changed the recorded target
     *       between two turns, its count is changed to the same.
     *   <li>While its count is the recorded one, the current and the ready replicas are the recorded ones; otherwise
     *       its target counts as settled: all replicas are there and ready.
     *   <li>A change at a turn at which the recorded target did not take one is not taken either; on a dry run neither
     *       policy ever changes a count.
     *   <li>Whether a trigger is active is decided on the recorded readings. A trigger that abstains was not read while
     *       the recorded target slept, and one that was read at long intervals then is read at these.
     * </ul>
     *
     * <p>So it answers well where readings do not depend on the replicas, as arrival rates do not. The length of a
     * queue, a latency and a utilization do: fewer replicas would have left more to read. For queues a {@link Workload}
     * tells more.
     *
     * @param other any policy
     * @return the recorded run as the first, that of the other policy as the second
     * @throws IllegalStateException if this replay came to another count than was recorded, so that there is nothing to
     *     compare with
     */
    public Comparison whatIf(ScalingPolicy other) {
        if (difference != null && difference.isInCount()) {
            throw new IllegalStateException(
                    "a what-if compares with the recorded run, so the replay needs the policy that"
                            + " was recorded; it came to " + difference);
        }
        return Comparison.of(run, WhatIf.run(turns, other));
    }

    /** How many turns, and the first difference. */
    @Override
    public String toString() {
        return turns.size() + " turns replayed, "
                + firstDifference().map(found -> found.toString()).orElse("identical");
    }
}
