package io.scaler4j.examples.docs;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns of a policy, carried out one after the other from a Monday, 06:00 in Berlin. */
abstract class DecidedTurns {

    ScalingState state = ScalingState.initial();
    Instant now = Instant.parse("2026-01-05T05:00:00Z");
    int count;

    final List<Integer> everyFifteenSeconds(int turns, ScalingPolicy policy, Measurement measurement) {
        var counts = new ArrayList<Integer>();
        for (int i = 0; i < turns; i++) {
            counts.add(decide(ofSeconds(15), policy, measurement));
        }
        return counts;
    }

    /** One turn, carried out. No step of these tests is a gap. */
    final int decide(Duration later, ScalingPolicy policy, Measurement... measurements) {
        now = now.plus(later);
        var observation =
                Observation.of(now, Replicas.of(count), List.of(measurements)).every(ofMinutes(10));
        Decision decision = policy.decide(state, observation);
        state = decision.next(true);
        count = decision.to();
        return count;
    }
}
