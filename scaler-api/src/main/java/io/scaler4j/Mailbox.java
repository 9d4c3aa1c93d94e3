package io.scaler4j;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to one observer, in order and one at a time, without waiting for it. */
final class Mailbox {

    static final int CAPACITY = 256;

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerObserver.class);

    private final AutoscalerObserver observer;
    private final Executor executor;
    private final Queue<Consumer<AutoscalerObserver>> events = new ArrayDeque<>();
    private boolean draining;
    private boolean closed;
    private long dropped;

    Mailbox(AutoscalerObserver observer, Executor executor) {
        this.observer = observer;
        this.executor = executor;
    }

    void post(Consumer<AutoscalerObserver> event) {
        synchronized (events) {
            if (closed) {
                return;
            }
            if (events.size() >= CAPACITY) {
                if (dropped++ == 0) {
                    LOG.warn("observer {} is {} events behind; newer ones are dropped", observer, CAPACITY);
                }
                return;
            }
            events.add(event);
        }
        deliverAll();
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
        deliverAll();
    }

    private void deliverAll() {
        synchronized (events) {
            if (draining) {
                return;
            }
            draining = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            synchronized (events) {
                events.clear(); // the executor has been shut down: nobody is left to tell
                draining = false;
            }
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
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn("observer {} threw; the autoscaler goes on", observer, e);
        }
    }

    private void reportLoss() {
        if (dropped > 0) {
            LOG.warn("observer {} missed {} events, because it was too slow", observer, dropped);
            dropped = 0;
        }
    }
}
