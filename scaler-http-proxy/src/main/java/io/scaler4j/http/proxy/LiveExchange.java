package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.ScheduledFuture;
import io.scaler4j.http.RouteCounter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to its end: it is routed, counted, answered here or {@linkplain Admitting admitted} to a
 * replica and {@linkplain Forwarding forwarded}. Confined to the event loop of its client's connection.
 */
final class LiveExchange {

    private final FrontHandler front;
    private final ProxyCore core;
    private final Worker worker;
    private final RequestHead head;
    private final ExchangeRecord record;
    private final HttpRequest received;

    private @Nullable RouteCounter counted;
    private @Nullable Admitting admitting;
    private @Nullable Forwarding forwarding;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean hasDeadline;
    private boolean hasBegunAnswer;
    private boolean isTunnel;
    private boolean ended;

    LiveExchange(FrontHandler front, HttpRequest received) {
        this.front = front;
        this.received = received;
        core = front.core();
        worker = front.worker();
        head = new RequestHead(received, front.major() == 1);
        record = new ExchangeRecord(head, front.major(), worker.now());
    }

    FrontHandler front() {
        return front;
    }

    ProxyCore core() {
        return core;
    }

    Worker worker() {
        return worker;
    }

    RequestHead head() {
        return head;
    }

    ExchangeRecord record() {
        return record;
    }

    boolean isEnded() {
        return ended;
    }

    void begin() {
        worker.begin();
        OwnAnswer refusal = HeadCheck.refusal(received);
        if (refusal != null) {
            answer(refusal, Outcome.BAD_REQUEST);
            return;
        }
        LiveRoutes routes = core.routes().current();
        if (routes == null) {
            answer(OwnAnswer.NO_TABLE, Outcome.UNAVAILABLE);
            return;
        }
        LiveRoute route = routes.find(head.host(), head.uri(), head.headers());
        if (route == null) {
            answer(OwnAnswer.NO_ROUTE, Outcome.NO_ROUTE);
            return;
        }
        record.route(route.name());
        Optional<Duration> limit = route.limits().request();
        hasDeadline = limit.isPresent();
        if (limit.isPresent()) {
            deadline = worker.loop().schedule(this::deadlinePassed, limit.get().toNanos(), TimeUnit.NANOSECONDS);
        }
        admitting = new Admitting(this, route);
        admitting.begin();
    }

    /** Counts the request until its end. */
    void count(RouteCounter counter) {
        counted = counter;
        counter.begin();
    }

    /** What is left until the request as a whole must be answered. */
    Optional<Duration> left(LiveRoute route) {
        return route.limits()
                .request()
                .map(limit -> limit.minusNanos(worker.now() - record.began()))
                .map(left -> left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left);
    }

    boolean hasDeadline() {
        return hasDeadline;
    }

    private void deadlinePassed() {
        if (!isTunnel) {
            if (forwarding != null) {
                forwarding.late();
            }
            answerOrAbort(OwnAnswer.REQUEST_TIMEOUT, Outcome.TIMEOUT);
        }
    }

    /** A connection to a replica carries the request from now on. */
    void forward(Forwarding now) {
        forwarding = now;
        now.begin();
    }

    /** The connection failed before anything of the request's body was lost. */
    void repeat(BackListener.Failure failure, boolean wasComplete) {
        forwarding = null;
        if (admitting != null) {
            admitting.again(failure, wasComplete);
        }
    }

    private Outcome outcome() {
        return admitting == null ? Outcome.FAILED : admitting.outcome();
    }

    void content(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            answerOrAbort(OwnAnswer.BAD_REQUEST, Outcome.BAD_REQUEST);
        } else if (admitting == null) {
            content.release();
        } else if (forwarding == null) {
            admitting.keep(content);
        } else {
            forwarding.requestContent(content);
        }
    }

    void bytes(ByteBuf bytes) {
        if (forwarding == null) {
            bytes.release();
        } else {
            forwarding.requestBytes(bytes);
        }
    }

    void readComplete() {
        if (forwarding != null) {
            forwarding.requestReadComplete();
        }
    }

    void frontWritabilityChanged() {
        if (forwarding != null) {
            forwarding.frontWritabilityChanged();
        }
    }

    void answer(OwnAnswer own, Outcome outcome) {
        FullHttpResponse response = OwnResponses.of(own, head.isGrpc());
        answer(response, outcome, own.reason(), outcome != Outcome.BAD_REQUEST && outcome != Outcome.FAILED);
    }

    /** Gives an answer of our own, unless an answer has begun. */
    void answerOrAbort(OwnAnswer own, Outcome outcome) {
        if (hasBegunAnswer) {
            abort(own.reason());
        } else {
            answer(own, outcome);
        }
    }

    void answer(FullHttpResponse response, Outcome outcome, @Nullable String reason, boolean mayKeepAlive) {
        if (ended) {
            response.release();
            return;
        }
        boolean keepsAlive = mayKeepAlive && front.hasWholeRequest() && keepsAlive();
        record.status(response.status().code());
        record.responseBytes(response.content().readableBytes());
        setConnection(response, keepsAlive);
        OwnResponses.date(response, worker.date());
        Exchange exchange = finish(outcome, reason);
        front.write(response);
        front.flush();
        front.answered(keepsAlive);
        core.tell(exchange);
    }

    /** Whether the client's connection may carry another request. */
    boolean keepsAlive() {
        return head.keepsAlive() && !core.isLeaving();
    }

    /** Says what the connection does next. */
    void setConnection(HttpResponse response, boolean keepsAlive) {
        Drain.connectionHeader(!keepsAlive, front.major())
                .ifPresent(close -> response.headers().set(HttpHeaderNames.CONNECTION, close));
        if (keepsAlive && front.major() == 1 && head.isHttp10()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    void answerBegins(int status) {
        hasBegunAnswer = true;
        record.status(status);
    }

    /** The replica's answer is written to its end. */
    void answered(Outcome outcome, boolean keepsAlive) {
        if (!ended) {
            Exchange exchange = finish(outcome, null);
            front.answered(keepsAlive);
            core.tell(exchange);
        }
    }

    void becomesTunnel() {
        isTunnel = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        worker.end(); // the end of the interceptor does not wait for it
        front.becomesTunnel();
    }

    void tunnelEnded() {
        if (!ended) {
            Exchange exchange = finish(outcome(), null);
            front.closeAfterFlush();
            core.tell(exchange);
        }
    }

    /** The answer has begun, and cannot be completed. */
    void abort(String reason) {
        if (!ended) {
            Exchange exchange = finish(Outcome.ABORTED, reason);
            front.abort();
            core.tell(exchange);
        }
    }

    void clientGone() {
        if (!ended) {
            core.tell(finish(isTunnel ? outcome() : Outcome.CLIENT_GONE, null));
        }
    }

    private Exchange finish(Outcome outcome, @Nullable String reason) {
        ended = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (forwarding != null) {
            forwarding.end();
        }
        if (admitting != null) {
            admitting.end();
        }
        if (counted != null) {
            counted.end();
        }
        if (!isTunnel) {
            worker.end();
        }
        return record.end(outcome, reason, worker.now());
    }
}
