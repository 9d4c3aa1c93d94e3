package io.scaler4j.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a client's connection one that speaks HTTP: the version is chosen by the client's first bytes, or by TLS.
 * The header {@code Upgrade: h2c}, which RFC 9113 has withdrawn, changes nothing.
 */
final class FrontSetup extends ChannelInitializer<Channel> {

    /**
     * The JDK's client fails requests beyond it in place of waiting, so there is room for a crowd before a cold start.
     */
    private static final int MOST_STREAMS = 4096;
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
        Sockets.prepare(channel);
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

    void http1(Channel channel) {
        var http1 = new Http1Front(core.limits(), channel.eventLoop());
        channel.pipeline()
                .addLast(
                        http1.decoder(),
                        http1.encoder(),
                        new FrontHandler(core, workers.of(channel.eventLoop()), clientOf(channel), channel, http1));
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
        Client client = clientOf(connection);
        return new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(StreamCodec.ofClient(), new FrontHandler(core, worker, client, stream, null));
            }
        });
    }

    private Client clientOf(Channel channel) {
        return new Client(Addresses.of(channel.remoteAddress()), tls != null);
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
                http1(ctx.channel());
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // scanners do this all the time
        }
    }
}
