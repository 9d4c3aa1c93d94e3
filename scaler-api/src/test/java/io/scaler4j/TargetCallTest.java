package io.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TargetCallTest {

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Throwable> ends = new ArrayList<>();
    private final TargetCall<Void> call = new TargetCall<>(tasks::add, tasks::add, (done, thrown) -> ends.add(thrown));
    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    @Test
    void aCallThatIsGivenUpBeforeItBeginsDoesNotReachTheTarget() {
        var calls = new AtomicInteger();
        call.giveUp("closed");
        call.begin(executor -> {
            calls.incrementAndGet();
            return answer;
        });
        assertThat(calls).hasValue(0);
        assertThat(call.hasEnded()).isTrue();
        assertThat(ends).singleElement().asInstanceOf(THROWABLE).hasMessage("closed");
    }

    @Test
    void aCallThatIsGivenUpWhileTheTargetBeginsItEndsWithItsAnswer() {
        call.begin(executor -> {
            call.giveUp("closed");
            return answer;
        });
        assertThat(call.hasEnded()).isFalse();
        assertThat(call.awaitEnd(Duration.ofMillis(1))).isFalse();
        answer.complete(null);
        assertThat(call.hasEnded()).isTrue();
        assertThat(call.awaitEnd(Duration.ofMillis(1))).isTrue();
        assertThat(ends).as("once, and nothing was thrown").containsExactly((Throwable) null);
    }

    @Test
    void workThatGetsItsThreadAfterTheCallWasGivenUpIsNotBegunAndEndsTheCall() {
        var worked = new AtomicInteger();
        call.begin(executor -> BlockingWork.on(executor, () -> {
            worked.incrementAndGet();
            return null;
        }));
        assertThat(call.isWaitingForAThread()).isTrue();
        call.giveUp("closed");
        assertThat(call.hasEnded()).as("the executor may still hold the task").isFalse();
        assertThat(call.awaitEnd(Duration.ofDays(1))).as("nothing to wait for").isTrue();
        tasks.get(0).run();
        assertThat(worked).hasValue(0);
        assertThat(call.hasEnded()).isTrue();
    }

    @Test
    void furtherWorkOfACallThatHasBegunIsDone() {
        var steps = new AtomicInteger();
        call.begin(executor -> {
            executor.execute(() -> {
                steps.incrementAndGet();
                executor.execute(() -> {
                    steps.incrementAndGet();
                    answer.complete(null);
                });
            });
            return answer;
        });
        tasks.get(0).run();
        call.giveUp("late");
        tasks.get(1).run();
        assertThat(steps).hasValue(2);
        assertThat(call.hasEnded()).isTrue();
    }
}
