package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndingTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void nothingEndsByItself() {
        try (var ending = Ending.onSignals()) {
            assertThat(ending.await(Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void aStopEndsEveryWaitFromThenOn() throws Exception {
        try (var ending = Ending.onSignals()) {
            var waiting = new CountDownLatch(1);
            var ended = new AtomicBoolean();
            var thread = new Thread(() -> {
                waiting.countDown();
                ended.set(ending.await(LONG));
            });
            thread.start();
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
            ending.stop();
            thread.join();
            assertThat(ended).isTrue();
            assertThat(ending.await(LONG)).isTrue();
        }
    }

    @Test
    void anInterruptIsAStopAndAnsweredByIt() {
        try (var ending = Ending.onSignals()) {
            Thread.currentThread().interrupt();
            assertThat(ending.await(LONG)).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(ending.await(LONG)).isTrue();
        }
    }

    @Test
    void closingTwiceDoesNothingMore() {
        var ending = Ending.onSignals();
        ending.close();
        ending.close();
        assertThat(ending.await(Duration.ofMillis(1))).isFalse();
    }
}
