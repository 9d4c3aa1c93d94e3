package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's timer, for real. */
class AlarmTest {

    private final Alarm alarm = Alarm.ofJdk();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000, 20_000_000})
    void aTaskRunsOnTheCommonPoolAndOnNoThreadOfItsOwn(long nanos) throws Exception {
        assumeTrue(ForkJoinPool.getCommonPoolParallelism() > 0, "this machine has one processor: no common pool");
        for (int i = 0; i < 10; i++) {
            var thread = new CompletableFuture<Thread>();
            alarm.after(nanos, () -> thread.complete(Thread.currentThread()));
            assertThat(thread.get(60, TimeUnit.SECONDS)).isInstanceOf(ForkJoinWorkerThread.class);
        }
    }

    @Test
    void aTaskThatIsCalledOffDoesNotRunAndLaterOnesDo() throws Exception {
        var calledOff = new CompletableFuture<Void>();
        var later = new CompletableFuture<Void>();
        Runnable off = alarm.after(TimeUnit.MILLISECONDS.toNanos(200), () -> calledOff.complete(null));
        off.run();
        alarm.after(TimeUnit.MILLISECONDS.toNanos(400), () -> later.complete(null));
        later.get(60, TimeUnit.SECONDS);
        assertThat(calledOff).isNotDone();
    }
}
