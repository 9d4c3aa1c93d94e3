package io.scaler4j.simulation.report;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Stage;
import io.scaler4j.policy.Step;
import io.scaler4j.simulation.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A turn as a report tells it. What is asked of every turn again and again is looked up once.
 *
 * @param end when the next turn is, or the run over
 * @param isBeforeGap whether turns are missing after it
 * @param isHeldByWindow whether a stabilization window made the count another than the recommended one
 * @param isFailed whether a reading could not be used
 */
record Turn(Moment moment, Duration end, boolean isBeforeGap, boolean isHeldByWindow, boolean isFailed) {

    static Turn of(Moment moment, Duration end, boolean isBeforeGap) {
        Explanation why = moment.decision().explanation();
        return new Turn(
                moment,
                end,
                isBeforeGap,
                why.steps().stream().anyMatch(step -> step.stage() == Stage.STABILIZE && step.from() != step.to()),
                why.recommendations().stream().anyMatch(Turn::isFailed));
    }

    Duration elapsed() {
        return moment.elapsed();
    }

    /** How long it was so, as far as is known. */
    Duration lasting() {
        return isBeforeGap ? Duration.ZERO : end.minus(elapsed());
    }

    Decision decision() {
        return moment.decision();
    }

    List<Step> steps() {
        return decision().explanation().steps();
    }

    /** What the triggers wanted together; empty where they were not asked, as in a pause. */
    OptionalInt recommended() {
        return steps().stream()
                .filter(step -> step.stage() == Stage.RECOMMEND)
                .mapToInt(Step::to)
                .findFirst();
    }

    /** Whether a reading could not be used; there is nothing to read from a trigger that is left alone. */
    static boolean isFailed(Recommendation proposal) {
        boolean notYet =
                proposal.reading() instanceof Reading.Failure failure && failure.kind() == Reading.Failure.Kind.NOT_YET;
        return proposal.isFailed() && !notYet;
    }

    Optional<Recommendation> proposal(String trigger) {
        return decision().explanation().recommendations().stream()
                .filter(proposal -> proposal.trigger().equals(trigger))
                .findFirst();
    }
}
