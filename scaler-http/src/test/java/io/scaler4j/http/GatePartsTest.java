package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a gate, each by itself: budget, drains, tickets, and the values that they are made of. */
class GatePartsTest {

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));

    /** Against a list of what was taken: never more than there is, and nothing is lost. */
    @Test
    void aBudgetGivesWhatThereIs() {
        Seeds.each(500, random -> {
            int requests = random.nextInt(6);
            long bytes = random.nextInt(200);
            var budget = HoldBudget.of(requests, bytes);
            List<Long> taken = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long size = random.nextInt(80);
                long used = taken.stream().mapToLong(Long::longValue).sum();
                if (random.nextInt(3) > 0) {
                    boolean fits = taken.size() < requests && used + size <= bytes;
                    assertThat(budget.take(size)).isEqualTo(fits);
                    if (fits) {
                        taken.add(size);
                    }
                } else if (!taken.isEmpty()) {
                    budget.giveBack(taken.remove(random.nextInt(taken.size())));
                }
                used = taken.stream().mapToLong(Long::longValue).sum();
                assertThat(budget)
                        .hasToString(
                                taken.size() + " of " + requests + " requests, " + used + " of " + bytes + " bytes");
            }
        });
    }

    @Test
    void aRequestOfAnySizeDoesNotOverflowABudget() {
        var budget = HoldBudget.of(10, Long.MAX_VALUE);
        assertThat(budget.take(Long.MAX_VALUE)).isTrue();
        assertThat(budget.take(1)).isFalse();
        assertThat(budget.take(Long.MAX_VALUE)).isFalse();
        assertThat(budget.take(0)).isTrue();
    }

    /** A drain ends when all of its endpoints are idle or its time is over, whichever comes first, and never later. */
    @Test
    void drainsEndWhenTheirEndpointsAreIdleOrTheirTimeIsOver() {
        Seeds.each(400, random -> {
            var clock = VirtualTime.startingAt(Instant.EPOCH);
            Set<Endpoint> busy = new HashSet<>();
            var drains = new Drains(endpoint -> !busy.contains(endpoint));
            Map<CompletionStage<Void>, List<Endpoint>> open = new HashMap<>();
            Map<CompletionStage<Void>, Instant> limits = new HashMap<>();
            for (int i = 0; i < 40; i++) {
                Endpoint endpoint = Endpoint.http("10.0.0." + random.nextInt(4), 80);
                switch (random.nextInt(4)) {
                    case 0 -> busy.add(endpoint);
                    case 1 -> {
                        busy.remove(endpoint);
                        drains.check();
                    }
                    case 2 -> {
                        Duration limit = Duration.ofSeconds(1 + random.nextInt(20));
                        List<Endpoint> chosen = List.of(endpoint, Endpoint.http("10.0.0." + random.nextInt(4), 80));
                        CompletionStage<Void> drain = drains.begin(chosen, limit, clock);
                        open.put(drain, chosen);
                        limits.put(drain, clock.instant().plus(limit));
                    }
                    default -> clock.advance(Duration.ofSeconds(random.nextInt(5)));
                }
                for (Map.Entry<CompletionStage<Void>, List<Endpoint>> drain :
                        Map.copyOf(open).entrySet()) {
                    boolean isOver = !clock.instant().isBefore(limits.get(drain.getKey()));
                    boolean isDone = drain.getKey().toCompletableFuture().isDone();
                    if (isDone) {
                        assertThat(isOver || drain.getValue().stream().noneMatch(busy::contains))
                                .isTrue();
                        open.remove(drain.getKey());
                    } else {
                        assertThat(isOver).isFalse();
                        assertThat(drain.getValue()).anyMatch(busy::contains);
                    }
                }
                assertThat(clock.pending()).isEqualTo(open.size());
            }
        });
    }

    @Test
    void aDrainOfNothingIsOverAtOnce() {
        var drains = new Drains(endpoint -> false);
        assertThat(drains.begin(List.of(), Duration.ofSeconds(1), time)).isCompleted();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aTicketThatHasEndedTakesItsTimerBackWheneverThatComes() {
        List<String> cancelled = new ArrayList<>();
        var state = new GateState(Hold.DEFAULT, 0, HoldBudget.ofDefaults(), bound -> 0);
        var early = new Ticket(state.arrive(Arrival.any()));
        early.timer(() -> cancelled.add("early"));
        early.end();
        early.end();
        var late = new Ticket(state.arrive(Arrival.any()));
        late.end();
        late.timer(() -> cancelled.add("late"));
        assertThat(cancelled).contains("early", "late");
        assertThat(early.isExpired()).isFalse();
        early.expire();
        assertThat(early.isExpired()).isTrue();
    }

    @Test
    void eachWaitOfATicketHasItsOwnAnswer() {
        var state = new GateState(Hold.DEFAULT, 0, HoldBudget.ofDefaults(), bound -> 0);
        var ticket = new Ticket(state.arrive(Arrival.any()));
        var first = ticket.answer();
        first.cancel(false);
        ticket.again();
        assertThat(ticket.answer()).isNotSameAs(first).isNotDone();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "10.0.0.1, false, http://10.0.0.1:80",
        "10.0.0.1, true, https://10.0.0.1:80",
        "orders.shop, false, http://orders.shop:80",
        "::1, false, http://[::1]:80",
        "fd00::7, true, https://[fd00::7]:80",
    })
    void anEndpointIsWrittenAsAUrl(String host, boolean tls, String url) {
        assertThat(new Endpoint(host, 80, tls)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aPortThatIsNoneIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.http("a", port))
                .withMessage("port must be from 1 to 65535, was " + port);
        assertThat(Endpoint.https("a", 65_535).port()).isEqualTo(65_535);
        assertThat(Endpoint.https("a", 1).port()).isEqualTo(1);
    }

    @Test
    void anArrivalThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arrival.any().bytes(-1))
                .withMessage("bytes must be at least 0, were -1");
        for (Duration limit : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arrival.any().upTo(limit))
                    .withMessage("limit must be more than 0, was " + limit);
        }
        assertThatNullPointerException()
                .isThrownBy(() -> new Arrival(null, 0, Optional.empty()))
                .withMessageStartingWith("counter must not be null");
        var counter = new RequestTracker().counter("shop/web");
        assertThat(Arrival.of(counter).bytes(5).upTo(Duration.ofSeconds(1)))
                .isEqualTo(new Arrival(Optional.of(counter), 5, Optional.of(Duration.ofSeconds(1))));
    }

    @ParameterizedTest(name = "{0} requests, {1} bytes, {2}")
    @CsvSource({
        "-1, 0, PT1S, 'requests must be at least 0, were -1'",
        "0, -1, PT1S, 'bytes must be at least 0, were -1'",
        "0, 0, PT0S, 'time must be more than 0, was PT0S'",
        "0, 0, PT-1S, 'time must be more than 0, was PT-1S'",
        "0, 0, , 'time must not be null'",
    })
    void aHoldThatMakesNoSenseIsRefused(int requests, long bytes, Duration limit, String problem) {
        assertThat(catchThrowableOfType(
                                InvalidConfigurationException.class,
                                () -> new Hold(requests, bytes, limit, Hold.Overflow.REJECT))
                        .problems())
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void aBudgetBelowNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HoldBudget.of(-1, 5))
                .withMessage("a budget must be at least 0, was -1 requests and 5 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> HoldBudget.of(1, -5));
        assertThat(HoldBudget.of(0, 0).take(0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0, 0", "0, -1, 0, 0", "0, 0, -1, 0", "0, 0, 0, -1"})
    void countsBelowNothingAreRefused(long inFlight, long arrived, long held, long peak) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestCounts(inFlight, arrived, held, peak))
                .withMessage("counts of requests must be at least 0, were in flight " + inFlight + ", arrived "
                        + arrived + ", held " + held + ", peak " + peak);
    }
}
