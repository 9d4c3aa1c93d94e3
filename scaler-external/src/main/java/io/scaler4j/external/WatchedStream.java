package io.scaler4j.external;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.scaler4j.Scheduler;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of a server that is kept open: after its end it is opened again, later each time. Thread-safe.
 *
 * @param <Q> what is asked
 * @param <R> what arrives
 */
final class WatchedStream<Q, R> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedStream.class);

    /**
     * What distinguishes one stream from others.
     *
     * @param name in logs
     * @param optional whether servers may lack the call
     * @param open opens the stream
     * @param arrived takes a message; on the thread of the client
     * @param ended runs after each end
     * @param <R> what arrives
     */
    record Kind<R>(
            String name, boolean optional, Consumer<StreamObserver<R>> open, Consumer<R> arrived, Runnable ended) {}

    private final Kind<R> kind;
    private final Scheduler scheduler;
    private final RetryDelay delay = new RetryDelay();
    private @Nullable Attempt current;
    private Scheduler.Cancellable retry = () -> {};
    private boolean closed;

    WatchedStream(Kind<R> kind, Scheduler scheduler) {
        this.kind = kind;
        this.scheduler = scheduler;
    }

    /** Opens the stream, unless this is closed. */
    void open() {
        var attempt = new Attempt();
        synchronized (this) {
            if (closed) {
                return;
            }
            current = attempt;
        }
        try {
            kind.open().accept(attempt);
        } catch (RuntimeException e) { // the connection may be closed
            attempt.onError(e);
        }
        if (attempt.cancelled) { // closed meanwhile, before there was a call to cancel
            attempt.cancel();
        }
    }

    private void end(Attempt attempt, Status status) {
        StreamEnd end = StreamEnd.of(kind.optional(), attempt.messages, status.getCode());
        synchronized (this) {
            if (closed || current != attempt) {
                return;
            }
            current = null;
            if (end.resetsDelay()) {
                delay.reset();
            }
            if (!end.stops()) {
                openLater(status);
            }
        }
        if (end.stops()) {
            LOG.debug("{}: the server does not offer it", kind.name());
        }
        kind.ended().run();
    }

    /** Called with the lock held. */
    private void openLater(Status status) {
        var wait = delay.next();
        try {
            retry = scheduler.schedule(this::open, wait);
            LOG.debug("{} ended with {}; it is opened again in {} s", kind.name(), status.getCode(), wait.toSeconds());
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is not opened again: the scheduler takes no more tasks", kind.name());
        }
    }

    /** Ends the stream for good. */
    @Override
    public void close() {
        Attempt last;
        synchronized (this) {
            closed = true;
            retry.cancel();
            last = current;
            current = null;
        }
        if (last != null) {
            last.cancel();
        }
    }

    /** The stream once opened. */
    private final class Attempt implements ClientResponseObserver<Q, R> {

        private volatile @Nullable ClientCallStreamObserver<Q> call;
        private volatile boolean cancelled;
        private long messages;

        @Override
        public void beforeStart(ClientCallStreamObserver<Q> request) {
            call = request;
        }

        @Override
        public void onNext(R message) {
            messages++;
            if (!cancelled) {
                kind.arrived().accept(message);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            end(this, Status.fromThrowable(thrown));
        }

        @Override
        public void onCompleted() {
            end(this, Status.OK);
        }

        void cancel() {
            cancelled = true;
            ClientCallStreamObserver<Q> begun = call;
            if (begun != null) {
                begun.cancel("the scaler was closed", null);
            }
        }
    }
}
