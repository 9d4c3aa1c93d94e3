package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Status;
import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a source is read, and what stands in for a read that failed. */
class ServedSourceTest {

    private static final MetricSpec ORDERS =
            MetricSpec.of("orders", averageValue(50)).activatesAbove(5);

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));

    /** Answers when the test says. */
    private static final class Pending implements Scaler {

        private final List<CompletableFuture<Reading>> reads = new ArrayList<>();
        private @Nullable Runnable activity;

        @Override
        public Reading read(ReadRequest request) {
            throw new IllegalStateException("a thread would wait");
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            var answer = new CompletableFuture<Reading>();
            reads.add(answer);
            return answer;
        }

        @Override
        public Scheduler.Cancellable onActivity(Runnable action) {
            activity = action;
            return () -> activity = null;
        }
    }

    private ServedSource source(Scaler scaler) {
        return source(scaler, time);
    }

    private ServedSource source(Scaler scaler, InstantSource clock) {
        var parts = new ServerParts(
                clock,
                time,
                Runnable::run,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                new LongAdder());
        return new ServedSource(new ServedSource.OpenSource("orders", ORDERS, scaler), parts);
    }

    private static double value(ServedSource source) {
        return source.state().toCompletableFuture().join().value();
    }

    private static Status failure(CompletionStage<?> answer) {
        assertThat(answer.toCompletableFuture()).isDone();
        Throwable thrown = catchThrowable(() -> answer.toCompletableFuture().join());
        return Status.fromThrowable(FailureTable.unwrap(thrown));
    }

    /** The model: read once a second at most, and no answer that was right more than 15 s ago. */
    @Test
    void noSequenceOfReadingsLetsAnOldNumberOrAZeroOut() {
        int failures = 0;
        for (long seed = 0; seed < 200; seed++) {
            var random = new RandomTexts(seed);
            var reading = new AtomicReference<Reading>();
            var reads = new AtomicInteger();
            ServedSource source = source(request -> {
                reads.incrementAndGet();
                Reading now = reading.get();
                if (now == null) {
                    throw new IllegalStateException("as a source may");
                }
                return now;
            });
            Instant answeredAt = Instant.MIN;
            Instant goodAt = Instant.MIN;
            double good = -1;
            boolean answer = false;
            int expectedReads = 0;
            for (int step = 1; step <= 100; step++) {
                time.advance(Duration.ofMillis(random.below(random.oneIn(4) ? 20_000 : 900)));
                reading.set(
                        switch (random.below(6)) {
                            case 0 -> null;
                            case 1 -> Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "down");
                            case 2 -> Reading.value(step).lowerBound().build();
                            default -> Reading.of(step);
                        });
                Instant now = time.instant();
                if (answeredAt.equals(Instant.MIN) || !now.isBefore(answeredAt.plusSeconds(1))) {
                    expectedReads++;
                    answeredAt = now;
                    if (reading.get() instanceof Reading.Value value && !value.isLowerBound()) {
                        good = step;
                        goodAt = now;
                    }
                    answer = !goodAt.equals(Instant.MIN)
                            && !goodAt.plusSeconds(15).isBefore(now);
                }
                if (answer) {
                    assertThat(value(source)).as("seed %d, step %d", seed, step).isEqualTo(good);
                } else {
                    failures++;
                    assertThat(failure(source.state()).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                }
                assertThat(reads).hasValue(expectedReads);
            }
        }
        assertThat(failures).as("answers that were none").isBetween(500, 15_000);
    }

    @Test
    void allWhoAskWhileAReadIsUnderWayGetItsAnswer() {
        var pending = new Pending();
        ServedSource source = source(pending);
        List<CompletionStage<ServedSource.State>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(source.state());
            time.advance(Duration.ofMillis(200));
        }
        assertThat(pending.reads).hasSize(1);

        pending.reads.get(0).complete(Reading.of(7));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.toCompletableFuture().join().value()).isEqualTo(7));
        assertThat(value(source))
                .as("fresh from its end on, however long it took")
                .isEqualTo(7);
        assertThat(pending.reads).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        source.state();
        assertThat(pending.reads).hasSize(2);
    }

    @Test
    void aSourceThatHangsIsUnavailableInTimeAndItsLateAnswerIsDropped() {
        var pending = new Pending();
        ServedSource source = source(pending);
        CompletionStage<ServedSource.State> answer = source.state();
        time.advance(Duration.ofSeconds(3));

        assertThat(failure(answer).getDescription()).isEqualTo("orders: the source failed (TimeoutException)");

        pending.reads.get(0).complete(Reading.of(7));
        time.advance(Duration.ofSeconds(1));
        source.state();
        assertThat(pending.reads).as("asked again").hasSize(2);
        time.advance(Duration.ofSeconds(3));
        assertThat(failure(source.state()).getCode()).as("still no number").isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(time.pending()).isZero();
    }

    @Test
    void activityIsReadAnewHoweverFreshTheLastAnswerIs() {
        var pending = new Pending();
        ServedSource source = source(pending);
        var seen = new AtomicReference<CompletionStage<ServedSource.State>>();
        source.onActivity(() -> seen.set(source.state()));
        source.state();
        pending.reads.get(0).complete(Reading.of(0));

        pending.activity.run();
        assertThat(pending.reads).as("beside the fresh answer").hasSize(2);

        pending.activity.run();
        assertThat(pending.reads).as("not two at a time").hasSize(2);
        pending.reads.get(1).complete(Reading.of(0));
        assertThat(pending.reads)
                .as("what was under way may have been too early")
                .hasSize(3);
        pending.reads.get(2).complete(Reading.of(9));
        assertThat(seen.get().toCompletableFuture().join().active()).isTrue();
    }

    @Test
    void aThousandWatchersOfOneSourceCostOneReadForEachActivity() {
        var reads = new AtomicInteger();
        var activity = new AtomicReference<Runnable>();
        ServedSource source = source(new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(reads.incrementAndGet());
            }

            @Override
            public Scheduler.Cancellable onActivity(Runnable action) {
                activity.set(action);
                return () -> activity.set(null);
            }
        });
        for (int i = 0; i < 1_000; i++) {
            source.onActivity(source::state);
        }

        activity.get().run();
        assertThat(reads).hasValue(1);
        activity.get().run();
        assertThat(reads).hasValue(2);

        source.close();
        assertThat(activity).hasValue(null);
    }

    @Test
    void aClockThatIsSetBackMakesNoOldNumberFresh() {
        var clock = new AtomicReference<>(time.instant());
        var reading = new AtomicReference<Reading>(Reading.of(7));
        ServedSource source = source(request -> reading.get(), clock::get);
        assertThat(value(source)).isEqualTo(7);

        reading.set(Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "down"));
        clock.set(time.instant().minus(Duration.ofHours(1)));

        assertThat(failure(source.state()).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aSourceThatThrowsAtOnceIsUnavailable() {
        ServedSource source = source(new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                throw new IllegalStateException("hush-hush");
            }
        });

        assertThat(failure(source.state()).getDescription())
                .isEqualTo("orders: the source failed (IllegalStateException)");
    }
}
