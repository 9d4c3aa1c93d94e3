package io.scaler4j.recorder;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingState;
import org.jspecify.annotations.Nullable;

/**
 * A turn to be recorded, with its end.
 *
 * @param written whether the target took the change; true if there was none
 * @param problem why not, if the target said so
 * @param next the state that it left behind
 */
record Turn(
        Observation observation,
        Decision decision,
        boolean written,
        @Nullable String problem,
        ScalingState next) {

    static Turn of(Observation observation, Decision decision, boolean written, @Nullable String problem) {
        return new Turn(observation, decision, written, problem, decision.next(written));
    }
}
