package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a client with HTTP/1, or one of its streams with HTTP/2. It carries one request at a time: what comes
 * behind waits unread, or decoded if it came along. Confined to its event loop.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter {

    /** How much of a body that nobody wants is read, so that the client reads the answer before the connection ends. */
    private static final long MOST_UNWANTED = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(HttpInterceptor.class);

    private final ProxyCore core;
    private final Worker worker;
    private final Client client;
    private final Channel channel;
    private final Deque<HttpObject> later = new ArrayDeque<>(2);
    private final @Nullable Http1Front http1;

    private @Nullable LiveExchange current;
    /** The request that was answered last has not ended. */
    private boolean unwanted;

    private long unwantedBytes;
    private @Nullable ChannelFuture written;
    private boolean works;
    private boolean last;

    /** @param http1 the codec of the connection; null for a stream of HTTP/2 */
    FrontHandler(ProxyCore core, Worker worker, Client client, Channel channel, @Nullable Http1Front http1) {
        this.core = core;
        this.worker = worker;
        this.client = client;
        this.channel = channel;
        this.http1 = http1;
    }

    ProxyCore core() {
        return core;
    }

    Worker worker() {
        return worker;
    }

    Client client() {
        return client;
    }

    int major() {
        return http1 == null ? 2 : 1;
    }

    boolean isIdle() {
        return current == null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (http1 != null) {
            http1.onLate(this::lateHead);
            http1.waits();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (http1 != null) {
            http1.ends();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            if (current == null) {
                bytes.release();
            } else {
                current.bytes(bytes);
            }
        } else if (!(message instanceof HttpObject part) || last) {
            ReferenceCountUtil.release(message);
        } else if (!later.isEmpty() || (current != null && part instanceof HttpRequest)) {
            later.add(part);
            reads(false);
        } else {
            take(part);
            workOff();
        }
    }

    private void take(HttpObject part) {
        if (part instanceof HttpRequest request) {
            if (http1 != null) {
                http1.headCame(request);
            }
            LiveExchange exchange = new LiveExchange(this, request);
            current = exchange;
            unwanted = exchange.head().hasBody();
            unwantedBytes = 0;
            exchange.begin();
        }
        if (part instanceof HttpContent withHead) {
            HttpContent content = Bodies.withoutHead(withHead);
            unwanted &= !(content instanceof LastHttpContent);
            if (current != null) {
                current.content(content);
            } else {
                drop(content);
            }
        }
    }

    private void drop(HttpContent content) {
        unwantedBytes += content.content().readableBytes();
        content.release();
        if (unwantedBytes > MOST_UNWANTED) {
            channel.close();
        }
    }

    /** Takes what has waited for the end of the request before. */
    private void workOff() {
        if (works) {
            return;
        }
        works = true;
        while (!later.isEmpty() && (current == null || !(later.peek() instanceof HttpRequest))) {
            take(later.remove());
        }
        works = false;
    }

    private void takeLater() {
        if (!later.isEmpty() && channel.isActive()) { // writing the answer may have shown that the client is gone
            workOff();
            if (current != null) {
                current.readComplete();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (current != null) {
            current.readComplete();
        } else if (http1 != null) {
            http1.readComplete();
        }
        channel.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (current != null) {
            current.frontWritabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        last = true;
        if (current != null) {
            current.clientGone();
        }
        later.forEach(ReferenceCountUtil::release);
        later.clear();
        if (http1 != null) {
            http1.ends();
        }
    }

    /** A stream with unread data tells its end in no other way. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (http1 == null && (event instanceof Http2ResetFrame || event instanceof ChannelInputShutdownReadComplete)) {
            ctx.executor().execute(channel::close); // then Netty knows of the end, and does not answer with a reset
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (current != null && cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
            LOG.error("a request failed; this is a fault of the interceptor", cause);
            current.answerOrAbort(OwnAnswer.INTERNAL_ERROR, Outcome.FAILED);
            return;
        }
        if (http1 == null && (cause instanceof Http2Exception || cause instanceof DecoderException)) {
            Channels.resetStream(channel, Http2Error.PROTOCOL_ERROR);
        } else {
            ctx.close();
        }
    }

    /** Reads on, or not; never beyond a request that waits for the one before. */
    void reads(boolean wanted) {
        boolean on = wanted && later.isEmpty();
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    void write(Object message) {
        written = channel.write(message);
    }

    /** Writes what is waiting; whether the client keeps up, so that more may be read for it at a time. */
    boolean flush() {
        return Sockets.flush(channel, http1 != null);
    }

    /** Reads a body in large pieces, or not. */
    void readsMuch(boolean on) {
        Reads.much(channel, on);
    }

    /** Whether all of the current request has come. */
    boolean hasWholeRequest() {
        return !unwanted;
    }

    /** Whether the client has sent more than the current request. */
    boolean hasMore() {
        return !later.isEmpty() || (http1 != null && http1.decoder().isInsideHead());
    }

    /** The answer is written, and the request has ended as far as we are concerned. */
    void answered(boolean keepsAlive) {
        current = null;
        if (http1 == null) {
            endStream();
        } else if (!keepsAlive) {
            endConnection();
        } else {
            http1.waits();
            readsMuch(false);
            takeLater();
            reads(true);
        }
    }

    private void endStream() {
        if (unwanted && written != null) {
            // not before: a reset drops what is still under way
            written.addListener(done -> Channels.resetStream(channel, Http2Error.NO_ERROR));
        }
    }

    private void endConnection() {
        last = true; // what else comes is dropped
        if (!unwanted) {
            Channels.closeAfterFlush(channel);
            return;
        }
        reads(true);
        Channels.closeAfterLinger(channel, !client.tls());
    }

    /** The answer has begun and cannot be completed: the client must not take it for complete. */
    void abort() {
        current = null;
        last = true;
        if (http1 == null) {
            Channels.resetStream(channel, Http2Error.INTERNAL_ERROR);
        } else {
            Channels.reset(channel);
        }
    }

    /** Lets raw bytes pass from now on. */
    void becomesTunnel() {
        if (http1 != null) {
            http1.becomesTunnel(channel.pipeline());
        }
        reads(true);
    }

    void closeAfterFlush() {
        current = null;
        last = true;
        Channels.closeAfterFlush(channel);
    }

    private void lateHead(boolean hasBegun) {
        if (current != null) {
            return;
        }
        if (hasBegun) {
            channel.write(OwnResponses.ofLateHead(worker.date()));
        }
        closeAfterFlush();
    }
}
