package io.scaler4j.registry;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A timer for tasks of which many are due together, as the turns of autoscalers with equal intervals are. All tasks of
 * one millisecond are one task of the executor, so that ten thousand of them do not sort its queue. A task runs up to a
 * millisecond late, one without a delay at once, and none is early.
 */
final class SharedTimer implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerRegistry.class);

    private static final long NANOS = 1_000_000;

    private final ScheduledExecutorService executor;

    /** By the millisecond at which they are due; guarded by this. */
    private final Map<Long, Millisecond> planned = new HashMap<>();

    /** What the last task was added to: the next ones are often due at the same time. */
    private @Nullable Millisecond latest;

    SharedTimer(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public synchronized Cancellable schedule(Runnable task, Duration delay) {
        long now = System.nanoTime();
        long rounding = delay.isZero() ? 0 : NANOS - 1;
        long due = Math.floorDiv(now + delay.toNanos() + rounding, NANOS);
        if (latest == null || latest.due != due) {
            latest = planned.get(due);
        }
        if (latest == null) {
            latest = new Millisecond(due, now);
            planned.put(due, latest);
        }
        return latest.add(task);
    }

    private synchronized void forget(Millisecond over) {
        planned.remove(over.due, over);
        latest = null;
    }

    /** What is due in one millisecond. */
    private final class Millisecond implements Runnable {

        private final long due;
        private final Future<?> timer;
        private final List<Entry> entries = new ArrayList<>(1);
        private int wanted;

        /** @throws RejectedExecutionException if the executor is shut down */
        Millisecond(long due, long now) {
            this.due = due;
            timer = executor.schedule(this, due * NANOS - now, TimeUnit.NANOSECONDS);
        }

        Entry add(Runnable task) {
            var entry = new Entry(task, this);
            entries.add(entry);
            wanted++;
            return entry;
        }

        void takeBack() {
            synchronized (SharedTimer.this) {
                wanted--;
                if (wanted == 0) {
                    forget(this);
                    timer.cancel(false);
                }
            }
        }

        @Override
        public void run() {
            forget(this);
            entries.forEach(Entry::run);
        }
    }

    /** A task, until it is run or taken back. */
    private static final class Entry extends AtomicReference<Runnable> implements Cancellable {

        private static final long serialVersionUID = 1;

        private final transient Millisecond together;

        Entry(Runnable task, Millisecond together) {
            super(task);
            this.together = together;
        }

        @Override
        public void cancel() {
            if (getAndSet(null) != null) {
                together.takeBack();
            }
        }

        void run() {
            Runnable task = getAndSet(null);
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
                LOG.warn("a task of the timer threw; the others go on", e);
            }
        }
    }
}
