package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client that speaks HTTP/2 in clear text from the first byte on, frame by frame. What comes is told as texts. */
final class H2Client implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;
    final BlockingQueue<String> ofConnection = new LinkedBlockingQueue<>();

    H2Client(int port) {
        channel = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forClient().build(),
                                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                                        new ConnectionHandler());
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
    }

    static Http2Headers request(String method, String path) {
        return new DefaultHttp2Headers()
                .method(method)
                .path(path)
                .scheme("http")
                .authority("a.example.com");
    }

    static Http2Headers grpc() {
        return request("POST", "/greeter")
                .add("content-type", "application/grpc")
                .add("te", "trailers");
    }

    /** Exactly these lines in this order, as in {@code :path=/&x=1}, whether they are allowed or not. */
    static Http2Headers lines(String lines) {
        AsciiString[] pairs = Arrays.stream(lines.split("&"))
                .flatMap(line -> {
                    int split = line.indexOf('=', 1);
                    return Stream.of(line.substring(0, split), line.substring(split + 1));
                })
                .map(text -> new AsciiString(text.getBytes(StandardCharsets.ISO_8859_1)))
                .toArray(AsciiString[]::new);
        return ReadOnlyHttp2Headers.trailers(false, pairs);
    }

    Call open(Http2Headers headers, boolean ends) throws Exception {
        var call = new Call();
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(channel)
                .handler(call.handler)
                .open()
                .syncUninterruptibly()
                .getNow();
        call.stream = stream;
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, ends)).sync();
        return call;
    }

    @Override
    public void close() {
        channel.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** One request. */
    static final class Call {

        private final BlockingQueue<String> came = new LinkedBlockingQueue<>();
        private final BlockingQueue<Http2Headers> heads = new LinkedBlockingQueue<>();
        private final ChannelInboundHandlerAdapter handler = new StreamHandler(this);
        private Channel stream;

        Call send(String text, boolean ends) throws Exception {
            stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), ends))
                    .sync();
            return this;
        }

        Call trailers(Http2Headers headers) throws Exception {
            stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true)).sync();
            return this;
        }

        void reset() throws Exception {
            stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL)).sync();
        }

        Http2Headers head() throws InterruptedException {
            Http2Headers next = heads.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("headers; came: %s", came).isNotNull();
            return next;
        }

        /** {@code headers}, {@code data x}, {@code reset 8}, with {@code .} at the end of the stream. */
        String next() throws InterruptedException {
            String next = came.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("a frame").isNotNull();
            return next;
        }
    }

    private static final class StreamHandler extends ChannelInboundHandlerAdapter {

        private final Call call;

        StreamHandler(Call call) {
            this.call = call;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            if (frame instanceof Http2HeadersFrame headers) {
                call.heads.add(headers.headers());
                call.came.add("headers" + (headers.isEndStream() ? "." : ""));
            } else if (frame instanceof Http2DataFrame data && (data.content().isReadable() || data.isEndStream())) {
                call.came.add(
                        "data " + data.content().toString(StandardCharsets.UTF_8) + (data.isEndStream() ? "." : ""));
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Http2ResetFrame reset) {
                call.came.add("reset " + reset.errorCode());
            }
            ReferenceCountUtil.release(event);
        }
    }

    private final class ConnectionHandler extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            if (frame instanceof Http2GoAwayFrame) {
                ofConnection.add("goaway");
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ofConnection.add("closed");
        }
    }
}
