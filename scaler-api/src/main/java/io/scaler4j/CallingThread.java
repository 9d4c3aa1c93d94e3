package io.scaler4j;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs work on the thread that made this, if that is there for it, until it leaves; and elsewhere from then on. */
final class CallingThread implements Executor {

    private final Executor elsewhere;

    /** Read by other threads too, which find that it is not they. */
    private @Nullable Thread here;

    CallingThread(boolean isThereForIt, Executor elsewhere) {
        this.elsewhere = elsewhere;
        here = isThereForIt ? Thread.currentThread() : null;
    }

    void leave() {
        here = null;
    }

    @Override
    public void execute(Runnable work) {
        if (Thread.currentThread() == here) {
            work.run();
        } else {
            elsewhere.execute(work);
        }
    }
}
