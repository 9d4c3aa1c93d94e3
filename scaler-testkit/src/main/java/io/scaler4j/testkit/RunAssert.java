package io.scaler4j.testkit;

import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.simulation.QueueResult;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Timeline;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link Run}. What fails prints the timeline around the turn, with the walk of each turn.
 *
 * <p>Every assertion fails on a run in which no turn has a reading to decide on, neither one that was read nor one of a
 * fallback: such a run never changes, whatever the policy is.
 */
public final class RunAssert extends AbstractAssert<RunAssert, Run> {

    private static final int REASONS = 5;
    private static final Duration FLAPPING_WINDOW = Duration.ofMinutes(5);

    private final @Nullable Part part;

    RunAssert(Run run) {
        this(run, null);
    }

    private RunAssert(Run run, @Nullable Part part) {
        super(run, RunAssert.class);
        this.part = part;
    }

    private Part part() {
        return part == null ? Part.whole(actual) : part;
    }

    /**
     * Looks at a part of the run: its turns from one time up to another. What the assertions say of the beginning and
     * the end of a run is that of the part, and so are times since the beginning. Times in messages are those of the
     * run.
     *
     * @param from since the beginning of the run; at least 0
     * @param to likewise, later than {@code from} and not after the end; a turn at exactly this time is not looked at
     * @return assertions on the part, to be called on the whole run
     * @throws IllegalArgumentException if there is no such part
     */
    public RunAssert between(Duration from, Duration to) {
        isNotNull();
        Duration length = actual.length();
        if (from.isNegative() || to.compareTo(from) <= 0 || to.compareTo(length) > 0) {
            throw new IllegalArgumentException(
                    "a part of a run of " + Timeline.text(length) + " must begin at 0 or later and end after that, was "
                            + Timeline.text(from) + " to " + Timeline.text(to));
        }
        return new RunAssert(actual, new Part(actual, from, to));
    }

    /**
     * Every read of every turn gave something to decide on. Reads that have nothing to measure yet, and triggers that
     * are not read while the target is idle, are no failures.
     *
     * @return this
     */
    public RunAssert hasNoFailedReads() {
        hasReadings();
        for (Turn turn : part().turns()) {
            FailedReads.recommendations(turn)
                    .filter(FailedReads::isFailed)
                    .findFirst()
                    .ifPresent(recommendation -> {
                        throw failure(
                                "expected a run without a failed read, but at %s %s:%n%s",
                                Timeline.text(actual.elapsed(turn)), recommendation, around(turn));
                    });
        }
        return this;
    }

    /**
     * No turn in which a read fails asks for fewer replicas, also if a fallback covers the failure. A part of a run in
     * which no read fails does not pass.
     *
     * @return this
     */
    public RunAssert neverScalesDownWhileReadsFail() {
        hasReadings();
        if (part().turns().stream().noneMatch(FailedReads::isIn)) {
            throw failure(
                    "expected a run in which reads fail, but all of its %d turns have readings",
                    part().turns().size());
        }
        return never("scales down while reads fail", turn -> direction(turn) < 0 && FailedReads.isIn(turn));
    }

    /**
     * No turn asks for more replicas.
     *
     * @return this
     */
    public RunAssert neverScalesUp() {
        return never("scales up", turn -> direction(turn) > 0);
    }

    /**
     * No turn asks for fewer replicas.
     *
     * @return this
     */
    public RunAssert neverScalesDown() {
        return never("scales down", turn -> direction(turn) < 0);
    }

    /**
     * The count is within bounds after every turn.
     *
     * @param least at least so many
     * @param most at most so many
     * @return this
     */
    public RunAssert staysWithin(int least, int most) {
        return never(
                "leaves " + least + " to " + most + " replicas",
                turn -> replicas(turn) < least || replicas(turn) > most);
    }

    /**
     * The count goes through these, one after the other and with no other in between.
     *
     * @param counts in a row; the first may be the count at the beginning
     * @return this
     */
    public RunAssert wentThrough(Integer... counts) {
        hasReadings();
        List<Integer> series = part().series();
        if (Collections.indexOfSubList(series, List.of(counts)) < 0) {
            throw failure("expected the counts %s in a row, were %s:%n%s", List.of(counts), series, changes());
        }
        return this;
    }

    /**
     * The count stays as it is at first.
     *
     * @param duration for at least so long
     * @return this
     */
    public RunAssert holdsFor(Duration duration) {
        return never(
                "changes within " + Timeline.text(duration),
                turn -> part().elapsed(turn).compareTo(duration) < 0 && replicas(turn) != part().start());
    }

