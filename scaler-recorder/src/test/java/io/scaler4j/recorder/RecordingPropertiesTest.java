package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is observed comes back. A failure names its seed; replay it with {@code -Dscaler4j.seed=N}. */
class RecordingPropertiesTest extends LoopFixture {

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, 100) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPartOfAnObservationComesBack(long seed) {
        var random = new RandomObservations(seed);
        List<Decision> decisions = new ArrayList<>();
        List<Turn> ended = new ArrayList<>();
        try (Recorder recorder = recorder().maxFileBytes(20_000).maxFiles(100).build()) {
            for (int turn = 0; turn < 50; turn++) {
                Observation observation = random.next();
                Decision decision = POLICY.decide(state, observation);
                var answer = Target.values()[turn % 3];
                ended.add(ended(observation, decision, answer));
                recorder.turnEnded(ended.get(turn));
                state = ended.get(turn).next();
                seen.add(observation);
                decisions.add(decision);
            }
        }
        List<RecordedTurn> turns = turns();
        assertThat(turns)
                .as("seed " + seed)
                .extracting(RecordedTurn::observation)
                .isEqualTo(seen);
        assertThat(turns)
                .extracting(RecordedTurn::to)
                .isEqualTo(decisions.stream().map(Decision::to).toList());
        assertThat(turns)
                .extracting(RecordedTurn::explanation)
                .isEqualTo(decisions.stream()
                        .map(decision -> decision.explanation().toLine())
                        .toList());
        for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i).state()).contains(decisions.get(i).state()); // no two have the same interval
            Turn again = Turn.of(
                    "orders",
                    seen.get(i).at(),
                    seen.get(i),
                    decisions.get(i),
                    turns.get(i).outcomeOf(decisions.get(i)));
            assertThat(again).isEqualTo(ended.get(i));
            assertThat(turns.get(i).leaves(ended.get(i).next())).isTrue();
        }
    }
}
