package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a client's first bytes: HTTP/2 begins with a preface of its own. */
final class VersionHandler extends ByteToMessageDecoder {

    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf().asReadOnly();

    private final Duration limit;
    private final FrontSetup setup;
    private @Nullable ScheduledFuture<?> late;

    VersionHandler(Duration limit, FrontSetup setup) {
        this.limit = limit;
        this.setup = setup;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        late = ctx.executor().schedule(() -> ctx.close(), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (late != null) {
            late.cancel(false);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        boolean isPreface = ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), length);
        if (isPreface && length < PREFACE.readableBytes()) {
            return;
        }
        if (isPreface) {
            setup.http2(ctx.channel());
        } else {
            setup.http1(ctx.channel());
        }
        ctx.pipeline().remove(this);
    }
}
