package io.scaler4j.external;

import io.grpc.stub.ServerCallStreamObserver;
import io.scaler4j.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream that tells a client the state of a source: at once, on each change, and again every half a minute. If the
 * source fails nothing is told, since a client would take it for inactive. Thread-safe.
 *
 * @param <R> the message
 */
final class StateStream<R> implements AutoCloseable {

    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final ServedObjects.Hold hold;
    private final ServerCallStreamObserver<R> client;
    private final Function<ServedSource.State, R> message;
    private final ServerParts parts;
    private final Scheduler.Cancellable telling;
    private @Nullable R last;
    private Instant lastTold = Instant.MIN;
    private Scheduler.Cancellable next = () -> {};
    private boolean closed;

    StateStream(
            ServedObjects.Hold hold,
            ServerCallStreamObserver<R> client,
            Function<ServedSource.State, R> message,
            ServerParts parts) {
        this.hold = hold;
        this.client = client;
        this.message = message;
        this.parts = parts;
        telling = hold.source().onActivity(this::look);
    }

    /** Looks at the source, tells what is new, and comes back later. */
    void begin() {
        look();
        schedule();
    }

    private void look() {
        hold.source().state().whenComplete((state, thrown) -> {
            if (thrown == null) {
                tell(message.apply(state));
            }
        });
    }

    private synchronized void schedule() {
        if (closed) {
            return;
        }
        try {
            next = parts.scheduler().schedule(this::begin, parts.streamInterval());
        } catch (RejectedExecutionException e) {
            closed = true; // the server is closing
        }
    }

    private synchronized void tell(R now) {
        Instant at = parts.time().instant();
        boolean due = lastTold.equals(Instant.MIN)
                || !now.equals(last)
                || Duration.between(lastTold, at).compareTo(REFRESH) >= 0;
        if (!closed && due && client.isReady() && !client.isCancelled()) {
            client.onNext(now);
            last = now;
            lastTold = at;
        }
    }

    /** Completes the stream, so that its client opens another one, elsewhere if there is another server. */
    void complete() {
        synchronized (this) {
            if (!closed && !client.isCancelled()) {
                client.onCompleted();
            }
        }
        close();
    }

    /** Lets go of the source, once. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            next.cancel();
        }
        telling.cancel();
        hold.close();
    }
}
