package io.scaler4j.testkit;

import io.scaler4j.metric.Reading;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * A queue and the replicas that work it off, event by event. Times are nanoseconds since the beginning. Used by one
 * run.
 */
final class QueueModel {

    private final Workload workload;
    private final Arrivals arrivals;
    private final Gaps serviceTimes;
    private final long startupNanos;
    private final long endNanos;

    /** When the messages that wait have arrived. */
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    /** When the messages that are worked on will be done. */
    private final PriorityQueue<Long> busy = new PriorityQueue<>();
    /** When replicas that start will be ready; the youngest last. */
    private final ArrayDeque<Long> starting = new ArrayDeque<>();
    /** The lengths that the metric has not shown yet, each with the time from which on it held. */
    private final ArrayDeque<long[]> unseen = new ArrayDeque<>();

    private final Delays delays = new Delays();
    private long now;
    private long nextArrival;
    private int ready;
    private long seen;
    private long arrived;
    private double busyNanos;
    private double readyNanos;

    QueueModel(Workload workload, int replicas, long startupNanos, long endNanos) {
        this.workload = workload;
        this.arrivals = workload.newArrivals();
        this.serviceTimes = workload.newServiceTimes();
        this.startupNanos = startupNanos;
        this.endNanos = endNanos;
        this.ready = replicas;
        this.nextArrival = arrivals.next(endNanos);
    }

    /** What the metric shows at this time. */
    Reading read() {
        long shown = now - workload.metricDelayNanos();
        while (!unseen.isEmpty() && unseen.peekFirst()[0] <= shown) {
            seen = unseen.removeFirst()[1];
        }
        return Reading.of((double) seen);
    }

    /** Lets everything happen that is due by then, in its order. */
    void advanceTo(long nanos) {
        for (long next = nextEvent(); next <= nanos; next = nextEvent()) {
            pass(next);
            if (!busy.isEmpty() && busy.peek() == next) {
                busy.remove();
            } else if (!starting.isEmpty() && starting.peekFirst() == next) {
                starting.removeFirst();
                ready++;
            } else {
                waiting.addLast(next);
                arrived++;
                nextArrival = arrivals.next(endNanos);
            }
            beginWork();
            remember();
        }
        pass(nanos);
    }

    /** Those that start go first, the youngest before the others; one that works finishes its message. */
    void scaleTo(int replicas) {
        for (int more = replicas - ready - starting.size(); more > 0; more--) {
            starting.addLast(now + startupNanos);
        }
        while (ready + starting.size() > replicas && !starting.isEmpty()) {
            starting.removeLast();
        }
        ready = Math.min(ready, replicas);
        advanceTo(now);
    }

    QueueResult result() {
        return new QueueResult(
                arrived,
                arrived - waiting.size() - busy.size(),
                waiting.size(),
                busy.size(),
                readyNanos == 0 ? 0 : busyNanos / readyNanos,
                delays.sorted());
    }

    private long nextEvent() {
        long next = nextArrival;
        next = busy.isEmpty() ? next : Math.min(next, busy.peek());
        return starting.isEmpty() ? next : Math.min(next, starting.peekFirst());
    }

    private void pass(long nanos) {
        busyNanos += (double) busy.size() * (nanos - now);
        readyNanos += (double) ready * (nanos - now);
        now = nanos;
    }

    private void beginWork() {
        while (!waiting.isEmpty() && busy.size() < Math.min(ready, workload.partitions())) {
            delays.add(now - waiting.removeFirst());
            busy.add(now + Math.max(1, (long) (serviceTimes.next() * workload.serviceNanos())));
        }
    }

    private void remember() {
        long length = (long) waiting.size() + busy.size();
        if (workload.metricDelayNanos() == 0) {
            seen = length;
        } else {
            unseen.addLast(new long[] {now, length});
        }
    }

    /** Grows as needed. */
    private static final class Delays {
        private long[] nanos = new long[1_024];
        private int size;

        void add(long delay) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = delay;
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
