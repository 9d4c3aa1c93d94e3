package io.scaler4j.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shares connections by their settings, so that triggers with equal settings use one client. This object itself keeps
 * no connection open: each connection closes with the last scaler that uses it, and opens again for the next.
 * Thread-safe.
 */
public final class SharedConnections implements AutoCloseable {

    private final Pool pool;
    /** The leases that were made through this object; guarded by itself. */
    private final List<Lease<?>> given = new ArrayList<>();

    /** Starts without connections. */
    public SharedConnections() {
        this(new Pool());
    }

    private SharedConnections(Pool pool) {
        this.pool = pool;
    }

    /**
     * Leases the connection with these settings, and opens it if no other scaler has it open. Within
     * {@link #allOrNothing} the caller need not close the lease after a later failure.
     *
     * @param settings the normalized settings, with {@code equals}; secrets only as digests
     * @param type the kind of connection
     * @param open opens it
     * @param <C> the kind of connection
     * @return a lease that the scaler must close; it may outlive this object
     * @throws IllegalStateException if this object is closed
     */
    public <C extends AutoCloseable> Lease<C> lease(Object settings, Class<C> type, Supplier<? extends C> open) {
        Objects.requireNonNull(settings, "settings must not be null; they tell connections apart");
        Objects.requireNonNull(type, "type must not be null; it is the kind of connection");
        Objects.requireNonNull(open, "open must not be null; it opens the connection");
        Lease<C> lease = pool.lease(settings, type, open);
        synchronized (given) {
            given.add(lease);
        }
        return lease;
    }

    /**
     * Opens something that leases connections, and closes these leases if it fails.
     *
     * @param open takes the connections of this object
     * @param <T> the type of what is opened
     * @return what {@code open} returned
     */
    public <T> T allOrNothing(Function<SharedConnections, T> open) {
        Objects.requireNonNull(open, "open must not be null; it opens something with leased connections");
        var leases = new SharedConnections(pool);
        try {
            return open.apply(leases);
        } catch (RuntimeException | Error e) {
            leases.giveBack(e);
            throw e;
        }
    }

    /** Closes the leases of this object; failures to close are added to the reason. */
    private void giveBack(Throwable reason) {
        synchronized (given) {
            for (Lease<?> lease : given) {
                try {
                    lease.close();
                } catch (RuntimeException e) {
                    reason.addSuppressed(e);
                }
            }
        }
    }

    /** {@return how many connections are open} */
    public int size() {
        return pool.size();
    }

    /** Ends the making of leases. Existing leases go on; a connection closes with its last lease. */
    @Override
    public void close() {
        pool.close();
    }

    /** The connections that are open. */
    private static final class Pool {

        private final Map<Object, Lease<?>> connections = new HashMap<>();
        private boolean closed;

        synchronized <C extends AutoCloseable> Lease<C> lease(
                Object settings, Class<C> type, Supplier<? extends C> open) {
            if (closed) {
                throw new IllegalStateException(
                        "the shared connections are closed, and so is the catalog that owns them; load another catalog");
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

        /** Does nothing if another connection has taken its place meanwhile. */
        private synchronized void forget(Object key, AutoCloseable connection) {
            connections.computeIfPresent(key, (same, lease) -> lease.isOn(connection) ? null : lease);
        }

        synchronized int size() {
            return connections.size();
        }

        synchronized void close() {
            closed = true;
        }
    }
}
