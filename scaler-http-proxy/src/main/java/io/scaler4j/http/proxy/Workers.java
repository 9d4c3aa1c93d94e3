package io.scaler4j.http.proxy;

import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The workers by their event loops. Thread-safe. */
final class Workers {

    private final Map<EventLoop, Worker> byLoop = new ConcurrentHashMap<>();
    private final Function<EventLoop, Worker> maker;

    Workers(Function<EventLoop, Worker> maker) {
        this.maker = maker;
    }

    Worker of(EventLoop loop) {
        return byLoop.computeIfAbsent(loop, maker);
    }

    Collection<Worker> all() {
        return byLoop.values();
    }
}
