package io.scaler4j.examples.demo;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.util.OptionalLong;

/**
 * One turn of the autoscaler, as its observer saw it.
 *
 * @param seconds since the start of the load
 * @param observation what was decided on
 * @param decision what was decided
 * @param applied whether the target accepted it
 */
record Turn(double seconds, Observation observation, Decision decision, boolean applied) {

    Turn accepted() {
        return new Turn(seconds, observation, decision, true);
    }

    /** The count that the target was left with. */
    int replicas() {
        return applied ? decision.to() : decision.from();
    }

    /** The lag; empty if it could not be read. */
    OptionalLong lag() {
        Reading reading = observation.measurements().get(0).reading();
        return reading instanceof Reading.Value value
                ? OptionalLong.of(Math.round(value.activationValue()))
                : OptionalLong.empty();
    }
}
