package io.scaler4j;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which the blocking calls of one turn run, and whether the turn is on one of them now: then it need not
 * go to another one for what comes next, and a turn whose calls all return soon needs one thread, once.
 */
final class TurnThreads implements Executor {

    private final Executor blocking;
    /** The one that entered last. Another one that is inside as well is taken for a stranger, which costs a change. */
    private volatile @Nullable Thread inside;

    TurnThreads(Executor blocking) {
        this.blocking = blocking;
    }

    @Override
    public void execute(Runnable work) {
        blocking.execute(() -> enter(work));
    }

    private void enter(Runnable work) {
        Thread me = Thread.currentThread();
        inside = me;
        try {
            work.run();
        } finally {
            if (inside == me) {
                inside = null;
            }
        }
    }

    /** Whether the calling thread runs work of this turn, and may block. */
    boolean isInside() {
        return inside == Thread.currentThread();
    }

    /** {@return the executor for calls that are begun together, by the calling thread} */
    Batch batch() {
        return new Batch(this, isInside());
    }

    /**
     * Runs calls that are begun together. The first of them may stay on the thread that begins them, which makes it
     * after everything is prepared that must happen at its end or at its deadline: a call that blocks holds up nothing
     * else. Used by one thread.
     */
    static final class Batch implements Executor {

        private final Executor threads;
        private boolean mayKeep;
        private @Nullable Runnable kept;

        private Batch(Executor threads, boolean mayKeep) {
            this.threads = threads;
            this.mayKeep = mayKeep;
        }

        @Override
        public void execute(Runnable work) {
            threads.execute(work);
        }

        /** Keeps the work for {@link #runKept}, or executes it. */
        void keep(Runnable work) {
            if (mayKeep) {
                mayKeep = false;
                kept = work;
            } else {
                execute(work);
            }
        }

        /** Runs what was kept; called when the ends of all calls are attended to. */
        void runKept() {
            mayKeep = false;
            Runnable work = kept;
            kept = null;
            if (work != null) {
                work.run();
            }
        }
    }
}
