package io.scaler4j.http.proxy;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A limit that is set for each request, and hardly ever reached: to set it or to take it back writes a field. The one
 * task behind it looks what is wanted when it is due. Confined to an event loop.
 */
final class LazyTimer implements Runnable {

    private final EventExecutor loop;
    private final Runnable action;
    private boolean wanted;
    private long deadline;
    private long due;
    private @Nullable ScheduledFuture<?> task;

    LazyTimer(EventExecutor loop, Runnable action) {
        this.loop = loop;
        this.action = action;
    }

    /** Runs the action after a time, in place of an earlier wish. */
    void after(long nanos) {
        wanted = true;
        deadline = loop.ticker().nanoTime() + nanos;
        if (task == null || due - deadline > 0) {
            cancelTask();
            schedule(nanos);
        }
    }

    void clear() {
        wanted = false;
    }

    /** Lets go of the event loop; to be called when the owner ends. */
    void end() {
        wanted = false;
        cancelTask();
    }

    @Override
    public void run() {
        task = null;
        if (!wanted) {
            return;
        }
        long left = deadline - loop.ticker().nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            wanted = false;
            action.run();
        }
    }

    private void schedule(long nanos) {
        due = deadline;
        task = loop.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }

    private void cancelTask() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }
}
