package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final ScalingPolicy POLICY = ScaledRun.policy(new DemoOptions(6, false));

    private final List<Turn> turns = Turns.upAndDown(POLICY);

    @Test
    void theRecordedReadingsLeadToTheSameCounts() {
        Replay replay = Replay.of(POLICY, turns);
        assertThat(replay.recorded()).startsWith(0, 0, 1, 4).contains(10).endsWith(0);
        assertThat(replay.agrees()).isTrue();
        assertThat(replay).hasToString("39 decisions, the very same replica series");
    }

    @Test
    void anotherPolicyIsFoundOut() {
        var slower = ScaledRun.policy(new DemoOptions(1, false));
        assertThat(Replay.of(slower, turns).agrees()).isFalse();
    }

    @Test
    void aRefusedChangeIsReplayedAsRefused() {
        Turn wake = Turns.of(POLICY, Reading.of(3)).get(0);
        assertThat(wake.decision().to()).isEqualTo(1);
        var refused = new Turn(0, wake.observation(), wake.decision(), false);
        assertThat(refused.replicas()).isZero();
        assertThat(Replay.of(POLICY, List.of(refused, refused)).replayed()).containsExactly(1, 1);
    }

    @Test
    void nothingRecordedIsNothingReplayed() {
        assertThat(Replay.of(POLICY, List.of()).agrees()).isTrue();
    }
}
