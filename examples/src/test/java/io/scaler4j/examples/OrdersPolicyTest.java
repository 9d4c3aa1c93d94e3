package io.scaler4j.examples;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The README's policy under test. */
class OrdersPolicyTest {

    static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(2, 20)
            .scaleDown(ScalingRules.builder()
                    .stabilizationWindow(ofMinutes(1))
                    .percent(50, ofMinutes(1))
                    .build())
            .build();

    @Test
    void halvesOncePerMinuteAfterTheBacklogIsGone() {
        var state = ScalingState.initial();
        var now = Instant.parse("2026-01-05T08:00:00Z");
        int replicas = 16;
        var seen = new TreeSet<Integer>();
        for (int turn = 0; turn < 20; turn++, now = now.plus(ofSeconds(15))) {
            var lag = Measurement.of("lag", averageValue(50), Reading.of(turn == 0 ? 800 : 0));
            Decision decision = POLICY.decide(state, Observation.of(now, Replicas.of(replicas), lag));
            state = decision.next(true);
            replicas = decision.to();
            seen.add(replicas);
        }
        assertThat(seen.descendingSet()).containsExactly(16, 8, 4, 2);
    }
}
