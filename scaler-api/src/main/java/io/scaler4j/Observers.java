package io.scaler4j;

import io.scaler4j.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all observers of an autoscaler. The log is told at once, on the thread that has something to tell, so that it
 * needs no executor; the others have a queue each.
 */
final class Observers {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerObserver.class);

    private final AutoscalerObserver log;
    private final List<ObserverQueue> queues;
    private boolean closed;

    Observers(AutoscalerObserver log, List<AutoscalerObserver> others, Executor executor) {
        this.log = log;
        this.queues = others.stream()
                .map(observer -> new ObserverQueue(observer, executor))
                .toList();
    }

    /** Tells the log, and keeps the event for the others until {@link #deliver} or {@link #handOver}. */
    void note(Consumer<AutoscalerObserver> event) {
        tellLog(event);
        for (ObserverQueue queue : queues) {
            queue.add(event);
        }
    }

    /** Tells what was noted, on this thread, which is one of the executor and has nothing else to do. */
    void deliver() {
        for (ObserverQueue queue : queues) {
            queue.deliver();
        }
    }

    /** Lets the executor tell what was noted. */
    void handOver() {
        for (ObserverQueue queue : queues) {
            queue.handOver();
        }
    }

    /** Tells one more event, and no others after it. */
    void close(Consumer<AutoscalerObserver> last) {
        synchronized (this) {
            closed = true;
        }
        queues.forEach(queue -> queue.close(last));
    }

    /** The last of all: what an observer keeps for this autoscaler is free for another one of its name. */
    void detach(String autoscaler) {
        queues.forEach(queue -> detach(queue.observer(), autoscaler));
    }

    /**
     * Tells observers that they belong to an autoscaler.
     *
     * @return what is to be told of it; empty if there is a problem
     */
    static List<AutoscalerObserver> attach(List<AutoscalerObserver> observers, String autoscaler, Problems problems) {
        var attached = new ArrayList<AutoscalerObserver>();
        for (AutoscalerObserver observer : observers) {
            try {
                attached.add(Objects.requireNonNull(
                        observer.attachedTo(autoscaler), "it answered null when it was attached"));
            } catch (RuntimeException e) {
                problems.add("observer " + observer + " cannot be attached: "
                        + (e instanceof IllegalArgumentException ? e.getMessage() : Readings.describe(e)));
                attached.forEach(each -> detach(each, autoscaler));
                return List.of();
            }
        }
        return attached;
    }

    private static void detach(AutoscalerObserver observer, String autoscaler) {
        try {
            observer.detached(autoscaler);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.warn("{}: observer {} threw when it was detached", autoscaler, observer, e);
        }
    }

    /** A turn that was abandoned when the autoscaler closed may still end, on another thread, and is not told of. */
    private synchronized void tellLog(Consumer<AutoscalerObserver> event) {
        if (closed) {
            return;
        }
        try {
            event.accept(log);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            LOG.warn("what happened could not be written to the log; the autoscaler goes on", e);
        }
    }
}
