package io.scaler4j.http;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Tells which replicas of a target can take requests now. A source of yours calls the listener with each change; see
 * {@link EndpointList} for endpoints that your code knows.
 */
@FunctionalInterface
public interface EndpointSource {

    /**
     * Begins to watch.
     *
     * @param listener takes all endpoints that are ready, at each change; on any thread, and one call at a time
     * @param context the timer, and where blocking work may run
     * @return ends the watch
     */
    Watch watch(Consumer<List<Endpoint>> listener, Context context);

    /** A watch under way. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {

        /**
         * Says whether requests wait for an endpoint, so that a source that asks regularly asks more often.
         *
         * @param wanted whether requests wait
         */
        default void wanted(boolean wanted) {}

        /** Ends the watch. May be called more than once. */
        @Override
        void close();
    }

    /**
     * What a source works with.
     *
     * @param scheduler a timer
     * @param executor where blocking work may run
     */
    record Context(Scheduler scheduler, Executor executor) {}

    /**
     * Returns a source of endpoints that are always ready.
     *
     * @param endpoints at least one
     * @return the source
     */
    static EndpointSource fixed(Endpoint... endpoints) {
        List<Endpoint> all = List.of(endpoints);
        return (listener, context) -> {
            listener.accept(all);
            return () -> {};
        };
    }

    /**
     * Returns a source that looks a name up: an endpoint for each of its addresses, as a headless service has them. A
     * name that does not exist has no endpoints. If a look-up fails otherwise, the endpoints stay as they are. Mind the
     * JVM's cache of names: the security property {@code networkaddress.cache.negative.ttl} is 10 s unless set.
     *
     * @param host the name
     * @param port the port of each endpoint
     * @param every the time between two look-ups
     * @return the source
     */
    static EndpointSource dns(String host, int port, Duration every) {
        Endpoint.http(host, port); // checks both
        return new DnsSource(host, port, Probing.checked(every), InterceptorAddress.Names.ofJvm());
    }

    /**
     * Returns a source of those endpoints of this one that accept connections.
     *
     * @param every the time between two probes of an endpoint while requests wait; while none wait, it is at least 1 s
     * @return the source
     */
    default EndpointSource probedByTcp(Duration every) {
        return new Probing(this, Probing::connects, Probing.checked(every));
    }

    /**
     * Returns a source of those endpoints of this one that answer a {@code GET} with a status from 200 to 399.
     *
     * @param path as in {@code /ready}
     * @param every the time between two probes of an endpoint while requests wait; while none wait, it is at least 1 s
     * @return the source
     */
    default EndpointSource probedByHttp(String path, Duration every) {
        Objects.requireNonNull(path, "path must not be null; it is as in /ready");
        return new Probing(this, endpoint -> Probing.answers(endpoint, path), Probing.checked(every));
    }
}
