package io.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallingThreadTest {

    private final List<Runnable> elsewhere = new ArrayList<>();
    private final List<Thread> workers = new ArrayList<>();

    private void work() {
        workers.add(Thread.currentThread());
    }

    @Test
    void aThreadForBlockingCallsDoesTheWorkItself() {
        var here = new CallingThread(true, elsewhere::add);
        here.execute(this::work);
        assertThat(workers).containsExactly(Thread.currentThread());
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void whatComesAfterItsThreadHasLeftIsDoneElsewhere() {
        var here = new CallingThread(true, elsewhere::add);
        here.leave();
        here.execute(this::work);
        assertThat(workers).isEmpty();
        assertThat(elsewhere).hasSize(1);
    }

    @Test
    void aThreadThatMustNotBlockDoesNothingItself() {
        new CallingThread(false, elsewhere::add).execute(this::work);
        assertThat(workers).isEmpty();
        assertThat(elsewhere).hasSize(1);
    }

    @Test
    void workThatAnotherThreadBringsIsDoneElsewhere() throws InterruptedException {
        var here = new CallingThread(true, elsewhere::add);
        var client = new Thread(() -> here.execute(this::work));
        client.start();
        client.join();
        assertThat(workers).isEmpty();
        assertThat(elsewhere).hasSize(1);
    }
}
