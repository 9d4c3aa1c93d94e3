package io.scaler4j.http.proxy;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** What belongs to one event loop: its connections to replicas, and how many requests it has. Confined to it. */
final class Worker {

    private final EventLoop loop;
    private final Backends backends;
    private final DateLine date;
    private long active;
    private @Nullable Runnable whenIdle;

    Worker(EventLoop loop, Backends backends, DateLine date) {
        this.loop = loop;
        this.backends = backends;
        this.date = date;
    }

    EventLoop loop() {
        return loop;
    }

    Backends backends() {
        return backends;
    }

    DateLine date() {
        return date;
    }

    long now() {
        return loop.ticker().nanoTime();
    }

    void begin() {
        active++;
    }

    void end() {
        active--;
        if (active == 0 && whenIdle != null) {
            Runnable action = whenIdle;
            whenIdle = null;
            action.run();
        }
    }

    /** Runs an action once when no request is under way, apart from tunnels. */
    void whenIdle(Runnable action) {
        if (active == 0) {
            action.run();
        } else {
            whenIdle = action;
        }
    }
}
