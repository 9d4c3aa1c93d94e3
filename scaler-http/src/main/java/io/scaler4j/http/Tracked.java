package io.scaler4j.http;

/**
 * A request that is in flight until this is closed. Closing it again, or from two threads, counts one end. It is small
 * and its lock is never contended, so that a compiler removes both from a method that opens and closes it.
 */
public final class Tracked implements AutoCloseable {

    private final RouteCounter counter;
    private boolean ended;

    Tracked(RouteCounter counter) {
        this.counter = counter;
    }

    /** Counts the end of the request. */
    @Override
    public void close() {
        if (ends()) {
            counter.end();
        }
    }

    private synchronized boolean ends() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    @Override
    public String toString() {
        return "a request on route " + counter.route();
    }
}
