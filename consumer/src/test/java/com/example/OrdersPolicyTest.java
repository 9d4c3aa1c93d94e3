package com.example;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ofMinutes;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import org.junit.jupiter.api.Test;

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
        var run = Simulation.of(POLICY)
                .startingAt(16)
                .trigger("lag", averageValue(50), Load.constant(800).then(ofMinutes(2), 0))
                .lasting(ofMinutes(20));
        assertThat(run).neverScalesUp().wentThrough(16, 8, 4, 2).settlesAt(2).within(ofMinutes(9));
    }
}
