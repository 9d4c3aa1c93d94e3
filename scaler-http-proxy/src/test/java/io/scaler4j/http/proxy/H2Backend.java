package io.scaler4j.http.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.scaler4j.http.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica that speaks HTTP/2 in clear text, frame by frame. */
final class H2Backend implements AutoCloseable {

    /** One stream, on its event loop. */
    abstract static class Stream {

        private ChannelHandlerContext ctx;

        abstract void headers(Http2Headers headers, boolean ends) throws Exception;

        void data(String text, boolean ends) {}

        void reset(long code) {}

        Channel connection() {
            return ctx.channel().parent();
        }

        Stream send(Http2Headers headers, boolean ends) {
            ctx.writeAndFlush(new DefaultHttp2HeadersFrame(headers, ends));
            return this;
        }

        Stream send(String text, boolean ends) {
            ByteBuf bytes = ctx.alloc().buffer();
            bytes.writeCharSequence(text, StandardCharsets.UTF_8);
            ctx.writeAndFlush(new DefaultHttp2DataFrame(bytes, ends));
            return this;
        }

        void send(Object frame) {
            ctx.writeAndFlush(frame);
        }
    }

    /** Makes the stream of each request. */
    interface Streams {
        Stream next(int number);
    }

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel port;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    H2Backend(Streams streams) {
        port = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connections.incrementAndGet();
                        connection
                                .pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer().build(),
                                        new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                                            @Override
                                            protected void initChannel(Channel stream) {
                                                stream.pipeline()
                                                        .addLast(new Handler(streams.next(requests.incrementAndGet())));
                                            }
                                        }));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    static Http2Headers ok() {
        return new DefaultHttp2Headers().status("200");
    }

    Endpoint endpoint() {
        return Endpoint.http("127.0.0.1", ((InetSocketAddress) port.localAddress()).getPort());
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        port.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Handler extends ChannelInboundHandlerAdapter {

        private final Stream stream;

        Handler(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            stream.ctx = ctx;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) throws Exception {
            if (frame instanceof Http2HeadersFrame headers) {
                stream.headers(headers.headers(), headers.isEndStream());
            } else if (frame instanceof Http2DataFrame data) {
                stream.data(data.content().toString(StandardCharsets.UTF_8), data.isEndStream());
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Http2ResetFrame reset) {
                stream.reset(reset.errorCode());
            }
            ReferenceCountUtil.release(event);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
