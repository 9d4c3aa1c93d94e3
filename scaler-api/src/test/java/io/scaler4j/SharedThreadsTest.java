package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hundred autoscalers on one timer and four threads, sixteen of them with targets that never return. */
@Timeout(60)
class SharedThreadsTest {

    private static final int ALL = 200;
    private static final int HANGING = 16;
    private static final Duration INTERVAL = ofMillis(200);
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();

    private final List<Autoscaler> autoscalers = new ArrayList<>();
    private final List<List<Turn>> turns = new ArrayList<>();

    /** Half of them never tell their counts, the others never confirm a change. */
    private static final class NeverAnswers implements ScaleTarget {
        private final boolean answersReads;
        private final AtomicInteger writes = new AtomicInteger();

        NeverAnswers(boolean answersReads) {
            this.answersReads = answersReads;
        }

        @Override
        public Replicas replicas() {
            throw new UnsupportedOperationException("read asynchronously");
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            throw new UnsupportedOperationException("written asynchronously");
        }

        @Override
        public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
            return answersReads ? CompletableFuture.completedFuture(Replicas.of(1)) : new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
            writes.incrementAndGet();
            return new CompletableFuture<>();
        }
    }

    /** Blocks, whatever interrupts it, until it is let go. */
    private static final class Blocks implements ScaleTarget {
        private final CountDownLatch letGo;

        Blocks(CountDownLatch letGo) {
            this.letGo = letGo;
        }

        @Override
        public Replicas replicas() {
            boolean wasInterrupted = false;
            while (true) {
                try {
                    letGo.await();
                    if (wasInterrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return Replicas.of(1);
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        }

        @Override
        public void scaleTo(int replicas, Decision why) {}
    }

    /** Four threads by virtual time: a task occupies one for a millisecond. */
    private static final class FourThreads implements Executor {
        private final VirtualTime time;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int busy;
        private int longestQueue;

        FourThreads(VirtualTime time) {
            this.time = time;
        }

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
            longestQueue = Math.max(longestQueue, waiting.size());
            startNext();
        }

        private void startNext() {
            if (busy < 4 && !waiting.isEmpty()) {
                busy++;
                Runnable task = waiting.remove();
                time.schedule(
                        () -> {
                            busy--;
                            task.run();
                            startNext();
                        },
                        ofMillis(1));
            }
        }
    }

    private void build(int number, AutoscalerBuilder builder, ScaleTarget target) {
        List<Turn> told = new ArrayList<>();
        turns.add(told);
        autoscalers.add(builder.target(target)
                .policy(POLICY)
                .trigger(Trigger.of("backlog", request -> Reading.of(50 + 50 * (number % 2)), averageValue(50)))
                .observer(new AutoscalerObserver() {
                    @Override
                    public void turnEnded(Turn turn) {
                        synchronized (told) {
                            told.add(turn);
                        }
                    }
                })
                .build());
    }

    private static ScaleTarget works() {
        var count = new AtomicInteger(1);
        return ScaleTarget.of(count::get, count::set);
    }

    private List<Turn> turnsOf(int number) {
        List<Turn> told = turns.get(number);
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    @Test
    void theOthersKeepTheirIntervalWhenTargetsNeverReturn() {
        var time = new VirtualTime("2026-01-05T08:00:00Z");
        var threads = new FourThreads(time);
        List<NeverAnswers> hanging = new ArrayList<>();
        for (int i = 0; i < ALL; i++) {
            var never = new NeverAnswers(i % 2 == 1);
            hanging.add(never);
            var builder =
                    Autoscaler.builder("target-" + i).time(time).scheduler(time).executor(threads);
            build(i, builder, i < HANGING ? never : works());
        }
        autoscalers.forEach(Autoscaler::start);
        time.advance(ofMinutes(10));

        Instant begin = Instant.parse("2026-01-05T08:00:00Z");
        for (int i = HANGING; i < ALL; i++) {
            List<Turn> kept = turnsOf(i);
            assertThat(kept).as("one at once, then one per 15 s").hasSize(40);
            for (int turn = 0; turn < kept.size(); turn++) {
                assertThat(kept.get(turn).at())
                        .isEqualTo(begin.plus(ofSeconds(15).multipliedBy(turn)));
                assertThat(kept.get(turn).lateness()).isZero();
                assertThat(kept.get(turn).outcome())
                        .isInstanceOf(turn == 0 && i % 2 == 1 ? Turn.Scaled.class : Turn.Unchanged.class);
            }
        }
        for (int i = 0; i < HANGING; i++) {
            assertThat(turnsOf(i)).as("they try every interval, too").hasSizeBetween(39, 40);
            assertThat(turnsOf(i).get(0).outcome().toString())
                    .isEqualTo(
                            i % 2 == 1
                                    ? "not written, TIMEOUT: target of autoscaler \"target-" + i
                                            + "\" could not be scaled to 2: no answer within 10 s"
                                    : "no decision: ScaleTargetException: target of autoscaler \"target-" + i
                                            + "\" could not be read: no answer within 10 s");
            assertThat(hanging.get(i).writes).as("never two at once").hasValue(i % 2);
        }
        assertThat(threads.longestQueue)
                .as("there was more to do than there are threads")
                .isGreaterThan(100);
    }

    @Test
    void theOthersKeepTheirIntervalOnRealThreads() throws Exception {
        onRealThreads(number -> number < HANGING ? new NeverAnswers(number % 2 == 1) : works());
    }

    @Test
    void blockingTargetsThatHangHoldNoneOfTheThreadsThatDecide() throws Exception {
        var letGo = new CountDownLatch(1);
        try {
            onRealThreads(number -> number < HANGING ? new Blocks(letGo) : works());
        } finally {
            letGo.countDown();
        }
    }

    /** Until each of the others has made ten turns. */
    private void onRealThreads(IntFunction<ScaleTarget> targets) throws Exception {
        var timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        ExecutorService deciding = Executors.newFixedThreadPool(4);
        ExecutorService blocking = Executors.newCachedThreadPool();
        var tenTurns = new CountDownLatch((ALL - HANGING) * 10);
        try {
            for (int i = 0; i < ALL; i++) {
                var builder = Autoscaler.builder("target-" + i)
                        .interval(INTERVAL)
                        .targetTimeout(ofMillis(100))
                        .scheduler(Scheduler.of(timer))
                        .executor(deciding)
                        .blockingExecutor(blocking);
                boolean counts = i >= HANGING;
                builder.observer(new AutoscalerObserver() {
                    @Override
                    public void turnEnded(Turn turn) {
                        if (counts) {
                            tenTurns.countDown();
                        }
                    }
                });
                build(i, builder, targets.apply(i));
            }
            Instant begin = Instant.now();
            autoscalers.forEach(Autoscaler::start);
            assertThat(tenTurns.await(30, SECONDS)).isTrue();
            Duration taken = Duration.between(begin, Instant.now());
            for (int i = HANGING; i < ALL; i++) {
                List<Turn> kept = turnsOf(i);
                assertThat(kept.size()).as("turns of target-%d in %s", i, taken).isGreaterThanOrEqualTo((int)
                        (taken.dividedBy(INTERVAL) / 2));
                assertThat(kept).allMatch(turn -> turn.decision().isPresent());
            }
            for (int i = 0; i < HANGING; i++) {
                assertThat(turnsOf(i)).noneMatch(turn -> turn.outcome() instanceof Turn.Scaled);
            }
        } finally {
            autoscalers.forEach(Autoscaler::close);
            timer.shutdownNow();
            deciding.shutdownNow();
            blocking.shutdownNow();
        }
    }
}
