package io.scaler4j.http.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The end of a client's connection with HTTP/2: closes it when it has had no request for long. */
final class Http2Front extends ChannelInboundHandlerAdapter {

    /**
     * As much as all streams of a connection may send together. Streams that wait keep what they have sent; when 256 of
     * them have sent all they may, the bodies of the others wait, too.
     */
    private static final int WINDOW = 16 << 20;

    private final Duration idle;
    private @Nullable LazyTimer timer;

    Http2Front(Duration idle) {
        this.idle = idle;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.write(new DefaultHttp2WindowUpdateFrame(WINDOW));
        Http2Connection connection = ctx.pipeline().get(Http2FrameCodec.class).connection();
        LazyTimer limit = new LazyTimer(ctx.channel().eventLoop(), ctx::close);
        timer = limit;
        limit.after(idle.toNanos());
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamActive(Http2Stream stream) {
                limit.clear();
            }

            @Override
            public void onStreamClosed(Http2Stream stream) {
                if (connection.numActiveStreams() == 0) {
                    limit.after(idle.toNanos());
                }
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // passed on to all streams: those with unread data would not learn that the client has gone
        ctx.pipeline().context(Http2FrameCodec.class).fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
        if (timer != null) {
            timer.end();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message); // settings and the like, which the codec has obeyed
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
