package io.scaler4j.recorder;

import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a header says: all that the turns after it have in common, and the state that the first of them decided on.
 *
 * @param triggers as configured, without what they read
 */
record Segment(
        String autoscaler, @Nullable String policy, Duration interval, ScalingState state, List<Measurement> triggers) {

    static Segment of(String autoscaler, @Nullable String policy, ScalingState state, Observation observation) {
        return new Segment(
                autoscaler,
                policy,
                observation.interval(),
                state,
                observation.measurements().stream().map(TriggerFormat::intent).toList());
    }

    /** Whether it says what an observation has beside its readings. */
    boolean covers(Observation observation) {
        List<Measurement> measurements = observation.measurements();
        if (!interval.equals(observation.interval()) || measurements.size() != triggers.size()) {
            return false;
        }
        for (int i = 0; i < triggers.size(); i++) {
            if (!triggers.get(i).equals(TriggerFormat.intent(measurements.get(i)))) {
                return false;
            }
        }
        return true;
    }
}
