package io.scaler4j.registry;

import static io.scaler4j.registry.World.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.VirtualTime;
import io.scaler4j.registry.World.LoadPlan;
import io.scaler4j.registry.World.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Closing ten thousand autoscalers, some of whose targets never answer. */
class ClosingManyTest {

    private static final int AUTOSCALERS = 10_000;
    private static final Duration TARGET_TIMEOUT = Duration.ofSeconds(4);

    private final VirtualTime time = new VirtualTime(World.START.toString());
    private final AtomicInteger open = new AtomicInteger();

    @Test
    void takesNoLongerThanTheDeadlineOfTheSlowestTarget() {
        var registry = AutoscalerRegistry.builder()
                .writeSpread(Duration.ZERO)
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .blockingExecutor(Runnable::run)
                .build();
        List<Target> hanging = new ArrayList<>();
        for (int i = 0; i < AUTOSCALERS; i++) {
            Target target = new Target(1);
            if (i % 100 == 0) {
                hanging.add(target.hanging());
            }
            registry.apply(
                    spec("autoscaler-" + i, new LoadPlan("lag", now -> 50, open))
                            .targetTimeout(TARGET_TIMEOUT)
                            .build(),
                    target);
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(hanging).hasSize(100).allMatch(target -> target.underWay() == 1);
        assertThat(open).hasValue(AUTOSCALERS);

        CompletableFuture<Void> closed = registry.closeAsync().toCompletableFuture();
        assertThat(open).as("those whose write is under way wait").hasValue(100);
        assertThat(closed).isNotDone();
        time.advance(TARGET_TIMEOUT);

        assertThat(closed).isDone();
        assertThat(open).hasValue(0);
        assertThat(time.pending()).as("timers left").isZero();
    }
}
