package io.scaler4j.http.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.scaler4j.http.Endpoint;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to replicas: idle ones are used again, the one that was used last first. Confined
 * to the event loop.
 */
final class Backends {

    /** Takes what a request asked for. */
    interface Taker {
        /**
         * Gives the request its connection.
         *
         * @param back carries the request from now on
         */
        void connected(BackHandler back);

        void notConnected(Throwable why);
    }

    private record Kind(Endpoint endpoint, BackendProtocol protocol) {}

    private final EventLoop loop;
    private final BackendSetup setup;
    private final InterceptorLimits limits;
    private final Executor executor;
    private final int mostIdle;
    private final int mostIdlePerHost;
    private final Map<Kind, Deque<BackHandler>> idle = new HashMap<>();
    private final Map<Kind, List<Http2Backend>> multiplexed = new HashMap<>();
    private final Map<Kind, List<Taker>> connecting = new HashMap<>();
    private int idleCount;
    private boolean sweeps;
    private boolean closed;

    /** @param share how many event loops share the limits */
    Backends(EventLoop loop, BackendSetup setup, InterceptorLimits limits, Executor executor, int share) {
        this.loop = loop;
        this.setup = setup;
        this.limits = limits;
        this.executor = executor;
        mostIdle = shareOf(limits.maxIdleConnections(), share);
        mostIdlePerHost = shareOf(limits.maxIdlePerHost(), share);
    }

    private static int shareOf(int most, int share) {
        return (most + share - 1) / share;
    }

    /**
     * Gives a request a connection, at once if one is idle.
     *
     * @param fresh whether it must be a new one
     */
    void take(Endpoint endpoint, BackendProtocol protocol, boolean fresh, Taker taker) {
        var kind = new Kind(endpoint, protocol);
        Http2Backend shared = fresh ? null : multiplexed(kind);
        if (shared != null) {
            shared.open(taker);
            return;
        }
        if (protocol == BackendProtocol.H2C && !endpoint.tls()) {
            shareConnection(kind, taker);
            return;
        }
        BackHandler free = fresh ? null : pollIdle(kind);
        if (free != null) {
            taker.connected(free);
            return;
        }
        connect(kind, taker);
    }

    /** Those that ask while a connection is made share it. */
    private void shareConnection(Kind kind, Taker taker) {
        List<Taker> more = connecting.get(kind);
        if (more != null) {
            more.add(taker);
            return;
        }
        connecting.put(kind, new ArrayList<>(2));
        connect(kind, new Taker() {
            @Override
            public void connected(BackHandler back) {
                List<Taker> others = connecting.remove(kind);
                taker.connected(back);
                others.forEach(other -> take(kind.endpoint(), kind.protocol(), false, other));
            }

            @Override
            public void notConnected(Throwable why) {
                List<Taker> others = connecting.remove(kind);
                taker.notConnected(why);
                others.forEach(other -> other.notConnected(why));
            }
        });
    }

    private @Nullable Http2Backend multiplexed(Kind kind) {
        List<Http2Backend> all = multiplexed.get(kind);
        if (all != null) {
            for (Http2Backend one : all) {
                if (one.takesMore()) {
                    return one;
                }
            }
        }
        return null;
    }

    private @Nullable BackHandler pollIdle(Kind kind) {
        Deque<BackHandler> free = idle.get(kind);
        while (free != null && !free.isEmpty()) {
            BackHandler last = free.pollLast();
            idleCount--;
            if (last.isOpen()) {
                return last;
            }
        }
        return null;
    }

    private void connect(Kind kind, Taker taker) {
        SocketAddress literal = Addresses.literal(kind.endpoint());
        if (literal != null) {
            connect(kind, literal, taker);
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    SocketAddress found = Addresses.lookUp(kind.endpoint());
                    loop.execute(() -> connect(kind, found, taker));
                } catch (UnknownHostException e) {
                    loop.execute(() -> taker.notConnected(e));
                }
            });
        } catch (RejectedExecutionException e) {
            taker.notConnected(e);
        }
    }

    private void connect(Kind kind, SocketAddress address, Taker taker) {
        if (closed) {
            taker.notConnected(new IllegalStateException("the interceptor is closed"));
            return;
        }
        var opened = new BackendSetup.Opened() {
            @Override
            public void http1(Channel channel, BackHandler handler) {
                channel.closeFuture().addListener(done -> gone(kind, handler));
                taker.connected(handler);
            }

            @Override
            public void http2(Channel channel, Http2Backend backend) {
                multiplexed.computeIfAbsent(kind, key -> new ArrayList<>(1)).add(backend);
                channel.closeFuture().addListener(done -> gone(kind, backend));
                backend.open(taker);
            }

            @Override
            public void failed(Throwable why) {
                taker.notConnected(why);
            }
        };
        ChannelFuture opening = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis())
                .handler(setup.initializer(kind.endpoint(), back -> release(kind, back), opened))
                .connect(address);
        opening.addListener(done -> {
            if (!done.isSuccess()) {
                taker.notConnected(done.cause());
            } else if (!kind.endpoint().tls()) {
                setup.inClear(opening.channel(), kind.protocol(), back -> release(kind, back), opened);
            }
        });
    }

    private int millis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limits.connect().toMillis()));
    }

    private void release(Kind kind, BackHandler back) {
        Deque<BackHandler> free = idle.computeIfAbsent(kind, key -> new ArrayDeque<>());
        if (closed || idleCount >= mostIdle || free.size() >= mostIdlePerHost) {
            back.abort();
            return;
        }
        free.addLast(back);
        idleCount++;
        if (!sweeps) {
            sweeps = true;
            loop.schedule(this::sweep, limits.idle().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void gone(Kind kind, BackHandler back) {
        Deque<BackHandler> free = idle.get(kind);
        if (free != null) {
            if (free.remove(back)) {
                idleCount--;
            }
            if (free.isEmpty()) {
                idle.remove(kind);
            }
        }
    }

    private void gone(Kind kind, Http2Backend backend) {
        List<Http2Backend> all = multiplexed.get(kind);
        if (all != null) {
            all.remove(backend);
            if (all.isEmpty()) {
                multiplexed.remove(kind);
            }
        }
    }

    /** The oldest are first. */
    private void sweep() {
        sweeps = false;
        long now = loop.ticker().nanoTime();
        long most = limits.idle().toNanos();
        List<BackHandler> old = new ArrayList<>();
        idle.values()
                .forEach(free -> free.stream()
                        .takeWhile(back -> now - back.idleSince() >= most)
                        .forEach(old::add));
        old.forEach(BackHandler::abort);
        multiplexed.values().stream()
                .flatMap(List::stream)
                .filter(backend -> backend.isIdleFor(now, most))
                .toList()
                .forEach(Http2Backend::close);
        if (!closed && (idleCount > 0 || !multiplexed.isEmpty())) {
            sweeps = true;
            loop.schedule(this::sweep, Math.max(1, most / 4), TimeUnit.NANOSECONDS);
        }
    }

    /** Closes what is idle; connections that carry a request close with it. */
    void close() {
        closed = true;
        List<BackHandler> free = idle.values().stream().flatMap(Deque::stream).toList();
        free.forEach(BackHandler::abort);
        multiplexed.values().stream().flatMap(List::stream).toList().forEach(Http2Backend::close);
    }
}
