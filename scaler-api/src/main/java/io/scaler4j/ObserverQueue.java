package io.scaler4j;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to one observer, in order and one at a time, without waiting for it. */
final class ObserverQueue {

    static final int CAPACITY = 256;

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerObserver.class);

    private final AutoscalerObserver observer;
    private final Executor executor;

    /** Seldom more than the two events of a turn. */
    private final Queue<Consumer<AutoscalerObserver>> events = new ArrayDeque<>(2);

    private boolean draining;
    private boolean closed;
    private boolean rejected;
    private long dropped;

    /** The exceptions that were traced; used by one thread at a time, as events are delivered. */
    private Set<Class<?>> traced = Set.of();

    private long thrown;

    ObserverQueue(AutoscalerObserver observer, Executor executor) {
        this.observer = observer;
        this.executor = executor;
    }

    AutoscalerObserver observer() {
        return observer;
    }

    void post(Consumer<AutoscalerObserver> event) {
        add(event);
        handOver();
    }

    /** Keeps an event until it is delivered. */
    void add(Consumer<AutoscalerObserver> event) {
        synchronized (events) {
            if (closed) {
                return;
            }
            if (events.size() < CAPACITY) {
                events.add(event);
            } else if (dropped++ == 0) {
                LOG.warn("observer {} is {} events behind; newer ones are dropped", observer, CAPACITY);
            }
        }
    }

    /** Takes one more event, however full it is, and then no others. */
    void close(Consumer<AutoscalerObserver> last) {
        synchronized (events) {
            if (closed) {
                return;
            }
            closed = true;
            events.add(last);
        }
        handOver();
    }

    /** Delivers on this thread, unless another one does, or nothing is left. */
    void deliver() {
        if (beginsDelivery()) {
            drain();
        }
    }

    /** As {@link #deliver}, on the executor. */
    void handOver() {
        if (!beginsDelivery()) {
            return;
        }
        try {
            executor.execute(this::drain);
            synchronized (events) {
                rejected = false;
            }
        } catch (RuntimeException | VirtualMachineError e) {
            keepUntilTheNextEvent(Readings.describe(e));
        }
    }

    private boolean beginsDelivery() {
        synchronized (events) {
            boolean begins = !draining && !events.isEmpty();
            draining |= begins;
            return begins;
        }
    }

    /** An executor that was full may have room by then; one that is shut down lets the queue run full. */
    private void keepUntilTheNextEvent(String reason) {
        synchronized (events) {
            draining = false;
            if (closed) {
                LOG.warn(
                        "observer {} does not hear of {} events, the end of the autoscaler among them: {}",
                        observer,
                        events.size() + dropped,
                        reason);
                events.clear();
            } else if (!rejected) {
                LOG.warn("observer {} hears nothing for now: {}", observer, reason);
            }
            rejected = true;
        }
    }

    private void drain() {
        while (true) {
            Consumer<AutoscalerObserver> event;
            synchronized (events) {
                event = events.poll();
                if (event == null) {
                    draining = false;
                    reportLoss();
                    return;
                }
            }
            deliver(event);
        }
    }

    private void deliver(Consumer<AutoscalerObserver> event) {
        try {
            event.accept(observer);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            thrown++;
            if (!traced.contains(e.getClass())) {
                traced = new HashSet<>(traced); // few observers ever throw
                traced.add(e.getClass());
                LOG.warn(
                        "observer {} threw; the autoscaler goes on, and further exceptions of this class are counted",
                        observer,
                        e);
            } else {
                LOG.debug("observer {} threw for the {}. time", observer, thrown, e);
            }
        }
    }

    private void reportLoss() {
        if (dropped > 0) {
            LOG.warn("observer {} missed {} events, because it or its executor was too slow", observer, dropped);
            dropped = 0;
        }
        if (closed && thrown > 1) {
            LOG.warn("observer {} threw {} times in all", observer, thrown);
        }
    }
}
