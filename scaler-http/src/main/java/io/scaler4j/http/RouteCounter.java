package io.scaler4j.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one route. Get it once, and keep it: then a request costs two increments of separate counters,
 * and no memory.
 *
 * <pre>{@code
 * try (Tracked request = counter.track()) {
 *     chain.doFilter(servletRequest, servletResponse);
 * }
 * }</pre>
 *
 * <p>Code that cannot hold a {@link Tracked} calls {@link #begin} and, exactly once for each, {@link #end}.
 * Thread-safe.
 */
public final class RouteCounter {

    private final String route;
    private final LongAdder arrived = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final AtomicLong peak = new AtomicLong();
    private final Object wakeLock = new Object();
    private volatile @Nullable Runnable wake;
    /** Whether the next arrival is to wake; read by every arrival, written only when a reader saw no activity. */
    private volatile boolean armed;

    RouteCounter(String route) {
        this.route = route;
    }

    /** Counts an arrival. */
    public void begin() {
        arrived.increment();
        if (armed) {
            wake();
        }
    }

    /** Counts the end of a request that {@link #begin} counted: answered, failed or gone. */
    public void end() {
        finished.increment();
    }

    /**
     * Counts an arrival, and its end when the result is closed.
     *
     * @return to be closed when the request has ended, on any thread
     */
    public Tracked track() {
        begin();
        return new Tracked(this);
    }

    /** Counts a request that waits for a replica; it is in flight already. */
    void hold() {
        held.increment();
    }

    /** Counts a request that waits no longer. */
    void release() {
        held.decrement();
    }

    /** {@return the name of the route} */
    public String route() {
        return route;
    }

    /** {@return how many requests are in flight; never negative, even while requests begin and end} */
    public long inFlight() {
        long done = finished.sum(); // first: what has ended had begun before
        return Math.max(0, arrived.sum() - done);
    }

    /** {@return how many requests have ever begun} */
    public long arrived() {
        return arrived.sum();
    }

    /** {@return all counts; nothing is reset} */
    public RequestCounts counts() {
        long done = finished.sum();
        long begun = arrived.sum();
        long now = Math.max(0, begun - done);
        return new RequestCounts(now, begun, Math.max(0, held.sum()), peak.accumulateAndGet(now, Math::max));
    }

    /** Returns all counts and begins another peak. */
    RequestCounts takeCounts() {
        RequestCounts counts = counts();
        peak.set(counts.inFlight());
        return counts;
    }

    /** Sets what the first arrival runs after {@link #arm}. */
    void wakes(Runnable action) {
        wake = action;
        armed = true;
    }

    /**
     * Lets the next arrival wake, since a reader found nothing to do. An arrival that the reader did not see wakes now.
     *
     * @param seen how many arrivals the reader saw
     */
    void arm(long seen) {
        armed = wake != null;
        if (armed && arrived.sum() != seen) {
            wake();
        }
    }

    private void wake() {
        synchronized (wakeLock) {
            if (!armed) {
                return;
            }
            armed = false;
        }
        Runnable action = wake;
        if (action != null) {
            Callbacks.run(action, "route " + route);
        }
    }

    @Override
    public String toString() {
        return inFlight() + " requests in flight on route " + route;
    }
}
