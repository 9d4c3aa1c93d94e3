package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadsTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void prepare() {
        channel.config().setRecvByteBufAllocator(Reads.allocator());
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private Reads reads() {
        return (Reads) channel.unsafe().recvBufAllocHandle();
    }

    /** Reads as much as the buffer takes, as if always more were there; returns the number of bytes in the turn. */
    private int turnOfFullReads() {
        Reads reads = reads();
        reads.reset(channel.config());
        int all = 0;
        do {
            ByteBuf buffer = reads.allocate(UnpooledByteBufAllocator.DEFAULT);
            int size = buffer.writableBytes();
            buffer.release();
            reads.attemptedBytesRead(size);
            reads.lastBytesRead(size);
            reads.incMessagesRead(1);
            all += size;
        } while (reads.continueReading());
        reads.readComplete();
        return all;
    }

    private void manyTurns() {
        for (int i = 0; i < 10; i++) {
            turnOfFullReads();
        }
    }

    @Test
    void theFirstReadTakesLittleMoreThanAHead() {
        assertThat(reads().guess()).isEqualTo(2048);
    }

    @Test
    void readsGrowWithTheBodyUpToALimit() {
        manyTurns();
        assertThat(reads().guess()).isEqualTo(Reads.LITTLE);
    }

    @Test
    void readsGrowFurtherWhileTheOtherSideKeepsUp() {
        Reads.much(channel, true);
        manyTurns();
        assertThat(reads().guess()).isEqualTo(Reads.MUCH);
        Reads.much(channel, false);
        assertThat(reads().guess()).as("at once").isEqualTo(Reads.LITTLE);
    }

    @Test
    void readsShrinkWhenLittleComes() {
        Reads.much(channel, true);
        manyTurns();
        for (int i = 0; i < 50; i++) {
            reads().reset(channel.config());
            reads().attemptedBytesRead(reads().guess());
            reads().lastBytesRead(100);
            reads().readComplete();
        }
        assertThat(reads().guess()).isLessThan(1024);
    }

    @Test
    void aTurnEndsAlsoIfMoreIsThere() {
        Reads.much(channel, true);
        manyTurns();
        assertThat(turnOfFullReads()).isBetween(Reads.MUCH, Reads.MOST_IN_A_TURN);
    }

    @Test
    void anEndIsNoNumberOfBytes() {
        reads().reset(channel.config());
        reads().attemptedBytesRead(100);
        reads().lastBytesRead(-1);
        assertThat(reads().lastBytesRead()).isEqualTo(-1);
        assertThat(reads().continueReading()).isFalse();
    }

    @Test
    void aChannelWithOtherReadsIsLeftAlone() {
        var other = new EmbeddedChannel();
        Reads.much(other, true);
        assertThat(other.unsafe().recvBufAllocHandle()).isNotInstanceOf(Reads.class);
        other.finishAndReleaseAll();
    }
}
