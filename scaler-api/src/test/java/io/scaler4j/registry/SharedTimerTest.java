package io.scaler4j.registry;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTimerTest {

    private static final Duration LATER = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final SharedTimer timer = new SharedTimer(executor);

    @BeforeEach
    void removeWhatIsTakenBack() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void tasksOfOneMillisecondAreOneTaskOfTheExecutor() {
        long begun = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            timer.schedule(() -> {}, LATER);
        }
        long millis = NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertThat((long) executor.getQueue().size()).isLessThanOrEqualTo(millis + 2);
    }

    @Test
    void allTasksRunAndNoneIsEarly() throws InterruptedException {
        Duration delay = Duration.ofNanos(2_500_000);
        var ran = new CountDownLatch(1_000);
        var earliest = new AtomicLong(Long.MAX_VALUE);
        for (int i = 0; i < 1_000; i++) {
            long begun = System.nanoTime();
            timer.schedule(
                    () -> {
                        earliest.accumulateAndGet(System.nanoTime() - begun, Math::min);
                        ran.countDown();
                    },
                    delay);
        }
        assertThat(ran.await(30, SECONDS)).isTrue();
        assertThat(earliest.get()).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void aTaskWithoutADelayDoesNotWaitForTheNextMillisecond() throws InterruptedException {
        var busy = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        executor.execute(() -> {
            busy.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(busy.await(30, SECONDS)).isTrue();
        timer.schedule(() -> {}, Duration.ZERO);
        assertThat(executor.getQueue())
                .singleElement()
                .isInstanceOfSatisfying(
                        Delayed.class,
                        waiting -> assertThat(waiting.getDelay(NANOSECONDS)).isLessThanOrEqualTo(0));
        letGo.countDown();
    }

    @Test
    void whatIsTakenBackDoesNotRunAndTheOthersDo() throws InterruptedException {
        var taken = new AtomicInteger();
        var ran = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            Scheduler.Cancellable task = timer.schedule(taken::incrementAndGet, Duration.ofMillis(200));
            task.cancel();
            task.cancel();
        }
        timer.schedule(ran::countDown, Duration.ofMillis(300));
        assertThat(ran.await(30, SECONDS)).isTrue();
        assertThat(taken).hasValue(0);
    }

    @Test
    void nothingIsLeftOfTasksThatAreAllTakenBack() {
        List<Scheduler.Cancellable> tasks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            tasks.add(timer.schedule(() -> {}, LATER));
        }
        tasks.forEach(Scheduler.Cancellable::cancel);
        assertThat(executor.getQueue()).isEmpty();
    }

    @Test
    void aTaskThatThrowsStopsNoOther() throws InterruptedException {
        var ran = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            timer.schedule(
                    () -> {
                        ran.countDown();
                        throw new IllegalStateException("it is meant to throw");
                    },
                    Duration.ZERO);
        }
        assertThat(ran.await(30, SECONDS)).isTrue();
    }

    @Test
    void aTimerThatIsShutDownTakesNoTask() {
        executor.shutdownNow();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> timer.schedule(() -> {}, LATER));
        }
    }
}
