package io.scaler4j.kubernetes.controller;

import io.scaler4j.Scheduler;
import io.scaler4j.connect.FailureTable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys to be worked on: each once however often it was added, never two at a time for one key, a few side by side. A
 * key whose work failed comes again after a growing pause. Thread-safe.
 */
final class WorkQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Function<String, CompletionStage<Void>> work;
    private final int atOnce;
    private final Executor executor;
    private final Scheduler scheduler;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final Map<String, Item> items = new HashMap<>();
    private int running;
    private boolean closed;

    /** What is known of a key that is not idle. */
    private static final class Item {
        boolean waits;
        boolean runs;
        boolean again;
        int failures;
    }

    /** @param work may throw as well as return a stage that fails */
    WorkQueue(Function<String, CompletionStage<Void>> work, int atOnce, Executor executor, Scheduler scheduler) {
        this.work = work;
        this.atOnce = atOnce;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /** Returns at once. */
    void add(String key) {
        synchronized (this) {
            if (closed) {
                return;
            }
            Item item = items.computeIfAbsent(key, absent -> new Item());
            if (item.runs) {
                item.again = true;
                return;
            }
            if (item.waits) {
                return;
            }
            item.waits = true;
            waiting.add(key);
        }
        executor.execute(this::next);
    }

    private void next() {
        String key;
        synchronized (this) {
            if (closed || running >= atOnce || waiting.isEmpty()) {
                return;
            }
            key = waiting.remove();
            Item item = items.get(key);
            if (item == null) {
                return;
            }
            item.waits = false;
            item.runs = true;
            running++;
        }
        CompletionStage<Void> done;
        try {
            done = work.apply(key);
        } catch (RuntimeException | LinkageError e) {
            ended(key, e);
            return;
        }
        done.whenComplete((value, thrown) -> ended(key, thrown));
    }

    private void ended(String key, @Nullable Throwable thrown) {
        @Nullable Duration pause = null;
        boolean again;
        synchronized (this) {
            running--;
            Item item = items.get(key);
            if (item == null) {
                return;
            }
            item.runs = false;
            again = item.again;
            item.again = false;
            if (thrown != null) {
                pause = pause(item.failures++);
            } else if (!again) {
                items.remove(key);
            } else {
                item.failures = 0;
            }
        }
        if (pause != null && thrown != null) {
            LOG.warn("{}: tried again in {} ms: {}", key, pause.toMillis(), sentence(thrown));
            scheduler.schedule(() -> add(key), pause);
        } else if (again) {
            add(key);
        }
        executor.execute(this::next);
    }

    private static String sentence(Throwable thrown) {
        Throwable cause = FailureTable.unwrap(thrown);
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 16));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** How many keys wait or are worked on. */
    synchronized int size() {
        return waiting.size() + running;
    }

    /** Nothing begins any more. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        items.clear();
    }
}
