package io.scaler4j.examples.demo;

/** Seconds since the start of a run, for all that takes part in it. Thread-safe. */
final class Stopwatch {

    private volatile long startNanos = System.nanoTime();

    /** Begins again at 0. */
    void start() {
        startNanos = System.nanoTime();
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Returns at a time, or when the thread is interrupted, which stays visible. */
    void until(double seconds) {
        Pace.until(startNanos + Math.round(seconds * 1e9));
    }
}
