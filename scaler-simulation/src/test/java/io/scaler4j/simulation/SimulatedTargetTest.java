package io.scaler4j.simulation;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatedTargetTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    @Test
    void theYoungestReplicasGoFirst() {
        var target = new SimulatedTarget(2, ofSeconds(40), Duration.ZERO);
        target.scaleTo(5, START);
        target.scaleTo(6, START.plusSeconds(20));
        target.scaleTo(4, START.plusSeconds(30));
        assertThat(target.at(START.plusSeconds(30))).isEqualTo(new Replicas(4, 4, 2));
        assertThat(target.at(START.plusSeconds(40))).isEqualTo(Replicas.of(4));
        target.scaleTo(1, START.plusSeconds(50));
        assertThat(target.at(START.plusSeconds(50))).isEqualTo(Replicas.of(1));
    }
}
