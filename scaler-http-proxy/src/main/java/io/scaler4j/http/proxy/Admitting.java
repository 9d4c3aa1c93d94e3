package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.scaler4j.http.Admission;
import io.scaler4j.http.Arrival;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.Hold;
import io.scaler4j.http.Permit;
import io.scaler4j.http.WaitLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to a replica: what it gets in place of one, its wait, and its connection. It is asked again when
 * a connection fails that has taken nothing of the request.
 */
final class Admitting implements Backends.Taker {

    /**
     * How much of a body is kept while the request waits; then its client's connection is not read any more. Less than
     * fills the first read of a connection, after which Netty reads much more at a time.
     */
    private static final int MOST_KEPT = 1024;

    /** A part up to this size is copied, so that it does not keep the buffer of the whole read. */
    private static final int MOST_COPIED = 4096;

    private static final int MOST_REPEATS = 3;

    private final LiveExchange exchange;
    private final LiveRoute route;
    private final Deque<HttpContent> kept = new ArrayDeque<>(2);
    private long keptBytes;

    private @Nullable CompletableFuture<Admission> waiting;
    private @Nullable Permit permit;
    private @Nullable StaticResponse insteadOfConnecting;
    private boolean isFallback;
    private boolean isUnreachable;
    private boolean prepared;
    private @Nullable Endpoint lastTried;
    private int repeats;
    private long firstTry;

    Admitting(LiveExchange exchange, LiveRoute route) {
        this.exchange = exchange;
        this.route = route;
    }

    LiveRoute route() {
        return route;
    }

    void begin() {
        if (!route.route().staticRoutes().isEmpty() && isStatic()) {
            return;
        }
        exchange.count(route.counter());
        Optional<StaticResponse> placeholder = route.route().placeholder();
        if (placeholder.isPresent()) {
            Optional<StaticResponse> atOnce = ColdStart.placeholderAtOnce(
                    placeholder, route.route().hold().overflow(), route.isReady());
            if (atOnce.isPresent()) {
                exchange.record().coldStart();
                exchange.core().routes().wakes().wake(route.route().name());
                answerPlaceholder(atOnce.get());
                return;
            }
        }
        admit();
    }

    private boolean isStatic() {
        StaticAnswer answer = staticAnswer(route.isReady());
        if (answer instanceof StaticAnswer.Serve serve) {
            answerStatic(serve.response());
            return true;
        }
        Endpoint replica = answer instanceof StaticAnswer.Forward ? route.anyReplica() : null;
        if (replica != null) {
            // apart from the gate, which would take it for a request that keeps the target running
            insteadOfConnecting = ((StaticAnswer.Serve) staticAnswer(false)).response();
            connect(replica, false);
            return true;
        }
        return false;
    }

    private StaticAnswer staticAnswer(boolean ready) {
        return StaticAnswer.of(
                route.route().staticRoutes(),
                exchange.record().host(),
                exchange.head().uri(),
                exchange.head().headers(),
                ready);
    }

    private void answerStatic(StaticResponse response) {
        exchange.answer(OwnResponses.of(response, exchange.record().path()), Outcome.STATIC, null, true);
    }

    private void answerPlaceholder(StaticResponse response) {
        exchange.answer(
                OwnResponses.ofPlaceholder(response, exchange.record().path()), Outcome.PLACEHOLDER, null, true);
    }

    private void admit() {
        Arrival arrival = route.arrival();
        if (exchange.hasDeadline()) {
            Optional<Duration> limit = route.waitLimit(exchange.left(route)).time();
            arrival = limit.isPresent() ? arrival.upTo(limit.get()) : arrival;
        }
        boolean nothingReady = !route.isReady();
        await(route.gate().admit(arrival), nothingReady);
    }

    private void await(CompletableFuture<Admission> admission, boolean nothingReady) {
        if (admission.isDone()) {
            Admission answer = admission.join();
            if (nothingReady && answer instanceof Permit granted && granted.hasWaited()) {
                exchange.record().holds(exchange.record().began(), true); // a replica became ready meanwhile
            }
            admitted(answer);
            return;
        }
        waiting = admission;
        exchange.record().holds(exchange.worker().now(), nothingReady || !route.isReady());
        shrinkKept();
        if (!exchange.front().hasWholeRequest() && !exchange.head().hasBodyUpTo(MOST_KEPT)) {
            exchange.front().reads(false); // the next read may fill a buffer that is much larger
        }
        admission.whenComplete((answer, thrown) -> {
            if (answer != null) {
                exchange.worker().loop().execute(() -> admitted(answer));
            }
        });
    }

    private void admitted(Admission answer) {
        waiting = null;
        exchange.record().holdsNoMore(exchange.worker().now());
        if (answer instanceof Permit granted) {
            if (exchange.isEnded()) {
                granted.close();
                return;
            }
            permit = granted;
            connect(granted.endpoint(), false);
        } else if (!exchange.isEnded()) {
            refused(((Admission.Refusal) answer).reason());
        }
    }

