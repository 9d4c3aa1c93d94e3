package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;

/**
 * How much of a connection is read at a time. A body is read in large pieces only while the other side keeps up: what
 * waits for a replica, or for a client that is slow, keeps as little as before.
 */
@SuppressWarnings("deprecation") // the type that Netty's allocators make
final class Reads extends RecvByteBufAllocator.DelegatingHandle {

    /** As much of a body as comes along with a head that waits. */
    private static final int FIRST = 2 << 10;

    private static final int SMALLEST = 64;
    static final int LITTLE = 64 << 10;
    static final int MUCH = 128 << 10;

    /** Of a connection, before it is another one's turn. */
    static final int MOST_IN_A_TURN = 1 << 20;

    private static final RecvByteBufAllocator ALLOCATOR = new AdaptiveRecvByteBufAllocator(SMALLEST, FIRST, MUCH) {
        @Override
        public Handle newHandle() {
            return new Reads(super.newHandle());
        }
    };

    private int most = LITTLE;
    private int turn;

    private Reads(RecvByteBufAllocator.Handle adapting) {
        super(adapting);
    }

    /** {@return what makes the handles of connections} */
    static RecvByteBufAllocator allocator() {
        return ALLOCATOR;
    }

    /** Lets a connection be read in large pieces, or not. */
    static void much(Channel channel, boolean on) {
        if (channel.unsafe().recvBufAllocHandle() instanceof Reads reads) {
            reads.most = on ? MUCH : LITTLE;
        }
    }

    @Override
    public int guess() {
        return Math.min(most, super.guess());
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
        return allocator.ioBuffer(guess());
    }

    @Override
    public void reset(ChannelConfig config) {
        turn = 0;
        super.reset(config);
    }

    @Override
    public void lastBytesRead(int bytes) {
        turn += Math.max(0, bytes);
        super.lastBytesRead(bytes);
    }

    @Override
    public boolean continueReading() {
        return turn < MOST_IN_A_TURN && super.continueReading();
    }
}
