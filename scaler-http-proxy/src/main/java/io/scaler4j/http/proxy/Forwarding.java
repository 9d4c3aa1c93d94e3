package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * A request on a connection to a replica: both bodies pass, and neither is read faster than the other side takes it.
 * May become a tunnel.
 */
final class Forwarding implements BackListener {

    private static final String BROKEN = OwnAnswer.BACKEND_FAILED.reason();

    private final LiveExchange exchange;
    private final Admitting admitting;
    private final BackHandler back;
    private final FrontHandler front;

    private boolean requestSent;
    private boolean bodyBegun;
    private boolean answerBegun;
    /** It waits for what came along with it, to be written as one message. */
    private @Nullable HttpResponse answerHead;

    private boolean switches;
    private boolean isTunnel;
    private boolean backKeepsAlive;
    private boolean frontKeepsAlive;
    private boolean released;
    /** A stream can end with the head whatever its length says; the codecs see to all other lengths. */
    private boolean awaitsBody;

    Forwarding(LiveExchange exchange, Admitting admitting, BackHandler back) {
        this.exchange = exchange;
        this.admitting = admitting;
        this.back = back;
        front = exchange.front();
    }

    void begin() {
        back.carry(this);
        if (exchange.head().hasBody()) {
            back.writeHead(exchange.head().request());
        } else {
            back.writeHead(exchange.head().withoutBody());
            if (!released) {
                sent();
            }
        }
        while (!released && admitting.hasKept()) { // a failure leaves the rest to the next attempt
            requestContent(admitting.takeKept());
        }
        if (!released) {
            flushToReplica();
        }
    }

    /** The connection may break now, and the request end with it: its client's connection is read on then. */
    private void flushToReplica() {
        boolean keepsUp = back.flush();
        if (!released) {
            front.readsMuch(keepsUp);
            front.reads(back.isWritable());
        }
    }

    void requestContent(HttpContent content) {
        if (released || requestSent) {
            content.release();
            return;
        }
        int size = content.content().readableBytes();
        exchange.record().requestBytes(size);
        bodyBegun |= size > 0;
        boolean ends = content instanceof LastHttpContent;
        back.write(content);
        if (ends) {
            sent();
        }
        slowDown();
    }

    private void sent() {
        requestSent = true;
        if (!answerBegun) {
            back.expectHead(admitting.route().limits().responseHeader());
        }
    }

    void requestBytes(ByteBuf bytes) {
        if (released || !isTunnel) {
            bytes.release();
            return;
        }
        exchange.record().requestBytes(bytes.readableBytes());
        back.write(bytes);
        slowDown();
    }

    private void slowDown() {
        if (!released && !back.isWritable()) {
            flushToReplica();
        }
    }

    void requestReadComplete() {
        if (released) {
            return;
        }
        boolean keepsUp = back.flush();
        if (!requestSent) {
            front.readsMuch(keepsUp);
        }
    }

    void frontWritabilityChanged() {
        if (!released) {
            back.reads(front.isWritable());
        }
    }

    @Override
    public void writabilityChanged() {
        if (!front.hasWholeRequest() || isTunnel) {
            front.reads(back.isWritable());
        }
    }

    @Override
    public void response(HttpResponse response) {
        int code = response.status().code();
        boolean isSwitch = code == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        if (!ResponseHead.isClear(response)
                || answerBegun
                || (isSwitch && !exchange.head().asksForUpgrade())) {
            failed(Failure.MALFORMED);
        } else if (isSwitch && front.hasMore()) {
            exchange.answer(OwnAnswer.BAD_REQUEST, Outcome.BAD_REQUEST); // nobody can tell what it belongs to
        } else if (isSwitch) {
            back.headCame();
            answerBegun = true;
            switches = true;
            exchange.answerBegins(code);
            front.write(ResponseHead.switching(response));
        } else if (ResponseHead.isInformational(response)) {
            if (!exchange.head().isHttp10()) {
                front.write(ResponseHead.informational(response));
            }
        } else {
            proper(response);
        }
    }

