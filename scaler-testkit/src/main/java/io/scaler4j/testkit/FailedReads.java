package io.scaler4j.testkit;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Recommendation;
import java.util.stream.Stream;

/** Which reads of a turn gave nothing to decide on. */
final class FailedReads {

    private FailedReads() {}

    static boolean isIn(Turn turn) {
        return recommendations(turn).anyMatch(FailedReads::isFailed);
    }

    /** Of the triggers, and of the composite if there is one. */
    static Stream<Recommendation> recommendations(Turn turn) {
        Explanation explanation = turn.decision().orElseThrow().explanation();
        return Stream.concat(explanation.recommendations().stream(), explanation.composite().stream());
    }

    /** There is nothing to read from a trigger that is left alone, or has nothing to measure yet. */
    static boolean isFailed(Recommendation recommendation) {
        boolean notYet = recommendation.reading() instanceof Reading.Failure failure
                && failure.kind() == Reading.Failure.Kind.NOT_YET;
        return recommendation.isFailed() && !notYet;
    }
}
