package io.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RelayTest {

    /** What the executor was given. The thread of the test takes the place of its threads. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private final Relay relay = new Relay(tasks::add);
    private final List<String> steps = new ArrayList<>();

    @Test
    void theFirstStepIsTheExecutors() {
        relay.next(() -> steps.add("first"));
        assertThat(steps).isEmpty();
        tasks.remove().run();
        assertThat(steps).containsExactly("first");
        assertThat(tasks).isEmpty();
    }

    @Test
    void aStepBeginsOnTheSameThreadWhenTheOneBeforeHasReturned() {
        relay.next(() -> {
            relay.next(() -> {
                relay.next(() -> steps.add("third"));
                steps.add("second");
            });
            steps.add("first");
        });
        tasks.remove().run();
        assertThat(steps).containsExactly("first", "second", "third");
        assertThat(tasks).isEmpty();
    }

    @Test
    void ofTwoStepsOfOneTheSecondIsTheExecutorsSoThatTheyCanRunSideBySide() {
        relay.next(() -> {
            relay.next(() -> steps.add("here"));
            relay.next(() -> steps.add("elsewhere"));
        });
        tasks.remove().run();
        assertThat(steps).containsExactly("here");
        tasks.remove().run();
        assertThat(steps).containsExactly("here", "elsewhere");
    }

    @Test
    void aStepOfAnotherThreadIsTheExecutors() throws Exception {
        relay.next(() -> {
            var client = new Thread(() -> relay.next(() -> steps.add("of a client's thread")));
            client.start();
            join(client);
            steps.add("first");
        });
        tasks.remove().run();
        assertThat(steps).containsExactly("first");
        assertThat(tasks).hasSize(1);
    }

    @Test
    void aStepThatHangsHoldsUpNoOther() {
        relay.next(() -> {
            relay.next(() -> steps.add("after the one that hung"));
            // while it hangs, a turn is made on another thread
            relay.next(() -> steps.add("another turn"));
            var other = new Thread(() -> {
                tasks.remove().run();
                relay.next(() -> steps.add("its next step"));
                tasks.remove().run();
            });
            other.start();
            join(other);
            steps.add("returned");
        });
        tasks.remove().run();
        assertThat(steps).containsExactly("another turn", "its next step", "returned", "after the one that hung");
    }

    @Test
    void afterAStepThatThrewTheNextIsTheExecutors() {
        relay.next(() -> {
            throw new IllegalStateException("a fault");
        });
        assertThatThrownBy(tasks.remove()::run).hasMessage("a fault");
        relay.next(() -> steps.add("next"));
        assertThat(steps).isEmpty();
        tasks.remove().run();
        assertThat(steps).containsExactly("next");
    }

    @Test
    void anInterruptOfOneStepDoesNotReachTheNextAndIsNotLost() {
        relay.next(() -> {
            relay.next(() -> steps.add("interrupted: " + Thread.currentThread().isInterrupted()));
            Thread.currentThread().interrupt();
        });
        tasks.remove().run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(steps).containsExactly("interrupted: false");
    }

    @Test
    void anExecutorThatTakesNothingSaysSo() {
        var shut = new Relay(task -> {
            throw new RejectedExecutionException("shut down");
        });
        assertThatThrownBy(() -> shut.next(() -> steps.add("never"))).hasMessage("shut down");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
