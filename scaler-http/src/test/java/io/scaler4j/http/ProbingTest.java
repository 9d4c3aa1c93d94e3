package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Scheduler;
import io.scaler4j.simulation.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When endpoints are probed and what probes make of them, in virtual time and with probes that the test answers. */
class ProbingTest {

    private static final Endpoint A = Endpoint.http("10.0.0.1", 8080);
    private static final Endpoint B = Endpoint.http("10.0.0.2", 8080);

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final EndpointList candidates = new EndpointList();
    private final Set<Endpoint> alive = new HashSet<>();
    private final List<String> probes = new ArrayList<>();
    private final List<List<Endpoint>> told = new ArrayList<>();
    private EndpointSource.Watch watch = () -> {};

    @AfterEach
    void nothingIsLeftBehind() {
        watch.close();
        assertThat(time.pending()).isZero();
        int before = probes.size();
        time.advance(Duration.ofMinutes(1));
        assertThat(probes).hasSize(before);
    }

    @ParameterizedTest(name = "every {0} ms: {1} in calm times, {2} while requests wait")
    @CsvSource({"10, 10, 1000", "250, 10, 40", "999, 10, 10", "1000, 10, 10", "2500, 4, 4", "60000, 0, 1"})
    void inTenSecondsThereAreSoManyProbes(long every, int calm, int hurried) {
        candidates.set(A);
        watch(Duration.ofMillis(every));
        assertThat(probes).as("a new candidate is probed at once").hasSize(1);
        time.advance(Duration.ofSeconds(10));
        assertThat(probes).hasSize(1 + calm);
        watch.close();
        probes.clear();
        watch(Duration.ofMillis(every));
        watch.wanted(true);
        time.advance(Duration.ofSeconds(10));
        assertThat(probes).hasSize(1 + hurried);
    }

    /** A request that begins to wait does not wait for the calm pause, however long that is. */
    @ParameterizedTest(name = "every {0} ms")
    @ValueSource(longs = {10, 400, 1000, 30_000})
    void theFirstThatWaitsIsProbedForAtOnce(long every) {
        candidates.set(A);
        watch(Duration.ofMillis(every));
        time.advance(Duration.ofMillis(Math.min(every, 1000)));
        time.advance(Duration.ofMillis(every == 1000 ? 999 : 1));
        int before = probes.size();
        alive.add(A);
        watch.wanted(true);
        int expected = every == 1000 ? 0 : 1;
        assertThat(probes).hasSize(before + expected);
        time.advance(Duration.ofMillis(1));
        assertThat(told).containsExactly(List.of(A));
    }

    /** Under load requests begin and cease to wait a thousand times a second; a replica is not probed as often. */
    @ParameterizedTest(name = "every {0} ms at most {1}")
    @CsvSource({"10, 101", "100, 11", "2000, 2"})
    void requestsThatWaitNowAndThenMakeNoStormOfProbes(long every, int most) {
        candidates.set(A);
        watch(Duration.ofMillis(every));
        for (int i = 0; i < 1000; i++) {
            watch.wanted(true);
            watch.wanted(false);
            time.advance(Duration.ofMillis(1));
        }
        assertThat(probes).hasSizeLessThanOrEqualTo(most);
    }

    /** A timer that is taken back too late runs all the same; then there must not be two rounds from then on. */
    @Test
    void aTimerThatIsTakenBackTooLateMakesNoSecondSeriesOfRounds() {
        List<Runnable> late = new ArrayList<>();
        Scheduler deaf = (task, delay) -> {
            time.schedule(task, delay);
            return () -> late.add(task);
        };
        candidates.set(A);
        watch = probing(Duration.ofMillis(10)).watch(told::add, new EndpointSource.Context(deaf, Runnable::run));
        time.advance(Duration.ofMillis(20));
        for (int i = 0; i < 20; i++) {
            watch.wanted(true);
            watch.wanted(false);
            time.advance(Duration.ofMillis(15));
        }
        late.forEach(Runnable::run);
        assertThat(late).isNotEmpty();
        probes.clear();
        time.advance(Duration.ofSeconds(10));
        assertThat(probes).hasSizeBetween(9, 11);
        watch.close();
        time.advance(Duration.ofSeconds(2));
        watch = () -> {};
    }

