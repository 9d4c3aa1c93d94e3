package io.scaler4j.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;

/**
 * How connections are written. What a large body costs is calls of the system: they are large while the other side
 * takes at once what is written, and little is kept for one that does not.
 */
final class Sockets {

    static final WriteBufferWaterMark LITTLE = new WriteBufferWaterMark(32 << 10, 64 << 10);
    static final WriteBufferWaterMark MUCH = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private Sockets() {}

    /** Prepares a connection to a client or to a replica, before anything is read. */
    static void prepare(Channel channel) {
        channel.config().setRecvByteBufAllocator(Reads.allocator());
        channel.config().setWriteBufferWaterMark(LITTLE);
    }

    /**
     * Writes what is waiting.
     *
     * @param isHttp1 whether this is a whole connection; a stream has a window of its own
     * @return whether the other side of a connection keeps up: then more may be read for it at a time
     */
    static boolean flush(Channel channel, boolean isHttp1) {
        channel.flush();
        if (!isHttp1) {
            return false;
        }
        ChannelOutboundBuffer left = channel.unsafe().outboundBuffer();
        boolean keepsUp = left != null && left.isEmpty();
        WriteBufferWaterMark mark = keepsUp ? MUCH : LITTLE;
        if (channel.config().getWriteBufferWaterMark() != mark) {
            channel.config().setWriteBufferWaterMark(mark);
        }
        return keepsUp;
    }
}
