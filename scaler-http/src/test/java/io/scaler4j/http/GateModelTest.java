package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.NaiveGate.Request;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random stories in virtual time, told to a gate and to {@link NaiveGate}: both always agree. */
class GateModelTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final List<Endpoint> ENDPOINTS = IntStream.range(1, 4)
            .mapToObj(i -> Endpoint.http("10.0.0." + i, 8080))
            .toList();

    @Test
    void aGateDoesWhatItsRulesSay() {
        Seeds.each(1500, random -> new Story(random, 0).run());
    }

    @Test
    void aGateThatIsOftenRefusedDoesWhatItsRulesSay() {
        Seeds.each(700, random -> new Story(random, 6).run());
    }

    /** What has happened to a request: an admission, or a cancellation, which is null. */
    private record Outcome(Request request, Admission admission) {}

    private static final class Source implements EndpointSource {

        private Consumer<List<Endpoint>> listener = all -> {};
        private boolean wanted;
        private boolean watched;

        @Override
        public Watch watch(Consumer<List<Endpoint>> given, Context context) {
            listener = given;
            watched = true;
            return new Watch() {
                @Override
                public void wanted(boolean now) {
                    wanted = now;
                }

                @Override
                public void close() {
                    watched = false;
                }
            };
        }
    }

    private static final class Story {

        private final Random random;
        private final int refusals;
        private final VirtualTime time = VirtualTime.startingAt(START);
        private final Source source = new Source();
        private final AtomicInteger woken = new AtomicInteger();
        private final RouteCounter counter = new RequestTracker().counter("shop/web");
        private final HoldBudget budget;
        private final NaiveGate model;
        private final Gate gate;
        private final Deque<Outcome> outcomes = new ArrayDeque<>();
        private final Map<Request, CompletableFuture<Admission>> answers = new HashMap<>();
        private final Map<Request, Permit> permits = new HashMap<>();
        private final Map<Request, Integer> ends = new HashMap<>();

        Story(Random random, int refusals) {
            this.random = random;
            this.refusals = refusals;
            Hold hold = Hold.atMost(random.nextInt(7)).bytes(400).upTo(Duration.ofMillis(1503));
            int perReplicaLimit = random.nextInt(3);
            budget = HoldBudget.of(6, 450);
            model = new NaiveGate(START, hold, perReplicaLimit, 6, 450);
            GateBuilder builder = Gate.builder("shop/web")
                    .endpoints(source)
                    .scheduler(time)
                    .hold(hold)
                    .budget(budget)
                    .wakes(woken::incrementAndGet)
                    .random(random::nextInt);
            gate = (perReplicaLimit == 0 ? builder : builder.perReplicaLimit(perReplicaLimit)).build();
        }

        void run() {
            for (int i = 0; i < 90; i++) {
                switch (random.nextInt(14 + refusals)) {
                    case 0, 1, 2, 3 -> arrive();
                    case 4, 5 -> end();
                    case 6, 7 -> change();
                    case 8 -> giveUp();
                    case 9, 10 -> pass(Duration.ofMillis(10L * random.nextInt(90)));
                    case 11 -> zero();
                    case 12 -> open();
                    default -> retry();
                }
                check();
            }
            shut();
            check();
            arrive();
            retry();
            while (!model.served.isEmpty()) {
                end();
                check();
            }
            nothingIsLeft();
        }

        /** Limits end 3 ms after a round time, at which nothing else happens. */
        private void arrive() {
            boolean own = random.nextBoolean();
            var request = new Request(
                    ends.size(), random.nextInt(150), Duration.ofMillis(own ? 10L * random.nextInt(200) + 3 : 1503));
            ends.put(request, 0);
            Arrival arrival = Arrival.of(counter).bytes(request.bytes);
            CompletableFuture<Admission> answer = gate.admit(own ? arrival.upTo(request.limit) : arrival);
            follow(request, answer);
            if (model.passes()) {
                expectServed(request);
            } else if (model.hasRoom(request, false)) {
                model.lineUp(request);
                expectReleases();
            } else {
                expectRefused(request, model.shut ? Admission.Reason.SHUT : Admission.Reason.FULL);
            }
        }

        private void end() {
            if (model.served.isEmpty()) {
                return;
            }
            Request request = any(model.served);
            model.finish(request);
            ended(request);
            Permit permit = permits.remove(request);
            permit.close();
            if (random.nextBoolean()) {
                permit.close();
            }
            expectReleases();
        }

        private void retry() {
            if (model.served.isEmpty()) {
                return;
            }
            Request request = any(model.served);
            boolean expired = model.isExpired(request);
            model.refusedBy(request);
            CompletableFuture<Admission> again = permits.remove(request).retry();
            if (!expired && model.hasRoom(request, true)) {
                follow(request, again);
                model.lineUp(request);
                expectReleases();
                return;
            }
            expectReleases();
            follow(request, again);
            expectRefused(
                    request,
                    expired ? Admission.Reason.TIMEOUT : model.shut ? Admission.Reason.SHUT : Admission.Reason.FULL);
        }

        private void change() {
            List<Endpoint> ready =
                    ENDPOINTS.stream().filter(one -> random.nextInt(3) > 0).toList();
            model.ready(ready);
            source.listener.accept(ready);
            expectReleases();
        }

        private void giveUp() {
            if (model.line.isEmpty()) {
                return;
            }
            Request request = any(model.line);
            model.line.remove(request);
            answers.get(request).cancel(random.nextBoolean());
            assertThat(outcomes.remove()).isEqualTo(new Outcome(request, null));
            ended(request);
        }

        private void zero() {
            if (model.zerosUnderWay == 0 || random.nextInt(3) == 0) {
                model.zerosUnderWay++;
                gate.change(GateState::beginZero);
            } else if (random.nextBoolean()) {
                model.zerosUnderWay--;
                gate.change(GateState::refuseZero);
            } else {
                boolean succeeded = random.nextBoolean();
                model.zerosUnderWay--;
                model.atZero = succeeded;
                gate.change(state -> state.endZero(succeeded));
            }
            expectReleases();
        }

        private void open() {
            model.atZero = false;
            gate.change(GateState::open);
            expectReleases();
        }

        private void pass(Duration step) {
            Instant end = model.now.plus(step);
            time.advance(step);
            for (Instant next = model.nextChange(end); !next.isAfter(end); next = model.nextChange(end)) {
                model.now = next;
                List<Request> late =
                        model.line.stream().filter(model::isExpired).toList();
                model.line.removeAll(late);
                for (int i = 0; i < late.size(); i++) {
                    Outcome outcome = outcomes.remove();
                    assertThat(late).contains(outcome.request());
                    assertThat(outcome.admission()).isEqualTo(new Admission.Refusal(Admission.Reason.TIMEOUT));
                    ended(outcome.request());
                }
                model.suspicions.removeIf(one -> !one.until().isAfter(model.now));
                expectReleases();
            }
            model.now = end;
        }

        private void shut() {
            gate.close();
            model.shut = true;
            for (Request request : List.copyOf(model.line)) {
                model.line.remove(request);
                expectRefused(request, Admission.Reason.SHUT);
            }
        }

        private void follow(Request request, CompletableFuture<Admission> answer) {
            answers.put(request, answer);
            answer.whenComplete((admission, thrown) -> {
                outcomes.add(new Outcome(request, admission));
                if (admission instanceof Permit permit) {
                    permits.put(request, permit);
                }
            });
        }

        /** First come, first served, and nobody waits while a place is free. */
        private void expectReleases() {
            while (!model.line.isEmpty() && model.mayAdmit()) {
                expectServed(model.line.get(0));
            }
        }

        private void expectServed(Request request) {
            Outcome outcome = outcomes.remove();
            assertThat(outcome.request().number).isEqualTo(request.number);
            var permit = (Permit) outcome.admission();
            assertThat(model.isFree(permit.endpoint()))
                    .as("%s is free", permit.endpoint())
                    .isTrue();
            assertThat(permit.hasWaited()).isEqualTo(request.hasWaited);
            model.serve(request, permit.endpoint());
        }

        private void expectRefused(Request request, Admission.Reason reason) {
            Outcome outcome = outcomes.remove();
            assertThat(outcome.request().number).isEqualTo(request.number);
            assertThat(outcome.admission()).isEqualTo(new Admission.Refusal(reason));
            ended(request);
        }

        private void ended(Request request) {
            ends.merge(request, 1, Integer::sum);
        }

        private void check() {
            assertThat(outcomes).isEmpty();
            GateStatus status = gate.status();
            assertThat(status.waiting()).isEqualTo(model.line.size());
            assertThat(status.inFlight()).isEqualTo(model.served.size());
            assertThat(status.arrivals()).isEqualTo(ends.size());
            assertThat(status.isClosed()).isEqualTo(model.isClosed());
            assertThat(status.endpoints()).containsExactlyInAnyOrderElementsOf(model.ready);
            assertThat(counter.counts().held()).isEqualTo(model.line.size());
            assertThat(woken).hasValue(model.wakes);
            assertThat(budget)
                    .hasToString(model.line.size() + " of 6 requests, " + model.bytesInLine() + " of 450 bytes");
            if (!model.shut) {
                assertThat(source.wanted).isEqualTo(!model.line.isEmpty());
            }
        }

        private void nothingIsLeft() {
            assertThat(ends).allSatisfy((request, count) -> assertThat(count).isEqualTo(1));
            time.advance(NaiveGate.SUSPICION);
            assertThat(time.pending()).isZero();
            assertThat(source.watched).isFalse();
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }
    }
}
