package io.scaler4j.external;

import io.grpc.stub.ServerCallStreamObserver;
import io.scaler4j.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream that tells a client something of a source: at once, on each change, and again every half a minute. If the
 * source fails nothing is told, since a client would take it for inactive. It looks once at a time, so what it tells is
 * never older than what it told before. Thread-safe.
 *
 * @param <R> the message
 */
final class StateStream<R> implements AutoCloseable {

    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final ServedObjects.Hold hold;
    private final ServerCallStreamObserver<R> client;
    private final Supplier<CompletionStage<R>> message;
    private final ServerParts parts;
    private final Scheduler.Cancellable telling;
    private @Nullable R last;
    private @Nullable Instant lastTold;
    private Scheduler.Cancellable next = () -> {};
    private boolean looking;
    private boolean lookAgain;
    private boolean closed;

    StateStream(
            ServedObjects.Hold hold,
            ServerCallStreamObserver<R> client,
            Function<ServedSource, CompletionStage<R>> message,
            ServerParts parts) {
        this.hold = hold;
        this.client = client;
        this.message = () -> message.apply(hold.source());
        this.parts = parts;
        telling = hold.source().onActivity(this::look);
    }

    /** Looks at the source, tells what is new, and comes back later. */
    void begin() {
        look();
        schedule();
    }

    private void look() {
        synchronized (this) {
            lookAgain = looking;
            if (closed || looking) {
                return;
            }
            looking = true;
        }
        message.get().whenComplete((now, thrown) -> {
            if (looked(thrown == null ? now : null)) {
                look();
            }
        });
    }

    /** Tells what was seen, if there is something; true if one has to look again. */
    private synchronized boolean looked(@Nullable R now) {
        if (now != null) {
            tell(now);
        }
        looking = false;
        return lookAgain;
    }

    private void tell(R now) {
        Instant at = parts.time().instant();
        boolean due = lastTold == null
                || !now.equals(last)
                || untilRefresh(lastTold, at).isZero();
        if (!closed && due && client.isReady() && !client.isCancelled()) {
            client.onNext(now);
            last = now;
            lastTold = at;
        }
    }

    /** Also if the clock was set back. */
    private static Duration untilRefresh(Instant told, Instant now) {
        Duration age = Duration.between(told, now);
        return age.isNegative() || age.compareTo(REFRESH) >= 0 ? Duration.ZERO : REFRESH.minus(age);
    }

    private synchronized void schedule() {
        if (closed) {
            return;
        }
        try {
            next = parts.scheduler().schedule(this::begin, untilNextLook());
        } catch (RejectedExecutionException e) {
            closed = true; // the server is closing
        }
    }

    /** The interval, or less if what was told has to be told again before. */
    private Duration untilNextLook() {
        Duration interval = parts.streamInterval();
        Duration refresh = lastTold == null
                ? interval
                : untilRefresh(lastTold, parts.time().instant());
        return refresh.isZero() || refresh.compareTo(interval) > 0 ? interval : refresh;
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
