package io.scaler4j.spi;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One user's hold on a resource that several share. The resource closes when the last lease does. Thread-safe.
 *
 * @param <R> the resource
 */
public final class Lease<R extends AutoCloseable> implements AutoCloseable {

    private final R resource;
    private final AtomicInteger leases;
    private final Runnable afterwards;
    private volatile boolean open = true;

    private Lease(R resource, AtomicInteger leases, Runnable afterwards) {
        this.resource = resource;
        this.leases = leases;
        this.afterwards = afterwards;
    }

    /**
     * The first lease on a resource.
     *
     * @param resource closed with the last lease
     * @param <R> the resource
     * @return the lease
     */
    public static <R extends AutoCloseable> Lease<R> first(R resource) {
        return first(resource, () -> {});
    }

    /** With something to be done once the last lease has let go, before the resource closes. */
    static <R extends AutoCloseable> Lease<R> first(R resource, Runnable afterwards) {
        return new Lease<>(resource, new AtomicInteger(1), afterwards);
    }

    /**
     * Another lease on the same resource.
     *
     * @return to be closed by its user
     * @throws IllegalStateException if this lease is closed
     */
    public Lease<R> share() {
        get();
        return another().orElseThrow(this::closed);
    }

    /** Another lease, whether this one is closed or not; empty if all are. */
    Optional<Lease<R>> another() {
        int before = leases.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        return before == 0 ? Optional.empty() : Optional.of(new Lease<>(resource, leases, afterwards));
    }

    /**
     * The resource.
     *
     * @return usable while this lease is open
     * @throws IllegalStateException if this lease is closed
     */
    public R get() {
        if (!open) {
            throw closed();
        }
        return resource;
    }

    boolean isOn(AutoCloseable other) {
        return resource == other;
    }

    /** Lets go. The last one closes the resource; a second call does nothing. */
    @Override
    public void close() {
        if (letGo() && leases.decrementAndGet() == 0) {
            try {
                afterwards.run();
                resource.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("could not close " + resource, e);
            }
        }
    }

    private synchronized boolean letGo() {
        boolean held = open;
        open = false;
        return held;
    }

    private IllegalStateException closed() {
        return new IllegalStateException(resource + " is closed; open it anew, or share it before closing it");
    }
}