    private void proper(HttpResponse response) {
        back.headCame();
        answerBegun = true;
        RequestHead asked = exchange.head();
        backKeepsAlive = back.isStream() || HttpUtil.isKeepAlive(response);
        HttpResponse head = ResponseHead.proper(response, asked, front.major(), admitting.coldStartHeader());
        frontKeepsAlive =
                exchange.keepsAlive() && !(asked.isHttp10() && ResponseHead.hasBodyOfUnknownLength(head, asked));
        exchange.setConnection(head, frontKeepsAlive);
        awaitsBody = back.isStream() && ResponseHead.promisesBody(head, asked);
        exchange.answerBegins(head.status().code());
        answerHead = head;
    }

    private void writeHead() {
        HttpResponse head = answerHead;
        answerHead = null;
        if (head != null) {
            front.write(head);
        }
    }

    @Override
    public void content(HttpContent content) {
        if (content.decoderResult().isFailure() || !answerBegun) {
            content.release();
            failed(Failure.MALFORMED);
            return;
        }
        boolean ends = content instanceof LastHttpContent;
        if (switches) {
            content.release();
            if (ends) {
                becomesTunnel();
            }
            return;
        }
        int size = content.content().readableBytes();
        exchange.record().responseBytes(size);
        awaitsBody &= size == 0;
        if (ends && awaitsBody) {
            content.release();
            failed(Failure.MALFORMED); // the client would take the next answer for the body
            return;
        }
        writeAnswer(content);
        if (ends) {
            answered();
        } else if (!front.isWritable()) {
            flushToClient();
        }
    }

    private void flushToClient() {
        back.readsMuch(front.flush());
        back.reads(front.isWritable());
    }

    private void writeAnswer(HttpContent content) {
        HttpResponse head = answerHead;
        if (head != null && content instanceof LastHttpContent rest) {
            answerHead = null;
            front.write(ResponseHead.with(head, rest));
        } else {
            writeHead();
            front.write(content);
        }
    }

    private void answered() {
        Outcome outcome = admitting.outcome();
        released = true;
        front.flush();
        if (requestSent) {
            back.release(backKeepsAlive, exchange.worker().now());
        } else {
            back.abort();
        }
        exchange.answered(outcome, frontKeepsAlive && front.hasWholeRequest());
    }

    private void becomesTunnel() {
        front.flush();
        isTunnel = true;
        exchange.becomesTunnel();
        back.becomesTunnel();
        front.reads(back.isWritable());
    }

    @Override
    public void bytes(ByteBuf bytes) {
        if (released || !isTunnel) {
            bytes.release();
            return;
        }
        exchange.record().responseBytes(bytes.readableBytes());
        front.write(bytes);
        if (!front.isWritable()) {
            flushToClient();
        }
    }

    @Override
    public void readComplete() {
        writeHead();
        back.readsMuch(front.flush());
    }

    @Override
    public void failed(Failure failure) {
        if (released) {
            return;
        }
        released = true;
        if (isTunnel) {
            exchange.tunnelEnded();
            return;
        }
        if (failure == Failure.MALFORMED) {
            back.abort();
        }
        if (answerBegun) {
            writeHead();
            exchange.abort(BROKEN);
        } else if (mayRepeat(failure)) {
            exchange.repeat(failure, requestSent);
        } else {
            switch (failure) {
                case LATE -> exchange.answer(OwnAnswer.RESPONSE_HEADER_TIMEOUT, Outcome.TIMEOUT);
                case MALFORMED -> exchange.answer(OwnAnswer.BAD_RESPONSE, Outcome.BACKEND_FAILED);
                case CLOSED, REFUSED, GOING_AWAY -> exchange.answer(OwnAnswer.BACKEND_FAILED, Outcome.BACKEND_FAILED);
            }
        }
    }

    private boolean mayRepeat(Failure failure) {
        boolean isClosedUnderIt =
                failure == Failure.CLOSED && back.isReused() && exchange.head().isIdempotent();
        return !bodyBegun && (failure == Failure.REFUSED || failure == Failure.GOING_AWAY || isClosedUnderIt);
    }

    /** The request as a whole has taken too long. */
    void late() {
        if (!released) {
            back.late();
        }
    }

    /** The request has ended, by whatever side: the connection is of no use, unless it was given back. */
    void end() {
        if (released) {
            return;
        }
        released = true;
        if (isTunnel) {
            back.closeAfterFlush();
        } else {
            back.abort();
        }
    }
}
