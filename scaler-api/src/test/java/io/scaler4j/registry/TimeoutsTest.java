package io.scaler4j.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Scheduler;
import io.scaler4j.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

    private static final Duration LIMIT = Duration.ofMillis(800);
    private static final Scheduler SHUT_DOWN = (work, delay) -> {
        throw new RejectedExecutionException("shut down");
    };

    private final VirtualTime time = new VirtualTime("2026-01-05T08:00:00Z");
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    private void wait(Duration duration) {
        time.advance(duration);
    }

    @Test
    void aDelayIsOverWhenItIsOver() {
        var over = Timeouts.after(LIMIT, time);
        wait(LIMIT.minusMillis(1));
        assertThat(over).isNotDone();
        wait(Duration.ofMillis(1));
        assertThat(over).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void noDelayNeedsNoTimer(long millis) {
        assertThat(Timeouts.after(Duration.ofMillis(millis), SHUT_DOWN)).isCompleted();
        assertThat(Timeouts.after(Duration.ofMillis(millis), time)).isCompleted();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aTimerThatTakesNoMoreTasksEndsTheDelayAtOnce() {
        assertThat(Timeouts.after(LIMIT, SHUT_DOWN)).isCompleted();
    }

    @Test
    void anAnswerInTimeIsTheAnswerAndLeavesNoTimer() {
        var within = Timeouts.within(LIMIT, answer, time);
        wait(LIMIT.minusMillis(1));
        answer.complete("five");
        assertThat(within).isCompletedWithValue("five");
        assertThat(time.pending()).isZero();
    }

    @Test
    void aFailureInTimeIsTheFailure() {
        var within = Timeouts.within(LIMIT, answer, time);
        answer.completeExceptionally(new IllegalStateException("no"));
        assertThatThrownBy(within::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no");
    }

    @Test
    void whatIsLateIsATimeoutWhateverComesAfterwards() {
        var within = Timeouts.within(LIMIT, answer, time);
        wait(LIMIT);
        answer.complete("five");
        assertThatThrownBy(within::get)
                .hasRootCauseInstanceOf(TimeoutException.class)
                .hasRootCauseMessage("no answer within 800 ms");
    }

    @Test
    void anAnswerThatIsThereNeedsNoTimer() {
        answer.complete("five");
        assertThat(Timeouts.within(LIMIT, answer, SHUT_DOWN)).isCompletedWithValue("five");
        assertThat(Timeouts.atMost(LIMIT, answer, SHUT_DOWN).toCompletableFuture())
                .isCompleted();
    }

    @Test
    void whatATimerThatIsShutDownCannotEndInTimeEndsAtOnce() {
        assertThat(Timeouts.within(LIMIT, answer, SHUT_DOWN)).isCompletedExceptionally();
        assertThat(Timeouts.atMost(LIMIT, answer, SHUT_DOWN).toCompletableFuture())
                .isCompleted();
    }

    @Test
    void waitingAtMostSoLongEndsNormallyWhateverHappens() {
        var ended = Timeouts.atMost(LIMIT, answer, time).toCompletableFuture();
        assertThat(ended).isNotDone();
        answer.completeExceptionally(new IllegalStateException("no"));
        assertThat(ended).isCompleted();
        assertThat(time.pending()).isZero();

        var late = Timeouts.atMost(LIMIT, new CompletableFuture<>(), time).toCompletableFuture();
        wait(LIMIT);
        assertThat(late).isCompleted();
    }
}