    private void refused(Admission.Reason reason) {
        Optional<StaticResponse> placeholder = route.route().placeholder();
        switch (reason) {
            case FULL -> {
                if (isFallback) {
                    exchange.answer(OwnAnswer.READINESS_TIMEOUT, Outcome.TIMEOUT);
                } else if (placeholder.isPresent() && route.route().hold().overflow() == Hold.Overflow.PLACEHOLDER) {
                    answerPlaceholder(placeholder.get());
                } else {
                    exchange.answer(OwnAnswer.HOLD_FULL, Outcome.REJECTED);
                }
            }
            case TIMEOUT -> waitedTooLong();
            case SHUT -> exchange.answer(OwnAnswer.STOPPING, Outcome.UNAVAILABLE);
        }
    }

    private void waitedTooLong() {
        boolean hasTime = route.waitLimit(exchange.left(route)).atEnd() == WaitLimit.AtEnd.FALLBACK;
        if (route.fallback() != null && hasTime && !isFallback) {
            isFallback = true;
            await(route.fallback().admit(Arrival.any()), false);
        } else {
            exchange.answer(
                    isUnreachable ? OwnAnswer.UNREACHABLE_UNTIL_DEADLINE : OwnAnswer.READINESS_TIMEOUT,
                    Outcome.TIMEOUT);
        }
    }

    private void connect(Endpoint endpoint, boolean fresh) {
        lastTried = endpoint;
        exchange.record().endpoint(endpoint);
        exchange.worker().backends().take(endpoint, route.route().backendProtocol(), fresh, this);
    }

    @Override
    public void connected(BackHandler back) {
        if (exchange.isEnded()) {
            back.release(true, exchange.worker().now());
            return;
        }
        if (!prepared) {
            prepared = true;
            Client client = exchange.front().client();
            exchange.head().prepare(client.address(), client.tls(), Objects.requireNonNull(lastTried));
        }
        exchange.forward(new Forwarding(exchange, this, back));
    }

    @Override
    public void notConnected(Throwable why) {
        if (exchange.isEnded()) {
            return;
        }
        if (insteadOfConnecting != null) {
            answerStatic(insteadOfConnecting);
        } else if (permit == null || isFallback) {
            exchange.answer(OwnAnswer.UNREACHABLE, Outcome.BACKEND_FAILED);
        } else {
            tryAnother(permit);
        }
    }

    /** Nothing of the request was taken: it goes back into the line, until its time is over. */
    private void tryAnother(Permit held) {
        long now = exchange.worker().now();
        if (!isUnreachable) {
            isUnreachable = true;
            firstTry = now;
        }
        Optional<Duration> limit = route.limits().request();
        if (now - firstTry >= UpstreamFailure.connectsFor(limit).toNanos()) {
            OwnAnswer answer = UpstreamFailure.UNREACHABLE.answer(limit.isPresent());
            exchange.answer(answer, limit.isPresent() ? Outcome.TIMEOUT : Outcome.BACKEND_FAILED);
            return;
        }
        permit = null;
        await(held.retry(), false);
    }

    /**
     * The connection failed, and the request may be sent again: to the same replica by a new connection, unless the
     * replica refuses it.
     */
    void again(BackListener.Failure failure, boolean wasComplete) {
        if (wasComplete) {
            kept.add(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        repeats++;
        if (lastTried != null && failure != BackListener.Failure.REFUSED && repeats <= MOST_REPEATS) {
            connect(lastTried, true);
        } else {
            notConnected(new IllegalStateException("refused"));
        }
    }

    /** Whether the answer tells of a cold start: neither that of a fallback nor of a health check does. */
    @Nullable
    String coldStartHeader() {
        return permit == null || isFallback
                ? null
                : ColdStart.header(route.route().coldStartHeader(), permit.hasWaited())
                        .orElse(null);
    }

    Outcome outcome() {
        return isFallback
                ? Outcome.FALLBACK
                : insteadOfConnecting != null
                        ? Outcome.STATIC
                        : permit != null && permit.hasWaited() ? Outcome.HELD_READY : Outcome.READY;
    }

    /** Keeps a part of the body until there is a connection. */
    void keep(HttpContent content) {
        keptBytes += content.content().readableBytes();
        kept.add(waiting == null ? content : shrunk(content));
        if (keptBytes >= MOST_KEPT) {
            exchange.front().reads(false);
        }
    }

    boolean hasKept() {
        return !kept.isEmpty();
    }

    HttpContent takeKept() {
        return kept.remove();
    }

    /** A small part would keep the large buffer it was read into. */
    private void shrinkKept() {
        for (int i = kept.size(); i > 0; i--) {
            kept.add(shrunk(kept.remove()));
        }
    }

    private static HttpContent shrunk(HttpContent content) {
        ByteBuf bytes = content.content();
        if (!bytes.isReadable() || bytes.readableBytes() > MOST_COPIED) {
            return content;
        }
        HttpContent small = content.replace(bytes.copy());
        content.release();
        return small;
    }

    void end() {
        kept.forEach(ReferenceCountUtil::release);
        kept.clear();
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
        if (permit != null) {
            permit.close();
        }
    }
}
