package io.scaler4j.simulation;

import io.scaler4j.metric.Reading;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A queue that a pool of replicas works off, event by event. Times are nanoseconds since the beginning. Used by one
 * run.
 */
final class QueueModel {

    private final ReplicaPool pool;
    private final Arrivals arrivals;
    private final Gaps sizes;
    private final long metricDelayNanos;
    private final long endNanos;

    /** When the messages that wait have arrived. */
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    /** Messages on which work was cut short; they are older than those that wait. */
    private final PriorityQueue<Message> returned = new PriorityQueue<>(Comparator.comparingLong(Message::arrivedAt));
    /** The lengths that the metric has not shown yet, each with the time from which on it held. */
    private final ArrayDeque<long[]> unseen = new ArrayDeque<>();

    private final Delays delays = new Delays();
    private long now;
    private long nextArrival;
    private long seen;
    private long arrived;
    private long done;
    private long repeated;
    private double busyNanos;
    private double workingNanos;

    /** @param size how many times the mean service time it takes */
    record Message(long arrivedAt, double size) {}

    QueueModel(Workload workload, ReplicaPool pool, long endNanos) {
        this.pool = pool;
        this.arrivals = workload.newArrivals();
        this.sizes = workload.newServiceTimes();
        this.metricDelayNanos = workload.metricDelay().toNanos();
        this.endNanos = endNanos;
        this.nextArrival = arrivals.next(endNanos);
    }

    /** What the metric shows at this time. */
    Reading read() {
        long shown = now - metricDelayNanos;
        while (!unseen.isEmpty() && unseen.peekFirst()[0] <= shown) {
            seen = unseen.removeFirst()[1];
        }
        return Reading.of((double) seen);
    }

    void scaleTo(int replicas) {
        pool.scaleTo(replicas, now);
        advanceTo(now);
    }

    /** Lets everything happen that is due by then, in its order; of what happens at one time, what ends comes first. */
    void advanceTo(long nanos) {
        for (long next = nextEvent(); next <= nanos; next = nextEvent()) {
            pass(next);
            if (pool.nextDone() == next) {
                delays.add(pool.finish());
                done++;
            } else if (pool.nextEnd() == next) {
                returned.add(pool.end());
                repeated++;
            } else if (pool.nextReady() == next) {
                pool.start();
            } else if (nextArrival == next) {
                waiting.addLast(next);
                arrived++;
                nextArrival = arrivals.next(endNanos);
            } else {
                pool.act(next);
            }
            beginWork();
            remember();
        }
        pass(nanos);
    }

    private long nextEvent() {
        long ofMessages = Math.min(nextArrival, pool.nextDone());
        long ofReplicas = Math.min(pool.nextReady(), pool.nextEnd());
        return Math.min(Math.min(ofMessages, ofReplicas), pool.nextWish());
    }

    private void pass(long nanos) {
        busyNanos += (double) pool.busy() * (nanos - now);
        workingNanos += (double) pool.working() * (nanos - now);
        now = nanos;
    }

    private void beginWork() {
        while (pool.isFree() && !(returned.isEmpty() && waiting.isEmpty())) {
            pool.take(returned.isEmpty() ? new Message(waiting.removeFirst(), sizes.next()) : returned.remove(), now);
        }
    }

    private void remember() {
        if (metricDelayNanos == 0) {
            seen = length();
        } else {
            unseen.addLast(new long[] {now, length()});
        }
    }

    private long length() {
        return waiting() + pool.busy();
    }

    private long waiting() {
        return (long) waiting.size() + returned.size();
    }

    QueueResult result() {
        Delays all = delays.copy();
        pool.forEachDelayUnderWay(all::add);
        waiting.forEach(arrival -> all.add(now - arrival));
        returned.forEach(message -> all.add(now - message.arrivedAt()));
        double utilization = workingNanos == 0 ? 0 : busyNanos / workingNanos;
        return new QueueResult(arrived, done, waiting(), pool.busy(), repeated, utilization, all.sorted());
    }
}
