package io.scaler4j.simulation.report;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.Stage;
import io.scaler4j.policy.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A turn as a report tells it. What is asked of every turn again and again is looked up once.
 *
 * @param elapsed when it began, since the beginning of the run
 * @param end when the next turn is, or the run over
 * @param isBeforeGap whether turns are missing after it
 * @param isHeldByWindow whether a stabilization window made the count another than the recommended one
 * @param isFailed whether a reading could not be used
 */
record ReportedTurn(
        Turn turn,
        Decision decision,
        Duration elapsed,
        Duration end,
        boolean isBeforeGap,
        boolean isHeldByWindow,
        boolean isFailed) {

    static ReportedTurn of(Turn turn, Duration elapsed, Duration end, boolean isBeforeGap) {
        Decision decision = turn.decision().orElseThrow();
        Explanation why = decision.explanation();
        return new ReportedTurn(
                turn,
                decision,
                elapsed,
                end,
                isBeforeGap,
                why.steps().stream().anyMatch(step -> step.stage() == Stage.STABILIZE && step.from() != step.to()),
                why.recommendations().stream().anyMatch(ReportedTurn::isFailed));
    }

    Replicas seen() {
        return turn.observation().orElseThrow().replicas();
    }

    /** The count that the target was left with. */
    int replicas() {
        return turn.replicas().orElseThrow();
    }

    /** Whether a change was wanted and did not come. */
    boolean isUnwritten() {
        return turn.outcome() instanceof Turn.NotWritten;
    }

    /** How long it was so, as far as is known. */
    Duration lasting() {
        return isBeforeGap ? Duration.ZERO : end.minus(elapsed);
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
    static boolean isFailed(Recommendation recommendation) {
        boolean notYet = recommendation.reading() instanceof Reading.Failure failure
                && failure.kind() == Reading.Failure.Kind.NOT_YET;
        return recommendation.isFailed() && !notYet;
    }

    Optional<Recommendation> recommendation(String trigger) {
        return decision().explanation().recommendations().stream()
                .filter(recommendation -> recommendation.trigger().equals(trigger))
                .findFirst();
    }
}