    /** Success makes it ready; only the third failure in a row takes it away. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "---, ",
        "+, +",
        "-+, +",
        "+--, +",
        "+---, +-",
        "+--+--, +",
        "+--+---, +-",
        "+---+, +-+",
        "+-----+---, +-+-",
    })
    void whatProbesMakeOfAnEndpoint(String answers, String expected) {
        candidates.set(A);
        var left = new ArrayDeque<>(answers.chars().mapToObj(c -> c == '+').toList());
        watch = new Probing(candidates, endpoint -> left.size() > 1 ? left.remove() : left.element(), second())
                .watch(told::add, new EndpointSource.Context(time, Runnable::run));
        for (int i = 1; i < answers.length(); i++) {
            time.advance(second());
        }
        assertThat(told.stream().map(ready -> ready.isEmpty() ? "-" : "+").reduce("", String::concat))
                .isEqualTo(expected == null ? "" : expected);
    }

    /** A thread that is missing tells nothing: neither that it is ready, nor that it is not. */
    @Test
    void aProbeWithoutAThreadIsNeitherSuccessNorFailure() {
        candidates.set(A);
        alive.add(A);
        var full = new boolean[1];
        Executor executor = task -> {
            if (full[0]) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        };
        watch = probing(second()).watch(told::add, new EndpointSource.Context(time, executor));
        alive.clear();
        time.advance(Duration.ofSeconds(2));
        full[0] = true;
        time.advance(Duration.ofSeconds(20));
        assertThat(told).as("two failures so far").containsExactly(List.of(A));
        full[0] = false;
        time.advance(second());
        assertThat(told).as("the third").containsExactly(List.of(A), List.of());
    }

    @Test
    void anEndpointThatHangsIsNotProbedTwiceAndHoldsUpNoOther() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        candidates.set(A, B);
        alive.add(A);
        alive.add(B);
        watch = probing(second()).watch(told::add, new EndpointSource.Context(time, task -> {
            if (waiting.isEmpty()) {
                waiting.add(task); // the first one hangs
            } else {
                task.run();
            }
        }));
        time.advance(Duration.ofSeconds(5));
        assertThat(probes).containsOnly(B.toString()).hasSize(6);
        assertThat(told).containsExactly(List.of(B));
        waiting.remove().run();
        assertThat(told).containsExactly(List.of(B), List.of(A, B));
    }

    @Test
    void theAnswerOfACandidateThatIsGoneIsNotHeard() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        candidates.set(A);
        alive.add(A);
        watch = probing(second()).watch(told::add, new EndpointSource.Context(time, waiting::add));
        candidates.set(List.of());
        waiting.remove().run();
        assertThat(told).isEmpty();
        candidates.set(A);
        assertThat(waiting).as("it is another one now, and probed again").hasSize(1);
        waiting.remove().run();
        assertThat(told).containsExactly(List.of(A));
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        candidates.set(A);
        alive.add(A);
        watch = probing(second()).watch(told::add, new EndpointSource.Context(time, waiting::add));
        watch.close();
        waiting.remove().run();
        candidates.set(A, B);
        watch.wanted(true);
        assertThat(waiting).isEmpty();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProbeThatThrowsIsAFailure(boolean checked) {
        candidates.set(A);
        watch = new Probing(
                        candidates,
                        endpoint -> {
                            if (checked) {
                                throw new IOException("refused");
                            }
                            throw new IllegalStateException("broken");
                        },
                        second())
                .watch(told::add, new EndpointSource.Context(time, Runnable::run));
        time.advance(Duration.ofSeconds(5));
        assertThat(told).isEmpty();
    }

    @Test
    void theSourceBehindHearsWhetherRequestsWaitAndWhenItIsOver() {
        List<String> heard = new ArrayList<>();
        EndpointSource behind = (listener, context) -> new EndpointSource.Watch() {
            @Override
            public void wanted(boolean wanted) {
                heard.add("wanted " + wanted);
            }

            @Override
            public void close() {
                heard.add("closed");
            }
        };
        watch = new Probing(behind, endpoint -> true, second())
                .watch(told::add, new EndpointSource.Context(time, Runnable::run));
        watch.wanted(true);
        watch.wanted(false);
        watch.close();
        assertThat(heard).containsExactly("wanted true", "wanted false", "closed");
    }

    private static Duration second() {
        return Duration.ofSeconds(1);
    }

    private void watch(Duration every) {
        watch = probing(every).watch(told::add, new EndpointSource.Context(time, Runnable::run));
    }

    private Probing probing(Duration every) {
        return new Probing(
                candidates,
                endpoint -> {
                    probes.add(endpoint.toString());
                    return alive.contains(endpoint);
                },
                every);
    }
}
