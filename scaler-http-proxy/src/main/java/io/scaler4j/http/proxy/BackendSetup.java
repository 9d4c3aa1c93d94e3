package io.scaler4j.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.scaler4j.http.Endpoint;
import java.util.function.Consumer;

/** Makes of a connection to a replica one that speaks HTTP. */
final class BackendSetup {

    private static final int WINDOW = 1 << 20;

    private final InterceptorLimits limits;
    private final SslContext tls;

    BackendSetup(InterceptorLimits limits, SslContext tls) {
        this.limits = limits;
        this.tls = tls;
    }

    /** Takes a connection that can carry requests. */
    interface Opened {
        void http1(Channel channel, BackHandler handler);

        void http2(Channel channel, Http2Backend backend);

        void failed(Throwable why);
    }

    /** Prepares a connection: in clear text it waits for {@link #inClear}, over TLS it negotiates. */
    ChannelInitializer<Channel> initializer(Endpoint endpoint, Consumer<BackHandler> home, Opened opened) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                Sockets.prepare(channel);
                if (endpoint.tls()) {
                    SslHandler handler = tls.newHandler(channel.alloc(), endpoint.host(), endpoint.port());
                    handler.setHandshakeTimeoutMillis(
                            Math.max(1, limits.connect().toMillis() * 4));
                    channel.pipeline().addLast(handler, new Negotiation(home, opened));
                }
            }
        };
    }

    /** Makes a connection in clear text ready. */
    void inClear(Channel channel, BackendProtocol protocol, Consumer<BackHandler> home, Opened opened) {
        if (protocol.highestMajor(false) == 2) {
            http2(channel, opened);
        } else {
            http1(channel, home, opened);
        }
    }

    private void http1(Channel channel, Consumer<BackHandler> home, Opened opened) {
        var config = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxInitialLineBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setMaxChunkSize(Integer.MAX_VALUE);
        var handler = new BackHandler(channel, home);
        channel.pipeline().addLast(new HttpClientCodec(config, false, false), handler);
        opened.http1(channel, handler);
    }

    private void http2(Channel channel, Opened opened) {
        var backend = new Http2Backend(channel);
        var codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(new Http2Settings()
                        .pushEnabled(false)
                        .initialWindowSize(WINDOW)
                        .maxHeaderListSize(limits.maxHeaderBytes()))
                .gracefulShutdownTimeoutMillis(0)
                .build();
        channel.pipeline().addLast(codec, new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()), backend);
        opened.http2(channel, backend);
    }

    private final class Negotiation extends ApplicationProtocolNegotiationHandler {

        private final Consumer<BackHandler> home;
        private final Opened opened;

        Negotiation(Consumer<BackHandler> home, Opened opened) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.home = home;
            this.opened = opened;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
                http2(ctx.channel(), opened);
            } else {
                http1(ctx.channel(), home, opened);
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            opened.failed(cause);
            ctx.close();
        }
    }
}
