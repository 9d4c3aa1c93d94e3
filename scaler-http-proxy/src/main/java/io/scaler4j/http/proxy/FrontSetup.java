package io.scaler4j.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a client's connection one that speaks HTTP: the version is chosen by the client's first bytes, or by TLS.
 */
final class FrontSetup extends ChannelInitializer<Channel> {

    private static final int MOST_STREAMS = 256;
    /** What a client may send of a body that is not read yet. */
    private static final int STREAM_WINDOW = 64 << 10;

    private final ProxyCore core;
    private final Workers workers;
    private final @Nullable SslContext tls;
    private final ChannelGroup connections;

    FrontSetup(ProxyCore core, Workers workers, @Nullable SslContext tls, ChannelGroup connections) {
        this.core = core;
        this.workers = workers;
        this.tls = tls;
        this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
        connections.add(channel);
        if (core.phase() == ProxyCore.Phase.CLOSED) {
            channel.close();
            return;
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Negotiation());
        } else {
            channel.pipeline().addLast(new VersionHandler(core.limits().clientHead(), this));
        }
    }

    /** @param mayUpgrade whether the client may go on with HTTP/2 after its first request */
    void http1(Channel channel, boolean mayUpgrade) {
        ChannelPipeline pipeline = channel.pipeline();
        var http1 = new Http1Front(core.limits(), channel.eventLoop());
        var handler = new FrontHandler(core, workers.of(channel.eventLoop()), clientOf(channel), channel, http1);
        pipeline.addLast(http1.decoder(), http1.encoder());
        if (mayUpgrade) {
            pipeline.addLast(new Http2Upgrade(
                    ctx -> {
                        pipeline.remove(http1.decoder());
                        pipeline.remove(http1.encoder());
                        pipeline.remove(handler);
                    },
                    protocol -> AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
                            ? new Http2ServerUpgradeCodec(
                                    codec(),
                                    multiplexer(channel),
                                    new Http2Front(core.limits().idle()))
                            : null));
        }
        pipeline.addLast(handler);
    }

    void http2(Channel channel) {
        channel.pipeline()
                .addLast(
                        codec(),
                        multiplexer(channel),
                        new Http2Front(core.limits().idle()));
    }

    private Http2FrameCodec codec() {
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(new Http2Settings()
                        .maxConcurrentStreams(MOST_STREAMS)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(core.limits().maxHeaderBytes()))
                .gracefulShutdownTimeoutMillis(drainMillis())
                .build();
    }

    /** With no limit Netty waits as long as the streams last. */
    private long drainMillis() {
        return core.limits().drain().isZero() ? -1 : core.limits().drain().toMillis();
    }

    private Http2MultiplexHandler multiplexer(Channel connection) {
        Worker worker = workers.of(connection.eventLoop());
        FrontHandler.Client client = clientOf(connection);
        return new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(StreamCodec.ofClient(), new FrontHandler(core, worker, client, stream, null));
            }
        });
    }

    private FrontHandler.Client clientOf(Channel channel) {
        return new FrontHandler.Client(Addresses.of(channel.remoteAddress()), tls != null);
    }

    private final class Negotiation extends ApplicationProtocolNegotiationHandler {

        Negotiation() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
                http2(ctx.channel());
            } else {
                http1(ctx.channel(), false);
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // scanners do this all the time
        }
    }
}
