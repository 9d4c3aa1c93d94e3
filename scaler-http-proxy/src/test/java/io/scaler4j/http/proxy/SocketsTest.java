package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketsTest {

    /** A connection whose other side takes what is written, or does not. */
    private static final class Socket extends EmbeddedChannel {

        private boolean full;

        @Override
        protected void doWrite(ChannelOutboundBuffer written) throws Exception {
            if (!full) {
                super.doWrite(written);
            }
        }
    }

    private final Socket socket = new Socket();

    @AfterEach
    void close() {
        socket.full = false;
        socket.finishAndReleaseAll();
    }

    private void write(int bytes) {
        socket.write(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    @Test
    void littleIsKeptUntilTheOtherSideIsKnown() {
        Sockets.prepare(socket);
        assertThat(socket.config().getWriteBufferWaterMark()).isSameAs(Sockets.LITTLE);
        write(70 << 10);
        assertThat(socket.isWritable()).isFalse();
    }

    @Test
    void aSideThatTakesAllGetsMoreAtATime() {
        Sockets.prepare(socket);
        write(1000);
        assertThat(Sockets.flush(socket, true)).isTrue();
        write(100 << 10);
        assertThat(socket.isWritable()).as("not yet to be flushed").isTrue();
        write(100 << 10);
        assertThat(socket.isWritable()).isFalse();
        assertThat(Sockets.flush(socket, true)).isTrue();
        assertThat(socket.isWritable()).isTrue();
    }

    @Test
    void aSideThatIsSlowGetsLittleAgain() {
        Sockets.prepare(socket);
        Sockets.flush(socket, true);
        socket.full = true;
        write(40 << 10);
        assertThat(Sockets.flush(socket, true)).isFalse();
        write(40 << 10);
        assertThat(socket.isWritable()).as("80 KiB wait").isFalse();
        socket.full = false;
        assertThat(Sockets.flush(socket, true)).isTrue();
        assertThat(socket.config().getWriteBufferWaterMark()).isSameAs(Sockets.MUCH);
    }

    @Test
    void aConnectionThatIsClosedDoesNotKeepUp() {
        socket.close();
        assertThat(Sockets.flush(socket, true)).isFalse();
    }
}
