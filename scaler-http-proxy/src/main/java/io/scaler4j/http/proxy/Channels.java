package io.scaler4j.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.TimeUnit;

/** Ways to close a channel. */
final class Channels {

    private static final long LINGER_MILLIS = 1_000;

    private Channels() {}

    static void closeAfterFlush(Channel channel) {
        if (channel.isActive()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /**
     * Closes a connection whose other side may still be sending: it reads what was written before it learns of the end.
     *
     * @param endsOutput whether the end of what is written can be told by itself
     */
    static void closeAfterLinger(Channel channel, boolean endsOutput) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (endsOutput && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
            channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    /** Ends a stream of HTTP/2 whose request is not complete. What has come of it and was not read is dropped. */
    static void resetStream(Channel stream, Http2Error why) {
        stream.writeAndFlush(new DefaultHttp2ResetFrame(why));
        stream.close();
    }

    /** So that the other side takes it for no end of a message: a reset in place of an orderly end. */
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }
}
