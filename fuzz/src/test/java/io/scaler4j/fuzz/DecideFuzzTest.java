package io.scaler4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Step;
import java.time.Instant;

/** No policy, state or observation makes {@code decide} throw or break its promises. */
class DecideFuzzTest {

    private static final int MOST_TURNS = 100;

    @FuzzTest(maxDuration = "5m")
    void decides(FuzzedDataProvider data) {
        var fuzzed = new FuzzedCase(data);
        ScalingPolicy policy = fuzzed.policy();
        ScalingState state = ScalingState.initial();
        Instant now = fuzzed.instant();
        int count = fuzzed.count();
        for (int turn = 0; turn < MOST_TURNS && data.remainingBytes() > 0; turn++) {
            Observation observation = fuzzed.observation(now, count);
            Decision decision = policy.decide(state, observation);
            check(policy, state, observation, decision);
            boolean written = data.consumeBoolean();
            state = ScalingState.parse(decision.next(written).toText());
            assertThat(state).isEqualTo(decision.next(written));
            count = written ? decision.to() : data.consumeBoolean() ? count : fuzzed.count();
            now = data.consumeInt(0, 20) == 0 ? fuzzed.instant() : later(now, data.consumeInt(-60_000, 600_000));
        }
    }

    private static void check(ScalingPolicy policy, ScalingState state, Observation observation, Decision decision) {
        assertThat(decision.from()).isEqualTo(observation.replicas().desired());
        assertThat(decision.to()).isNotNegative();
        int at = decision.from();
        for (Step step : decision.explanation().steps()) {
            assertThat(step.from()).as(decision.toString()).isEqualTo(at);
            at = step.to();
        }
        assertThat(at).as(decision.toString()).isEqualTo(decision.to());
        Explanation.Binding binding = decision.explanation().binding();
        assertThat(binding.without()).as("%s %s", binding, decision).isNotNegative();
        assertThat(policy.decide(state, observation)).isEqualTo(decision);
    }

    private static Instant later(Instant now, int millis) {
        boolean atTheEnd = now.isAfter(Instant.MAX.minusSeconds(1000)) || now.isBefore(Instant.MIN.plusSeconds(1000));
        return atTheEnd ? now : now.plusMillis(millis);
    }
}
