package io.scaler4j.http.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One event loop with real sockets, whose time passes when a test says so. */
final class VirtualLoops implements AutoCloseable {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final MultiThreadIoEventLoopGroup group = new Group(ticker);

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    /** What is due runs before this returns. */
    void advance(Duration time) throws Exception {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        group.submit(() -> {}).get(); // so that the loop looks at the time
        group.submit(() -> {}).get(); // behind what became due
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private static final class Group extends MultiThreadIoEventLoopGroup {

        Group(MockTicker ticker) {
            super(1, new ThreadPerTaskExecutor(new DefaultThreadFactory("virtual")), NioIoHandler.newFactory(), ticker);
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... args) {
            var time = (Ticker) args[0];
            return new SingleThreadIoEventLoop(this, executor, handlers) {
                @Override
                public Ticker ticker() {
                    return time;
                }
            };
        }
    }
}
