package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a replica, or a stream of one, as a request sees it. A connection of HTTP/1 carries one request after
 * another. Confined to the event loop, which is that of the client's connection, too.
 */
final class BackHandler extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final LazyTimer headTimer;
    private final ChannelFutureListener headWritten;
    /** Takes a connection back that can carry another request; null for a stream. */
    private final @Nullable Consumer<BackHandler> home;

    private @Nullable BackListener listener;
    private boolean skipsEnd;
    private boolean reused;
    private long idleSince;
    private @Nullable Http2Backend shared;
    private long sharedReads;

    BackHandler(Channel channel, @Nullable Consumer<BackHandler> home) {
        this.channel = channel;
        this.home = home;
        headTimer = new LazyTimer(channel.eventLoop(), () -> fail(BackListener.Failure.LATE));
        headWritten = written -> {
            if (!written.isSuccess()) {
                fail(BackListener.Failure.CLOSED);
                channel.close();
            }
        };
    }

    boolean isStream() {
        return home == null;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    /** Whether it has carried a request before, so that the replica may just be closing it. */
    boolean isReused() {
        return reused;
    }

    void reused() {
        reused = true;
    }

    /** The stream is one of a connection that has been read so many times. */
    void shares(Http2Backend connection, long reads) {
        shared = connection;
        sharedReads = reads;
    }

    /** The request has waited as long as it may. */
    void late() {
        if (shared != null) {
            shared.late(sharedReads);
        }
    }

    void carry(BackListener request) {
        listener = request;
    }

    long idleSince() {
        return idleSince;
    }

    void write(Object message) {
        channel.write(message);
    }

    /** Without its head a request never gets an answer. */
    void writeHead(Object head) {
        channel.write(head).addListener(headWritten);
    }

    /** Writes what is waiting; whether the replica keeps up, so that more may be read for it at a time. */
    boolean flush() {
        return Sockets.flush(channel, !isStream());
    }

    /** Reads a body in large pieces, or not. */
    void readsMuch(boolean on) {
        Reads.much(channel, on);
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    void reads(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** The request is sent; its answer must begin within a time. */
    void expectHead(Optional<Duration> limit) {
        if (limit.isPresent()) {
            headTimer.after(limit.get().toNanos());
        }
    }

    void headCame() {
        headTimer.clear();
    }

    /** The request and its answer are complete. */
    void release(boolean canCarryMore, long now) {
        listener = null;
        headTimer.clear();
        if (home != null && canCarryMore && channel.isActive()) {
            reused = true;
            idleSince = now;
            readsMuch(false);
            reads(true);
            home.accept(this);
        } else if (home != null) {
            channel.close();
        }
    }

    /** The request ends before its answer: the replica learns it. */
    void abort() {
        listener = null;
        headTimer.clear();
        if (isStream() && channel.isActive()) {
            channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
        }
        channel.close();
    }

    /** Lets raw bytes pass. */
    void becomesTunnel() {
        headTimer.end();
        channel.pipeline().remove(HttpClientCodec.class);
    }

    void closeAfterFlush() {
        listener = null;
        Channels.closeAfterFlush(channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        BackListener to = listener;
        if (to == null) {
            ReferenceCountUtil.release(message);
            if (!isStream()) {
                channel.close(); // an answer that nobody has asked for
            }
            return;
        }
        if (message instanceof ByteBuf bytes) {
            to.bytes(bytes);
            return;
        }
        if (message instanceof HttpResponse head) {
            skipsEnd = ResponseHead.isInformational(head);
            to.response(head);
        }
        if (message instanceof HttpContent withHead) {
            HttpContent content = Bodies.withoutHead(withHead);
            if (skipsEnd || listener == null) {
                skipsEnd &= !(content instanceof LastHttpContent);
                content.release();
            } else {
                to.content(content);
            }
        } else if (!(message instanceof HttpResponse)) {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (listener != null) {
            listener.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (listener != null) {
            listener.writabilityChanged();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            fail(
                    reset.errorCode() == Http2Error.REFUSED_STREAM.code()
                            ? BackListener.Failure.REFUSED
                            : BackListener.Failure.CLOSED);
        } else if (event instanceof Http2GoAwayFrame) {
            fail(BackListener.Failure.GOING_AWAY); // told only to streams above the last one
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(BackListener.Failure.CLOSED);
        headTimer.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean isOfStream = isStream() && (cause instanceof DecoderException || cause instanceof Http2Exception);
        fail(isOfStream ? BackListener.Failure.MALFORMED : BackListener.Failure.CLOSED);
        ctx.close();
    }

    private void fail(BackListener.Failure failure) {
        BackListener to = listener;
        listener = null;
        if (to != null) {
            to.failed(failure);
        }
        if (failure == BackListener.Failure.LATE) {
            late();
            abort();
        }
    }
}
