package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LazyTimerTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Long> fired = new ArrayList<>();
    private long now;
    private final LazyTimer timer = new LazyTimer(channel.eventLoop(), () -> fired.add(now));

    @BeforeEach
    void timeStandsStill() {
        channel.freezeTime();
    }

    private void advance(long nanos) {
        for (long i = 0; i < nanos; i++) {
            now++;
            channel.advanceTimeBy(1, TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void runsOnceAndNotBeforeItsTime() {
        timer.after(10);
        advance(9);
        assertThat(fired).isEmpty();
        advance(100);
        assertThat(fired).containsExactly(10L);
    }

    @Test
    void aLaterWishReplacesAnEarlierOneAndAnEarlierOneALaterOne() {
        timer.after(10);
        advance(5);
        timer.after(10);
        advance(9);
        assertThat(fired).isEmpty();
        timer.after(3);
        advance(2);
        assertThat(fired).isEmpty();
        advance(100);
        assertThat(fired).containsExactly(17L);
    }

    @Test
    void aWishThatIsTakenBackIsNone() {
        timer.after(10);
        timer.clear();
        advance(20);
        assertThat(fired).isEmpty();
        timer.after(5);
        advance(5);
        assertThat(fired).containsExactly(25L);
    }

    @Test
    void manyWishesLeaveOneTaskAndTheEndNone() {
        for (int i = 0; i < 1000; i++) {
            timer.after(100);
            timer.clear();
            advance(1);
        }
        timer.after(100);
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(100);
        timer.end();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
        assertThat(fired).isEmpty();
    }

    @Test
    void theActionMayWishAgain() {
        LazyTimer[] own = new LazyTimer[1];
        own[0] = new LazyTimer(channel.eventLoop(), () -> {
            fired.add(now);
            if (fired.size() < 3) {
                own[0].after(7);
            }
        });
        own[0].after(7);
        advance(100);
        assertThat(fired).containsExactly(7L, 14L, 21L);
    }

    /** Any order of wishes runs the action when the last of them is due, as one variable would. */
    @Test
    void runsExactlyWhenOneVariableWouldBeDue() {
        var random = new SplittableRandom(11);
        List<Long> expected = new ArrayList<>();
        long deadline = -1;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    long nanos = 1 + random.nextInt(12);
                    timer.after(nanos);
                    deadline = now + nanos;
                }
                case 1 -> {
                    timer.clear();
                    deadline = -1;
                }
                default -> {
                    advance(1);
                    if (deadline == now) {
                        expected.add(now);
                        deadline = -1;
                    }
                }
            }
        }
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(fired).isEqualTo(expected);
    }
}
