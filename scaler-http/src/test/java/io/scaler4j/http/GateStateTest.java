package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateStateTest {

    private static final List<Endpoint> ENDPOINTS = IntStream.range(1, 5)
            .mapToObj(i -> Endpoint.http("10.0.0." + i, 8080))
            .toList();

    /** Random events in any order: what must always hold, holds. */
    @Test
    void nobodyIsLostOvertakenOrTooMany() {
        Seeds.each(2000, random -> new Story(random).run());
    }

    private static final class Story {

        private final Random random;
        private final int limit;
        private final Hold hold;
        private final HoldBudget budget = HoldBudget.of(6, 600);
        private final GateState state;
        private final List<GateState.Waiter> line = new ArrayList<>();
        private final List<GateState.Step> admitted = new ArrayList<>();
        private List<Endpoint> ready = List.of();
        private boolean closed;
        private int refused;
        private int left;
        private int ended;

        Story(Random random) {
            this.random = random;
            limit = random.nextInt(3);
            hold = Hold.atMost(random.nextInt(6)).bytes(500);
            state = new GateState(hold, limit, budget, random::nextInt);
        }

        void run() {
            for (int i = 0; i < 120; i++) {
                switch (random.nextInt(9)) {
                    case 0, 1, 2 -> arrive();
                    case 3, 4 -> end();
                    case 5 -> ready();
                    case 6 -> {
                        closed = random.nextInt(3) == 0;
                        close(closed);
                    }
                    case 7 -> giveUp();
                    default -> sendBack();
                }
                release();
                check();
            }
        }

        private void close(boolean close) {
            if (close) {
                state.beginZero();
                state.endZero(true);
            } else {
                state.open();
            }
        }

        private void arrive() {
            GateState.Waiter waiter = state.arrive(Arrival.any().bytes(random.nextInt(200)));
            GateState.Place place = state.passing();
            if (place != null) {
                assertThat(line).isEmpty();
                admitted.add(new GateState.Step(waiter, place));
            } else if (state.lineUp(waiter)) {
                line.add(waiter);
            } else {
                refused++;
            }
        }

        private void end() {
            if (!admitted.isEmpty()) {
                state.finish(admitted.remove(random.nextInt(admitted.size())).place());
                ended++;
            }
        }

        private void ready() {
            ready = ENDPOINTS.stream().filter(one -> random.nextBoolean()).toList();
            state.ready(ready);
        }

        private void giveUp() {
            if (!line.isEmpty()) {
                assertThat(state.leave(line.remove(random.nextInt(line.size()))))
                        .isTrue();
                left++;
            }
        }

        /** In front of all that arrived later. */
        private void sendBack() {
            if (admitted.isEmpty()) {
                return;
            }
            GateState.Step step = admitted.remove(random.nextInt(admitted.size()));
            if (state.sendBack(step.waiter(), step.place(), true)) {
                line.add(step.waiter());
                line.sort(Comparator.comparingLong(GateState.Waiter::number));
            } else {
                refused++;
            }
            if (random.nextBoolean()) {
                state.trust(step.place());
            }
        }

        private void release() {
            for (GateState.Step step = state.next(); step != null; step = state.next()) {
                assertThat(closed).isFalse();
                assertThat(step.waiter()).as("the first in the line").isSameAs(line.remove(0));
                assertThat(ready).contains(step.place().endpoint());
                admitted.add(step);
            }
        }

        private void check() {
            assertThat(state.waiting()).isEqualTo(line.size());
            assertThat(state.inFlight()).isEqualTo(admitted.size());
            assertThat(state.arrivals()).isEqualTo(line.size() + admitted.size() + refused + left + ended);
            assertThat(budget.toString()).startsWith(line.size() + " of 6 requests");
            for (Endpoint endpoint : ENDPOINTS) {
                long there = admitted.stream()
                        .filter(one -> one.place().endpoint().equals(endpoint))
                        .count();
                assertThat(state.inFlightAt(endpoint)).isEqualTo((int) there);
                if (limit > 0) {
                    assertThat(there).isLessThanOrEqualTo(limit);
                }
            }
        }
    }

    @Test
    void twoRandomChoicesSpreadBetterThanOne() {
        var random = new Random(7);
        var state = new GateState(Hold.DEFAULT, 0, HoldBudget.ofDefaults(), random::nextInt);
        state.ready(ENDPOINTS);
        for (int i = 0; i < 4000; i++) {
            state.arrive(Arrival.any());
            assertThat(state.passing()).isNotNull();
        }
        for (Endpoint endpoint : ENDPOINTS) {
            assertThat(state.inFlightAt(endpoint)).isBetween(990, 1010);
        }
    }

    @Test
    void aDrainingEndpointKeepsWhatItHasAndGetsNothing() {
        var state = new GateState(Hold.DEFAULT, 0, HoldBudget.ofDefaults(), bound -> 0);
        state.ready(ENDPOINTS.subList(0, 1));
        state.arrive(Arrival.any());
        GateState.Place place = state.passing();
        state.drain(ENDPOINTS.get(0));
        state.arrive(Arrival.any());
        assertThat(state.passing()).isNull();
        assertThat(state.inFlightAt(ENDPOINTS.get(0))).isEqualTo(1);
        state.undrain();
        assertThat(state.passing()).isSameAs(place);
    }
}
