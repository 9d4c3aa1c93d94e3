package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which threads a turn makes its calls, and that none of them holds up its deadlines. */
@Timeout(30)
class TurnThreadsTest extends AutoscalerFixture {

    /** A thread that works when the test says so. */
    private static final class Tasks implements Executor {
        private final Queue<Runnable> waiting = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
        }

        /** {@return how many tasks it had, with those that came meanwhile} */
        int runAll() {
            int count = 0;
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
                count++;
            }
            return count;
        }
    }

    private final Tasks deciding = new Tasks();
    private final Tasks blocking = new Tasks();

    private AutoscalerBuilder unobserved(Trigger... triggers) {
        var builder = Autoscaler.builder("orders")
                .target(target)
                .policy(POLICY)
                .time(time)
                .scheduler(time)
                .executor(deciding)
                .blockingExecutor(blocking);
        for (Trigger trigger : triggers) {
            builder.trigger(trigger);
        }
        return builder;
    }

    @Test
    void aTurnThatReadsDecidesAndWritesWithBlockingCallsTakesAThreadOnce() {
        backlog.set(Reading.of(300));
        try (var autoscaler = unobserved(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(1));
            assertThat(target.writes).as("%s", autoscaler).isEmpty();
            assertThat(blocking.runAll()).isOne();
            assertThat(target.writes).containsExactly(6);
            assertThat(deciding.runAll()).isZero();
        }
    }

    @Test
    void blockingReadsOfOneTurnRunSideBySide() throws InterruptedException {
        var both = new CountDownLatch(2);
        Scaler meeting = request -> {
            both.countDown();
            return Reading.of(both.await(20, TimeUnit.SECONDS) ? 300 : 0);
        };
        var threads = Executors.newCachedThreadPool();
        var written = new CountDownLatch(1);
        var counts = ScaleTarget.of(() -> 2, count -> written.countDown());
        try (var autoscaler = unobserved(
                        Trigger.of("one", meeting, averageValue(50)), Trigger.of("other", meeting, averageValue(50)))
                .target(counts)
                .executor(threads)
                .blockingExecutor(threads)
                .build()
                .start()) {
            time.advance(ofSeconds(1));
            assertThat(written.await(20, TimeUnit.SECONDS)).as("%s", autoscaler).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAnswerOfAClientIsDecidedOnTheExecutorAndWrittenOnABlockingThread() {
        backlog.set(Reading.of(300));
        try (var autoscaler = unobserved(lateBacklogTrigger()).build().start()) {
            time.advance(ofSeconds(1));
            assertThat(blocking.runAll()).as("%s", autoscaler).isOne();
            time.advance(ofSeconds(1));
            assertThat(blocking.runAll())
                    .as("the client's thread decides nothing")
                    .isZero();
            assertThat(deciding.runAll()).isOne();
            assertThat(target.writes)
                    .as("a call that may block is not made here")
                    .isEmpty();
            assertThat(blocking.runAll()).isOne();
            assertThat(target.writes).containsExactly(6);
        }
    }

    @Test
    void anAnswerOfAClientIsDecidedAndWrittenOnOneThreadOfASharedExecutor() {
        backlog.set(Reading.of(300));
        try (var autoscaler =
                unobserved(lateBacklogTrigger()).executor(blocking).build().start()) {
            time.advance(ofSeconds(1));
            assertThat(blocking.runAll()).as("%s", autoscaler).isOne();
            time.advance(ofSeconds(1));
            assertThat(blocking.runAll()).isOne();
            assertThat(target.writes).containsExactly(6);
        }
    }

    @Test
    void aReadThatHangsOnTheThreadOfTheTurnDoesNotHoldUpTheDecision() throws InterruptedException {
        var reads = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Scaler hanging = request -> {
            reads.countDown();
            end.await();
            return Reading.of(300);
        };
        var threads = Executors.newCachedThreadPool();
        try (var autoscaler = autoscaler(Trigger.of("hanging", hanging, averageValue(50)))
                .readTimeout(ofSeconds(5))
                .blockingExecutor(threads)
                .build()
                .start()) {
            time.advance(ofSeconds(0));
            assertThat(reads.await(20, TimeUnit.SECONDS)).as("%s", autoscaler).isTrue();
            time.advance(ofSeconds(5));
            assertThat(lastReading("hanging")).isEqualTo(failure(Reading.Failure.Kind.TIMEOUT, "no answer within 5 s"));
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void aWriteThatHangsOnTheThreadOfTheTurnIsInterruptedAtItsDeadline() throws InterruptedException {
        var writes = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        ScaleTarget hanging = new ScaleTarget() {
            @Override
            public Replicas replicas() {
                return Replicas.of(2);
            }

            @Override
            public void scaleTo(int replicas, Decision why) throws InterruptedException {
                writes.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
            }
        };
        backlog.set(Reading.of(300));
        var threads = Executors.newCachedThreadPool();
        try (var autoscaler = autoscaler(backlogTrigger())
                .target(hanging)
                .targetTimeout(ofSeconds(4))
                .blockingExecutor(threads)
                .build()
                .start()) {
            time.advance(ofSeconds(0));
            assertThat(writes.await(20, TimeUnit.SECONDS)).as("%s", autoscaler).isTrue();
            time.advance(ofSeconds(4));
            assertThat(recorder.scaleFailures()).hasSize(1);
            assertThat(recorder.scaleFailures().get(0)).hasMessageContaining("no answer within 4 s");
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anErrorThatNobodyExpectsEndsTheTurnAndNotTheAutoscaler() {
        var first = new AtomicReference<Error>(new OutOfMemoryError("of the test"));
        Scaler failing = request -> {
            Error error = first.getAndSet(null);
            if (error != null) {
                throw error;
            }
            return Reading.of(300);
        };
        try (var autoscaler = unobserved(Trigger.of("failing", failing, averageValue(50)))
                .executor(Runnable::run)
                .observer(recorder)
                .build()
                .start()) {
            time.advance(ofSeconds(1));
            blocking.runAll();
            List<Turn> turns = new ArrayList<>(recorder.turns);
            assertThat(turns).as("%s", autoscaler).hasSize(1);
            assertThat(turns.get(0).outcome()).isInstanceOf(Turn.NoDecision.class);
            time.advance(ofSeconds(15));
            blocking.runAll();
            assertThat(recorder.turns).hasSize(2);
        }
    }
}
