package io.scaler4j.http.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.scaler4j.http.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A replica that speaks WebSocket at {@code /chat}: it repeats texts, ends with a code, or dies. */
final class WebSocketBackend implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel port;

    /** Answers what is not for the WebSocket. */
    interface Pages {
        void answer(ChannelHandlerContext ctx, FullHttpRequest request);
    }

    /** Refuses what is not for the WebSocket. */
    WebSocketBackend() {
        this((ctx, request) -> {
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN);
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            ctx.writeAndFlush(answer);
        });
    }

    WebSocketBackend(Pages pages) {
        port = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MOST_BYTES),
                                        new Gatekeeper(pages),
                                        new WebSocketServerProtocolHandler("/chat", "chat", true, MOST_BYTES),
                                        new WebSocketFrameAggregator(MOST_BYTES),
                                        new Texts());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    Endpoint endpoint() {
        return Endpoint.http("127.0.0.1", ((InetSocketAddress) port.localAddress()).getPort());
    }

    @Override
    public void close() {
        port.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Gatekeeper extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final Pages pages;

        Gatekeeper(Pages pages) {
            this.pages = pages;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            if (request.uri().equals("/chat")) {
                ctx.fireChannelRead(request.retain());
            } else {
                pages.answer(ctx, request);
            }
        }
    }

    private static final class Texts extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            String text = frame.text();
            if (text.startsWith("close ")) {
                String[] parts = text.split(" ", 3);
                ctx.writeAndFlush(new CloseWebSocketFrame(Integer.parseInt(parts[1]), parts[2]))
                        .addListener(ChannelFutureListener.CLOSE);
            } else if (text.equals("die")) {
                ctx.pipeline().firstContext().close(); // without a farewell
            } else {
                ctx.writeAndFlush(new TextWebSocketFrame("echo " + text));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
