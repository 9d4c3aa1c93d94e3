package io.scaler4j.testkit.report;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Proposal;
import io.scaler4j.policy.Stage;
import io.scaler4j.policy.Step;
import io.scaler4j.testkit.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A turn as a report tells it.
 *
 * @param end when the next turn is, or the run over
 * @param isBeforeGap whether turns are missing after it
 */
record Turn(Moment moment, Duration end, boolean isBeforeGap) {

    Duration elapsed() {
        return moment.elapsed();
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

    /** Whether a stabilization window made the count another than the recommended one. */
    boolean isHeldByWindow() {
        return steps().stream().anyMatch(step -> step.stage() == Stage.STABILIZE && step.from() != step.to());
    }

    boolean isFailed() {
        return decision().explanation().proposals().stream().anyMatch(Turn::isFailed);
    }

    /** Whether a reading could not be used; there is nothing to read from a trigger that is left alone. */
    static boolean isFailed(Proposal proposal) {
        boolean notYet =
                proposal.reading() instanceof Reading.Failure failure && failure.kind() == Reading.Failure.Kind.NOT_YET;
        return proposal.isFailed() && !notYet;
    }

    Optional<Proposal> proposal(String trigger) {
        return decision().explanation().proposals().stream()
                .filter(proposal -> proposal.trigger().equals(trigger))
                .findFirst();
    }
}
