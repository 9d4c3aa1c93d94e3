package io.scaler4j.examples.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits. */
final class Pace {

    private static final Duration STEP = Duration.ofMillis(50);

    private Pace() {}

    static void pause(Duration duration) {
        until(System.nanoTime() + duration.toNanos());
    }

    /** Returns at a value of {@link System#nanoTime()}, or when the thread is interrupted, which stays visible. */
    static void until(long deadlineNanos) {
        long left = deadlineNanos - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = deadlineNanos - System.nanoTime();
        }
    }

    /** Returns when the condition holds, or after the limit. */
    static void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            pause(STEP);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting");
            }
        }
    }
}
