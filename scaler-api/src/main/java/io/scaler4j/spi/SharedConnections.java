package io.scaler4j.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Connections by their settings, so that triggers of equal settings share one client. Belongs to a
 * {@link ScalerCatalog}. It holds no connection open itself: each closes with the last scaler that uses it, and is
 * opened anew for the next. Thread-safe.
 */
public final class SharedConnections {

    private final Map<Object, Lease<?>> connections = new HashMap<>();
    private boolean closed;

    SharedConnections() {}

    /**
     * A hold on the connection of these settings, which is opened unless another scaler has it open.
     *
     * @param settings the normalised settings, with {@code equals}; secrets only as digests
     * @param type the kind of connection
     * @param open opens it
     * @param <C> the kind of connection
     * @return to be closed by the scaler that gets it; it may outlive the catalog
     * @throws IllegalStateException if the catalog is closed
     */
    public synchronized <C extends AutoCloseable> Lease<C> lease(
            Object settings, Class<C> type, Supplier<? extends C> open) {
        if (closed) {
            throw new IllegalStateException("the scaler catalog is closed; load another one");
        }
        Object key = Map.entry(type, settings);
        @SuppressWarnings("unchecked") // the key says so
        Lease<C> known = (Lease<C>) connections.get(key);
        return Optional.ofNullable(known).flatMap(Lease::another).orElseGet(() -> open(key, open.get()));
    }

    private <C extends AutoCloseable> Lease<C> open(Object key, C connection) {
        Lease<C> lease = Lease.first(connection, () -> forget(key, connection));
        connections.put(key, lease);
        return lease;
    }

    /** Unless another has taken its place meanwhile. */
    private synchronized void forget(Object key, AutoCloseable connection) {
        connections.computeIfPresent(key, (same, lease) -> lease.isOn(connection) ? null : lease);
    }

    /** How many are open. */
    synchronized int size() {
        return connections.size();
    }

    /** No more leases. */
    synchronized void close() {
        closed = true;
    }
}
