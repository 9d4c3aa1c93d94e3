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

    /** Runs the action, or has the thread that runs it do so again. */
    void event() {
        if (events.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            action.run();
            seen = events.addAndGet(-seen);
        } while (seen != 0);
    }
}
