package io.scaler4j.spi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Connections by their settings, so that triggers of equal settings share one client. Owned by a {@link ScalerCatalog},
 * which closes them. Thread-safe.
 */
public final class SharedConnections {

    private final Map<Object, AutoCloseable> connections = new HashMap<>();
    private boolean closed;

    SharedConnections() {}

    /**
     * The connection of these settings, opened at first use. It stays open until the catalog closes; a scaler takes a
     * {@link Lease} of its own, so that it may outlive the catalog.
     *
     * @param settings the normalised settings, with {@code equals}; secrets only as digests
     * @param type the kind of connection
     * @param open opens it
     * @param <C> the kind of connection
     * @return the shared connection
     * @throws IllegalStateException if the catalog is closed
     */
    public synchronized <C extends AutoCloseable> C get(Object settings, Class<C> type, Supplier<? extends C> open) {
        if (closed) {
            throw new IllegalStateException("the scaler catalog is closed; load another one");
        }
        return type.cast(connections.computeIfAbsent(Map.entry(type, settings), key -> open.get()));
    }

    /** Closes every connection, or rather this user's hold on it; one that fails does not keep the others open. */
    synchronized void close() {
        closed = true;
        var problems = new ArrayList<Exception>();
        for (AutoCloseable connection : connections.values()) {
            try {
                connection.close();
            } catch (Exception e) {
                problems.add(e);
            }
        }
        connections.clear();
        if (!problems.isEmpty()) {
            var failed = new IllegalStateException("could not close " + problems.size() + " shared connections");
            problems.forEach(failed::addSuppressed);
            throw failed;
        }
    }
}
