package io.scaler4j.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleTargetException;
import io.scaler4j.Turn;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentTurnsTest {

    private final RecentTurns turns = new RecentTurns();

    @Test
    void theLatestComesFirst() {
        turns.turnEnded(turn("orders", 1));
        turns.turnEnded(turn("orders", 2));
        assertThat(turns.of("orders")).extracting(Turn::at).containsExactly(at(2), at(1));
    }

    @Test
    void twentyAreKept() {
        for (int i = 0; i < 25; i++) {
            turns.turnEnded(turn("orders", i));
        }
        assertThat(turns.of("orders")).hasSize(20);
        assertThat(turns.of("orders").get(0).at()).isEqualTo(at(24));
        assertThat(turns.of("orders").get(19).at()).isEqualTo(at(5));
    }

    @Test
    void eachAutoscalerHasItsOwn() {
        turns.turnEnded(turn("orders", 1));
        assertThat(turns.of("mail")).isEmpty();
    }

    @Test
    void whatIsGoneIsForgotten() {
        turns.turnEnded(turn("orders", 1));
        turns.turnEnded(turn("mail", 1));
        turns.keep(Set.of("mail", "new"));
        assertThat(turns.of("orders")).isEmpty();
        assertThat(turns.of("mail")).hasSize(1);
    }

    private static Turn turn(String autoscaler, int second) {
        return Turn.undecided(
                autoscaler, at(second), ScalingState.initial(), new ScaleTargetException("not now", null));
    }

    private static Instant at(int second) {
        return Instant.parse("2026-01-05T08:00:00Z").plusSeconds(second);
    }
}
