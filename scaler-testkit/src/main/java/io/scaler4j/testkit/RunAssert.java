package io.scaler4j.testkit;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.simulation.Moment;
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

/**
 * Assertions on a {@link Run}. What fails prints the timeline around the moment, with the walk of each turn.
 *
 * <p>Every assertion fails on a run in which no turn has a reading to decide on, neither one that was read nor one of a
 * fallback: such a run never changes, whatever the policy is.
 */
public final class RunAssert extends AbstractAssert<RunAssert, Run> {

    private static final int REASONS = 5;
    private static final Duration FLAPPING_WINDOW = Duration.ofMinutes(5);

    RunAssert(Run run) {
        super(run, RunAssert.class);
    }

    /**
     * Every read of every turn gave something to decide on. Reads that have nothing to measure yet, and triggers that
     * are not read while the target sleeps, are no failures.
     *
     * @return this
     */
    public RunAssert hasNoFailedReads() {
        hasReadings();
        for (Moment moment : actual.moments()) {
            proposals(moment).filter(RunAssert::isFailedRead).findFirst().ifPresent(proposal -> {
                throw failure(
                        "expected a run without a failed read, but at %s %s:%n%s",
                        Timeline.text(moment.elapsed()), proposal, around(moment));
            });
        }
        return this;
    }

    private static boolean isFailedRead(Recommendation proposal) {
        return proposal.isFailed() && !isNotYet(proposal.reading());
    }

    private static boolean isNotYet(Reading reading) {
        return reading instanceof Reading.Failure failure && failure.kind() == Reading.Failure.Kind.NOT_YET;
    }

    /**
     * No turn asks for more replicas.
     *
     * @return this
     */
    public RunAssert neverScalesUp() {
        return never(
                "scales up",
                moment -> moment.decision().to() > moment.decision().from());
    }

    /**
     * No turn asks for fewer replicas.
     *
     * @return this
     */
    public RunAssert neverScalesDown() {
        return never(
                "scales down",
                moment -> moment.decision().to() < moment.decision().from());
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
                moment -> moment.replicas() < least || moment.replicas() > most);
    }

    /**
     * The count goes through these, one after the other and with no other in between.
     *
     * @param counts in a row; the first may be the count at the beginning
     * @return this
     */
    public RunAssert wentThrough(Integer... counts) {
        hasReadings();
        List<Integer> series = actual.series();
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
                moment -> moment.elapsed().compareTo(duration) < 0 && moment.replicas() != actual.start());
    }

    /**
     * The count at the end of the run.
     *
     * @param replicas the count wanted
     * @return for saying by when, or this without that
     */
    public Settling settlesAt(int replicas) {
        hasReadings();
        int last = actual.replicasAt(actual.length());
        if (last != replicas) {
            throw failure("expected %d replicas at the end, were %d:%n%s", replicas, last, changes());
        }
        return new Settling(replicas);
    }

    /**
     * The target sleeps in time, and then to the end of the run.
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
        List<Moment> changes = actual.changes();
        for (int i = 1; i < changes.size(); i++) {
            Moment one = changes.get(i - 1);
            Moment other = changes.get(i);
            boolean turns = isUp(one) != isUp(other);
            if (turns && other.elapsed().minus(one.elapsed()).compareTo(window) < 0) {
                throw failure(
                        "expected no change to be undone within %s, but that of %s was at %s:%n%s",
                        Timeline.text(window),
                        Timeline.text(one.elapsed()),
                        Timeline.text(other.elapsed()),
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

    private static boolean isUp(Moment change) {
        return change.decision().to() > change.decision().from();
    }

    /** A run that decided on nothing would pass nearly everything. */
    private void hasReadings() {
        isNotNull();
        if (proposals().noneMatch(Recommendation::isUsable)) {
            String reasons = proposals()
                    .map(proposal -> "\n    " + proposal)
                    .distinct()
                    .limit(REASONS)
                    .collect(Collectors.joining());
            throw failure(
                    "expected a run that decides, but none of its %d turns has a reading to decide on, so it says nothing"
                            + " of the policy; let the source answer at least once:%s",
                    actual.moments().size(), reasons.isEmpty() ? " nothing was read" : reasons);
        }
    }

    private Stream<Recommendation> proposals() {
        return actual.moments().stream().flatMap(RunAssert::proposals);
    }

    private static Stream<Recommendation> proposals(Moment moment) {
        return moment.decision().explanation().recommendations().stream();
    }

    private RunAssert never(String what, Predicate<Moment> happens) {
        hasReadings();
        actual.moments().stream().filter(happens).findFirst().ifPresent(moment -> {
            throw failure(
                    "expected a run that never %s, but it does at %s:%n%s",
                    what, Timeline.text(moment.elapsed()), around(moment));
        });
        return this;
    }

    private String around(Moment moment) {
        return Timeline.around(actual.moments(), actual.moments().indexOf(moment));
    }

    private String changes() {
        List<Moment> changes = actual.changes();
        return changes.isEmpty() ? "nothing changed" : Timeline.of(changes);
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
            actual.moments().stream()
                    .filter(moment -> moment.elapsed().compareTo(limit) >= 0 && moment.replicas() != replicas)
                    .findFirst()
                    .ifPresent(moment -> {
                        throw failure(
                                "expected %d replicas from %s on, but there are others at %s:%n%s",
                                replicas, Timeline.text(limit), Timeline.text(moment.elapsed()), around(moment));
                    });
            return RunAssert.this;
        }
    }
}
