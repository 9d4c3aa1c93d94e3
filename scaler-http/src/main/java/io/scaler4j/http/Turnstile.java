package io.scaler4j.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one action after each of many events, one run at a time and without a lock. An event during a run, from another
 * thread or from the action itself, makes it run once more, so nothing recurses and nothing is missed.
 */
final class Turnstile {

    private final Runnable action;
    private final AtomicInteger events = new AtomicInteger();

    Turnstile(Runnable action) {
        this.action = action;
    }

    /**
     * Runs the action, or has the thread that runs it do so again. If a run fails, those that are due follow all the
     * same, and then the failure.
     */
    void event() {
        if (events.getAndIncrement() == 0) {
            runAll();
        }
    }

    private void runAll() {
        RuntimeException failure = null;
        int due = 1;
        do {
            try {
                action.run();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
            due = events.addAndGet(-due);
        } while (due != 0);
        if (failure != null) {
            throw failure;
        }
    }
}
