package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RenewalTest {

    private final List<Runnable> offered = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final Renewal renewal = new Renewal(runs::incrementAndGet);

    private CompletableFuture<Void> by(Executor executor) {
        return renewal.by(executor).toCompletableFuture();
    }

    @Test
    void theWorkRunsOnceForAllWhoWait() {
        CompletableFuture<Void> first = by(offered::add);
        CompletableFuture<Void> second = by(offered::add);
        assertThat(first).isNotDone();
        offered.forEach(Runnable::run);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(by(task -> {
                    throw new AssertionError("nothing is left to do");
                }))
                .isCompleted();
        assertThat(runs).hasValue(1);
    }

    @Test
    void anExecutorWithoutAThreadHoldsUpOnlyItsOwn() {
        CompletableFuture<Void> stuck = by(task -> {});
        CompletableFuture<Void> refused = by(task -> {
            throw new RejectedExecutionException("shut down");
        });
        assertThat(refused).isCompletedExceptionally();
        assertThat(stuck).isNotDone();
        assertThat(by(Runnable::run)).isCompleted();
        assertThat(stuck).isCompleted();
    }

    @Test
    void whatIsThrownIsToldToAllWhoWait() {
        var failing = new Renewal(() -> {
            throw new CompletionException(new IllegalArgumentException("no secret"));
        });
        CompletionStage<Void> waiting = failing.by(offered::add);
        offered.forEach(Runnable::run);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.toCompletableFuture().get())
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anErrorReachesTheExecutorAndLeavesNobodyWaiting() {
        var broken = new Renewal(() -> {
            throw new OutOfMemoryError("on purpose");
        });
        CompletionStage<Void> waiting = broken.by(offered::add);
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> offered.get(0).run());
        assertThat(waiting.toCompletableFuture()).isCompletedExceptionally();
    }
}
