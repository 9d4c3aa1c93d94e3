package io.scaler4j.recorder;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn to be recorded, with its end.
 *
 * @param written whether the target took the change; true if there was none
 * @param confirmedAt when it took it, if that is known and was after the decision
 * @param problem why not, if the target said so
 * @param next the state that it left behind
 */
record Turn(
        Observation observation,
        Decision decision,
        boolean written,
        @Nullable Instant confirmedAt,
        @Nullable String problem,
        ScalingState next) {

    static Turn of(Observation observation, Decision decision, boolean written, @Nullable String problem) {
        return new Turn(observation, decision, written, null, problem, decision.next(written));
    }

    static Turn confirmed(Observation observation, Decision decision, Instant at) {
        Instant later = at.isAfter(observation.at()) ? at : null;
        return new Turn(observation, decision, true, later, null, decision.next(at));
    }
}
