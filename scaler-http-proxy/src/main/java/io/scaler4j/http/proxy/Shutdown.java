package io.scaler4j.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends an interceptor: step by step, so that no request is lost, or at once. */
final class Shutdown {

    private static final long LOOPS_END_MILLIS = 5_000;

    private final ProxyCore core;
    private final EventLoopGroup loops;
    private final boolean ownsLoops;
    private final Workers workers;
    private final ChannelGroup connections;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Channel port;
    private @Nullable Channel adminPort;
    private boolean begun;
    private boolean closing;

    Shutdown(ProxyCore core, EventLoopGroup loops, boolean ownsLoops, Workers workers, ChannelGroup connections) {
        this.core = core;
        this.loops = loops;
        this.ownsLoops = ownsLoops;
        this.workers = workers;
        this.connections = connections;
    }

    synchronized void ports(Channel forClients, @Nullable Channel forAdmin) {
        port = forClients;
        adminPort = forAdmin;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Begins the orderly end. */
    synchronized void begin() {
        if (begun || closing) {
            return;
        }
        begun = true;
        core.phase(ProxyCore.Phase.LEAVING);
        later(this::drain, core.limits().shutdownDelay());
    }

    private synchronized void drain() {
        if (closing) {
            return;
        }
        core.phase(ProxyCore.Phase.DRAINING);
        if (port != null) {
            port.close();
        }
        core.routes().close();
        connections.forEach(connection -> connection.eventLoop().execute(() -> leave(connection)));
        Duration limit = core.limits().drain();
        if (!limit.isZero()) {
            later(() -> drained.complete(null), limit);
        }
        List<CompletableFuture<Void>> idle =
                workers.all().stream().map(Shutdown::whenIdle).toList();
        CompletableFuture.allOf(idle.toArray(CompletableFuture[]::new)).thenRun(() -> drained.complete(null));
        drained.thenRun(this::close);
    }

    private static CompletableFuture<Void> whenIdle(Worker worker) {
        var idle = new CompletableFuture<Void>();
        worker.loop().execute(() -> worker.whenIdle(() -> idle.complete(null)));
        return idle;
    }

    /** HTTP/1 ends with the answer under way; HTTP/2 says goodbye and lets the streams end. */
    private static void leave(Channel connection) {
        FrontHandler http1 = connection.pipeline().get(FrontHandler.class);
        boolean isAdmin = connection.pipeline().get(AdminHandler.class) != null;
        if (!isAdmin && (http1 == null || http1.isIdle())) {
            connection.close();
        }
    }

    private void later(Runnable step, Duration delay) {
        loops.next().schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends everything at once. */
    synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        core.phase(ProxyCore.Phase.CLOSED);
        if (port != null) {
            port.close();
        }
        if (adminPort != null) {
            adminPort.close();
        }
        core.routes().close();
        List<CompletableFuture<Void>> all = new ArrayList<>(); // no stream: it minds if connections end meanwhile
        for (Channel connection : connections) {
            all.add(closed(connection));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).whenComplete((done, thrown) -> endWorkers());
    }

    private static CompletableFuture<Void> closed(Channel connection) {
        var closed = new CompletableFuture<Void>();
        connection.closeFuture().addListener(done -> closed.complete(null));
        // below the codec of HTTP/2, which would wait for its streams
        connection.eventLoop().execute(() -> connection.unsafe().close(connection.voidPromise()));
        return closed;
    }

    private void endWorkers() {
        List<CompletableFuture<Void>> all =
                workers.all().stream().map(Shutdown::closed).toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).whenComplete((done, thrown) -> endLoops());
    }

    private static CompletableFuture<Void> closed(Worker worker) {
        return CompletableFuture.runAsync(() -> worker.backends().close(), worker.loop());
    }

    private void endLoops() {
        if (ownsLoops) {
            loops.shutdownGracefully(0, LOOPS_END_MILLIS, TimeUnit.MILLISECONDS)
                    .addListener(done -> ended.complete(null));
        } else {
            ended.complete(null);
        }
    }
}
