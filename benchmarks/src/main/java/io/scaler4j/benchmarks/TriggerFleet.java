package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Real autoscalers, one for each scaler, on one scheduler and two threads, started at random moments. */
final class TriggerFleet implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final List<Autoscaler> autoscalers = new ArrayList<>();
    private final long expectedMilli;
    private final Duration interval;

    /** The round that is under way; readings of another are of the start. */
    private volatile Round round = new Round();

    /** What a round of readings came to. */
    static final class Round {
        private final AtomicLong begin = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong end = new AtomicLong(Long.MIN_VALUE);
        private final AtomicInteger right = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();
        private final Queue<Double> waits = new ConcurrentLinkedQueue<>();

        /** How long each read took, in milliseconds. */
        List<Double> waits() {
            return List.copyOf(waits);
        }

        /** From the first question to the last answer. */
        double millis() {
            return (end.get() - begin.get()) / 1e6;
        }

        /** Throws unless each of so many readings was there once, and right. */
        void mustBeRight(int readings) {
            if (right() != readings || wrong() > 0) {
                throw new IllegalStateException(
                        "of " + readings + " readings " + right() + " were right and " + wrong() + " wrong");
            }
        }

        int right() {
            return right.get();
        }

        int wrong() {
            return wrong.get();
        }
    }

    /** For scalers whose readings should all be this number, in thousandths; they are closed with the fleet. */
    TriggerFleet(List<? extends Scaler> scalers, long expectedMilli) {
        this(scalers, expectedMilli, INTERVAL);
    }

    /** The same with an interval of their own. */
    TriggerFleet(List<? extends Scaler> scalers, long expectedMilli, Duration interval) {
        this.expectedMilli = expectedMilli;
        this.interval = interval;
        timer.setRemoveOnCancelPolicy(true);
        for (Scaler scaler : scalers) {
            autoscalers.add(Autoscaler.builder("target-" + autoscalers.size())
                    .target(ScaleTarget.of(() -> 4, replicas -> {}))
                    .policy(POLICY)
                    .trigger(Trigger.of("work", new Timed(scaler), averageValue(5)))
                    .interval(interval)
                    .scheduler(Scheduler.of(timer))
                    .executor(workers)
                    .build());
        }
    }

    /** Starts each at its own moment within one interval. */
    void start(long seed) {
        var random = new SplittableRandom(seed);
        for (Autoscaler autoscaler : autoscalers) {
            timer.schedule(autoscaler::start, random.nextLong(interval.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    /** Until so much of an interval is over, counted from the epoch as autoscalers do. */
    static void untilThePart(double part) throws InterruptedException {
        long interval = INTERVAL.toMillis();
        long past = Math.floorMod(System.currentTimeMillis(), interval);
        long until = Math.round(interval * part);
        Thread.sleep(past < until ? until - past : until + interval - past);
    }

    /** What was read since the last call. */
    Round nextRound() {
        Round before = round;
        round = new Round();
        return before;
    }

    @Override
    public void close() {
        autoscalers.forEach(Autoscaler::close);
        timer.shutdownNow();
        workers.shutdownNow();
    }

    /** Notes when it is asked and answers. */
    private final class Timed implements Scaler {
        private final Scaler scaler;

        Timed(Scaler scaler) {
            this.scaler = scaler;
        }

        @Override
        public Reading read(ReadRequest request) throws Exception {
            return scaler.read(request);
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            Round mine = round;
            long asked = System.nanoTime();
            mine.begin.accumulateAndGet(asked, Math::min);
            return scaler.readAsync(request, executor).thenApply(reading -> {
                long answered = System.nanoTime();
                mine.end.accumulateAndGet(answered, Math::max);
                mine.waits.add((answered - asked) / 1e6);
                boolean right = reading instanceof Reading.Value value && value.milli() == expectedMilli;
                (right ? mine.right : mine.wrong).incrementAndGet();
                return reading;
            });
        }

        @Override
        public void close() {
            scaler.close();
        }
    }
}
