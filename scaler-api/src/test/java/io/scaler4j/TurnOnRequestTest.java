package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a poke to the write, on threads that the autoscaler makes itself, in real time. */
@Timeout(60)
class TurnOnRequestTest {

    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(0, 1000)
            .scaleUp(ScalingRules.builder().replicas(1000, ofSeconds(1)).build())
            .build();

    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicInteger lastRead = new AtomicInteger();
    private final BlockingQueue<Turn> turns = new LinkedBlockingQueue<>();
    /** The threads of the last turn, in the order of its steps. */
    private final List<Thread> threads = new ArrayList<>();

    private final ScaleTarget target = new ScaleTarget() {
        private int count;

        @Override
        public Replicas replicas() {
            step();
            return Replicas.of(count);
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            step();
            count = replicas;
        }
    };

    private void step() {
        synchronized (threads) {
            threads.add(Thread.currentThread());
        }
    }

    private AutoscalerBuilder autoscaler() {
        return Autoscaler.builder("poked")
                .target(target)
                .policy(POLICY)
                .trigger(Trigger.of("wanted", new Wanted(), averageValue(1)))
                .interval(ofHours(1))
                .observer(new AutoscalerObserver() {
                    @Override
                    public void turnEnded(Turn turn) {
                        turns.add(turn);
                    }
                });
    }

    /** Asynchronous, as the scalers of counts in this process are. */
    private final class Wanted implements Scaler {

        @Override
        public Reading read(ReadRequest request) {
            int value = wanted.get();
            lastRead.set(value);
            return Reading.of(value);
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            return CompletableFuture.completedFuture(read(request));
        }
    }

    private Turn nextTurn() throws InterruptedException {
        Turn turn = turns.poll(30, SECONDS);
        assertThat(turn).as("a turn within 30 s, last read %s", lastRead).isNotNull();
        return turn;
    }

    @Test
    void oneThreadReadsTheTargetAndWritesIt() throws InterruptedException {
        try (var autoscaler = autoscaler().build().start()) {
            nextTurn();
            // A turn that comes before the thread of the last one has returned needs another one.
            for (int i = 1; i < 1000; i++) {
                synchronized (threads) {
                    threads.clear();
                }
                wanted.set(i);
                autoscaler.poke();
                assertThat(nextTurn().outcome()).isInstanceOf(Turn.Scaled.class);
                synchronized (threads) {
                    assertThat(threads).hasSize(2);
                    assertThat(threads.get(1).getName()).contains("worker");
                    if (threads.get(0) == threads.get(1)) {
                        return;
                    }
                }
            }
            throw new AssertionError("each turn needed two threads");
        }
    }

    @Test
    void eachPokeIsFollowedByATurnThatBeginsAfterIt() throws InterruptedException {
        try (var autoscaler = autoscaler().build().start()) {
            nextTurn();
            for (int i = 1; i <= 500; i++) {
                wanted.set(i);
                autoscaler.poke();
                do {
                    nextTurn(); // one that had begun before may come first
                } while (lastRead.get() != i);
            }
        }
    }

    @Test
    void manyPokesMakeOneTurn() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var autoscaler = autoscaler()
                .trigger(Trigger.of(
                        "slow",
                        request -> {
                            begun.countDown();
                            goOn.await();
                            return Reading.of(0);
                        },
                        averageValue(1)))
                .readTimeout(ofSeconds(50))
                .build()
                .start()) {
            begun.await();
            for (int i = 0; i < 1000; i++) {
                autoscaler.poke();
            }
            goOn.countDown();
            nextTurn();
            nextTurn();
            autoscaler.poke();
            nextTurn();
            assertThat(turns).isEmpty();
        }
    }

    @Test
    void aWriteThatHangsStillEndsItsTurnInTime() throws InterruptedException {
        var forEver = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        ScaleTarget hanging = ScaleTarget.of(() -> 1, count -> {
            try {
                forEver.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        try (var autoscaler =
                autoscaler().target(hanging).targetTimeout(ofSeconds(1)).build().start()) {
            wanted.set(5);
            Turn turn = nextTurn();
            while (!turn.decision().orElseThrow().changes()) {
                autoscaler.poke();
                turn = nextTurn();
            }
            assertThat(turn.outcome())
                    .isInstanceOfSatisfying(
                            Turn.NotWritten.class,
                            failed -> assertThat(failed.cause()).isEqualTo(Turn.Cause.TIMEOUT));
            assertThat(interrupted.await(30, SECONDS)).isTrue();
        }
    }

    @Test
    void aPolicyThatDecidesIsOnAThreadOfTheExecutorAndNotOfTheTimer() throws InterruptedException {
        var deciding = new LinkedBlockingQueue<String>();
        ScalingPolicy watched = (state, seen) -> {
            deciding.add(Thread.currentThread().getName());
            return POLICY.decide(state, seen);
        };
        try (var autoscaler = autoscaler().policy(watched).build().start()) {
            nextTurn();
            autoscaler.poke();
            nextTurn();
            assertThat(deciding).hasSize(2).allSatisfy(name -> assertThat(name).contains("worker"));
        }
    }
}
