package io.scaler4j.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;

/** A connection of HTTP/2 to a replica. It is the last handler of its channel. Confined to the event loop. */
final class Http2Backend extends ChannelInboundHandlerAdapter {

    /** What the standard asks servers to allow at least. */
    private static final long FIRST_LIMIT = 100;

    private final Channel channel;
    private long mostStreams = FIRST_LIMIT;
    private long streams;
    private long idleSince;
    private boolean leaving;
    private boolean hasServed;
    private long reads;

    Http2Backend(Channel channel) {
        this.channel = channel;
        idleSince = channel.eventLoop().ticker().nanoTime();
    }

    boolean takesMore() {
        return !leaving && streams < mostStreams && channel.isActive();
    }

    boolean isIdleFor(long now, long nanos) {
        return streams == 0 && now - idleSince >= nanos;
    }

    void open(Backends.Taker taker) {
        streams++;
        new Http2StreamChannelBootstrap(channel)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(StreamCodec.ofReplica(), new BackHandler(stream, null));
                    }
                })
                .open()
                .addListener(done -> {
                    if (done.isSuccess()) {
                        Channel stream = (Channel) done.getNow();
                        stream.closeFuture().addListener(closed -> streamEnded());
                        BackHandler back = stream.pipeline().get(BackHandler.class);
                        back.shares(this, reads);
                        if (hasServed) {
                            back.reused();
                        }
                        hasServed = true;
                        taker.connected(back);
                    } else {
                        streamEnded();
                        taker.notConnected(done.cause());
                    }
                });
    }

    private void streamEnded() {
        streams--;
        if (streams == 0) {
            idleSince = channel.eventLoop().ticker().nanoTime();
            if (leaving) {
                close();
            }
        }
    }

    /** An answer is late. If nothing at all has come meanwhile, the other side may be gone: no request follows. */
    void late(long readsBefore) {
        leaving |= reads == readsBefore;
    }

    void close() {
        leaving = true;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2SettingsFrame settings) {
            Long most = settings.settings().maxConcurrentStreams();
            mostStreams = most == null ? mostStreams : most;
        } else if (message instanceof Http2GoAwayFrame) {
            leaving = true;
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reads++;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
