package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that come in another order than they were asked for. */
class CircuitBreakerRacesTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final List<String> messages = new ArrayList<>();
    private final List<CompletableFuture<String>> calls = new ArrayList<>();
    private final CircuitBreaker breaker =
            new CircuitBreaker(3, PAUSE, thrown -> thrown instanceof IOException, messages::add);

    private CompletableFuture<String> at(long second) {
        return breaker.call(START.plusSeconds(second), () -> {
                    var call = new CompletableFuture<String>();
                    calls.add(call);
                    return call;
                })
                .toCompletableFuture();
    }

    private void fail(int call) {
        calls.get(call).completeExceptionally(new IOException("down"));
    }

    /** Three calls fail; the one before them is still under way. */
    private void openWithOneUnderWay() {
        at(0);
        for (int call = 1; call <= 3; call++) {
            at(1);
            fail(call);
        }
        assertThat(at(2)).isCompletedExceptionally();
    }

    @Test
    void aProbeThatFailsAfterAnotherAnswerIsOneFailureAndNoMore() {
        openWithOneUnderWay();
        at(11);
        CompletableFuture<String> waiting = at(11);
        calls.get(0).complete("late, and well");
        fail(4);

        assertThat(calls).as("who waited goes on").hasSize(6);
        at(12);
        assertThat(calls).as("it is asked").hasSize(7);
        assertThat(messages).last().isEqualTo("it answers again");
        fail(5);
        assertThat(waiting).isCompletedExceptionally();
        fail(6);
        assertThat(at(14)).as("the third in a row").isCompletedExceptionally();
    }

    @Test
    void aProbeOfTheOldWayToTheServerSaysNothingAboutTheNew() {
        openWithOneUnderWay();
        at(11);
        breaker.reset();
        fail(4);
        at(12);
        assertThat(calls).hasSize(6);
    }

    @Test
    void whoWaitsForAProbeGoesOnWithItWhateverHappenedMeanwhile() {
        openWithOneUnderWay();
        at(11);
        CompletableFuture<String> waiting = at(11);
        calls.get(0).complete("late, and well");
        assertThat(waiting).isNotDone();
        calls.get(4).complete("well");
        calls.get(5).complete("mine");
        assertThat(waiting).isCompletedWithValue("mine");
    }

    @Test
    void aClockThatIsSetBackByAPauseLetsAProbeThrough() {
        openWithOneUnderWay();
        assertThat(at(-8)).as("9 s before").isCompletedExceptionally();
        at(-9);
        assertThat(calls).hasSize(5);
    }

    @Test
    void whatIsThrownInsteadOfAnAnswerCountsAsOne() {
        for (int i = 0; i < 3; i++) {
            breaker.call(START, () -> {
                throw new UncheckedIOException(new IOException("down"));
            });
        }
        at(1);
        assertThat(calls).as("it is no failure of the server").hasSize(1);
    }

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, 200) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nobodyWaitsForEverAndAServerThatIsWellAgainIsAsked(long seed) {
        var random = new SplittableRandom(seed);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        long second = 0;
        for (int step = 0; step < 200; step++) {
            second += random.nextInt(4);
            answers.add(at(second));
            if (random.nextBoolean() && !calls.isEmpty()) {
                int call = random.nextInt(calls.size());
                if (random.nextInt(3) == 0) {
                    calls.get(call).complete("well");
                } else {
                    fail(call);
                }
            }
        }
        for (int call = 0; call < calls.size(); call++) {
            calls.get(call).complete("well");
        }
        assertThat(answers).as("seed %s", seed).allMatch(CompletableFuture::isDone);
        int before = calls.size();
        at(second + 11);
        assertThat(calls).as("seed %s, after a pause", seed).hasSize(before + 1);
    }
}
