package io.scaler4j.external;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a server: named, bounded, daemons. */
final class ServerThreads implements AutoCloseable {

    private static final int LOOPS = 2;
    private static final int WORKERS = 16;
    private static final int IDLE_WORKERS_END_AFTER_SECONDS = 30;
    private static final int LOOPS_END_WITHIN_SECONDS = 5;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(LOOPS, daemons("network"), NioIoHandler.newFactory());
    private final ThreadPoolExecutor workers;

    ServerThreads() {
        workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_WORKERS_END_AFTER_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("worker"));
        workers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons(String role) {
        var number = new AtomicInteger();
        return work -> {
            var thread = new Thread(work, "scaler4j-external-" + role + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    EventLoopGroup loops() {
        return loops;
    }

    ThreadPoolExecutor workers() {
        return workers;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        loops.shutdownGracefully(0, LOOPS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