    /**
     * The count at the end of the run.
     *
     * @param replicas the count wanted
     * @return for saying by when, or this without that
     */
    public Settling settlesAt(int replicas) {
        hasReadings();
        int last = part().end();
        if (last != replicas) {
            throw failure("expected %d replicas at the end, were %d:%n%s", replicas, last, changes());
        }
        return new Settling(replicas);
    }

    /**
     * The target is scaled to zero in time, and stays so to the end of the run.
     *
     * @param limit since the beginning
     * @return this
     */
    public RunAssert reachesZeroWithin(Duration limit) {
        return settlesAt(0).within(limit);
    }

    /**
     * No change is followed by one in the other direction within five minutes.
     *
     * @return this
     */
    public RunAssert hasNoFlapping() {
        return hasNoFlappingWithin(FLAPPING_WINDOW);
    }

    /**
     * No change is followed by one in the other direction too soon.
     *
     * @param window from one to the other
     * @return this
     */
    public RunAssert hasNoFlappingWithin(Duration window) {
        hasReadings();
        List<Turn> changes = part().changes();
        for (int i = 1; i < changes.size(); i++) {
            Turn one = changes.get(i - 1);
            Turn other = changes.get(i);
            boolean undone = direction(one) != direction(other);
            Duration apart = actual.elapsed(other).minus(actual.elapsed(one));
            if (undone && apart.compareTo(window) < 0) {
                throw failure(
                        "expected no change to be undone within %s, but that of %s was at %s:%n%s",
                        Timeline.text(window),
                        Timeline.text(actual.elapsed(one)),
                        Timeline.text(actual.elapsed(other)),
                        around(other));
            }
        }
        return this;
    }

    /**
     * No message of the workload waits for longer.
     *
     * @param limit from its arrival to the beginning of the work on it
     * @return this
     */
    public RunAssert neverExceedsDelay(Duration limit) {
        hasReadings();
        if (!part().isWhole()) {
            throw new IllegalStateException("delays are known of a whole run only; assert them before between(..)");
        }
        QueueResult queue =
                actual.queue().orElseThrow(() -> failure("expected a run with a workload, was one without"));
        if (queue.arrived() == 0) {
            throw failure("expected messages that wait, but none arrived in %s", Timeline.text(actual.length()));
        }
        if (queue.delay(1).compareTo(limit) > 0) {
            throw failure("expected no message to wait for longer than %s:%n%s%n%s", limit, queue, changes());
        }
        return this;
    }

    /** Above 0 for a decision to grow, below 0 for one to shrink. */
    private static int direction(Turn turn) {
        Decision decision = turn.decision().orElseThrow();
        return Integer.compare(decision.to(), decision.from());
    }

    private static int replicas(Turn turn) {
        return turn.replicas().orElseThrow();
    }

    /** A run that decided on nothing would pass nearly everything. */
    private void hasReadings() {
        isNotNull();
        if (recommendations().noneMatch(Recommendation::isUsable)) {
            String reasons = recommendations()
                    .map(recommendation -> "\n    " + recommendation)
                    .distinct()
                    .limit(REASONS)
                    .collect(Collectors.joining());
            throw failure(
                    "expected a run that decides, but none of its %d turns has a reading to decide on, so it says nothing"
                            + " of the policy; let the source answer at least once:%s",
                    part().turns().size(), reasons.isEmpty() ? " nothing was read" : reasons);
        }
    }

    private Stream<Recommendation> recommendations() {
        return part().turns().stream().flatMap(FailedReads::recommendations);
    }

    private RunAssert never(String what, Predicate<Turn> happens) {
        hasReadings();
        part().turns().stream().filter(happens).findFirst().ifPresent(turn -> {
            throw failure(
                    "expected a run that never %s, but it does at %s:%n%s",
                    what, Timeline.text(actual.elapsed(turn)), around(turn));
        });
        return this;
    }

    private String around(Turn turn) {
        return Timeline.around(actual, turn);
    }

    private String changes() {
        List<Turn> changes = part().changes();
        return changes.isEmpty() ? "nothing changed" : Timeline.of(actual, changes);
    }

    /** When a run settles. */
    public final class Settling {

        private final int replicas;

        private Settling(int replicas) {
            this.replicas = replicas;
        }

        /**
         * The count is reached in time, and kept from then on.
         *
         * @param limit since the beginning
         * @return the run's assertions
         */
        public RunAssert within(Duration limit) {
            part().turns().stream()
                    .filter(turn -> part().elapsed(turn).compareTo(limit) >= 0 && replicas(turn) != replicas)
                    .findFirst()
                    .ifPresent(turn -> {
                        throw failure(
                                "expected %d replicas from %s on, but there are others at %s:%n%s",
                                replicas, Timeline.text(limit), Timeline.text(actual.elapsed(turn)), around(turn));
                    });
            return RunAssert.this;
        }
    }
}
