package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.START;
import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.StatesFixture.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order of saves, however late the end of a turn is told. */
class StateKeeperTest {

    private final StateStore store = StateStore.inMemory();
    private final StateKeeper states = new StateKeeper("orders", store, () -> START);

    private static Turn turn(Decision decision) {
        var lag = Measurement.of("lag", MetricTarget.averageValue(1), Reading.of(0));
        var observation = Observation.of(decision.at(), Replicas.of(decision.from()), List.of(lag));
        return Turn.of("orders", decision.at(), observation, decision, new Turn.Scaled(decision.at()));
    }

    private Optional<SavedState> saved() throws Exception {
        return await(store.load("orders"));
    }

    @Test
    void savesBothStatesBeforeAWriteAndOneAfterTheTurn() throws Exception {
        await(states.saveBefore(decision(1)));
        assertThat(saved()).contains(SavedState.before(decision(1), START));

        states.turnEnded(turn(decision(1)));
        assertThat(saved()).contains(SavedState.of(turn(decision(1)).next()));
        assertThat(states.turn()).contains(turn(decision(1)));
    }

    @Test
    void theEndOfAnOlderTurnChangesNothing() throws Exception {
        await(states.saveBefore(decision(2)));
        states.turnEnded(turn(decision(1)));

        assertThat(saved()).contains(SavedState.before(decision(2), START));
    }

    @Test
    void aPendingWriteStaysPendingWhenTheAutoscalerIsClosed() throws Exception {
        await(states.saveBefore(decision(1)));
        await(states.saveLast(decision(1).next(false)));

        assertThat(saved()).contains(SavedState.before(decision(1), START));
    }

    @Test
    void aTurnWhoseEndIsToldAfterClosingIsNotSaved() throws Exception {
        states.turnEnded(turn(decision(1)));
        await(states.saveLast(turn(decision(1)).next()));
        await(store.remove("orders"));
        states.turnEnded(turn(decision(2)));

        assertThat(saved()).isEmpty();
    }
}
