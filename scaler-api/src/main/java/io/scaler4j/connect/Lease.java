package io.scaler4j.connect;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hold on a resource that several users share. The resource closes when the last user closes its lease.
 *
 * <p>A connection that users build themselves is a lease {@linkplain #onDemand on demand}. Its owner does not count as
 * a user: the resource opens with the first {@linkplain #share share}, closes with the last, and opens again for the
 * next. So nothing stays open if the owner is never closed, as in
 * {@code scaler.server(RedisServer.builder()...build())}.
 *
 * <p>Thread-safe.
 *
 * @param <R> the resource
 */
public final class Lease<R extends AutoCloseable> implements AutoCloseable {

    private final SharedResource<R> shared;
    private final String name;
    /** The resource of a user; null for an owner. */
    private final @Nullable R resource;

    private volatile boolean open = true;

    private Lease(SharedResource<R> shared, String name, @Nullable R resource) {
        this.shared = shared;
        this.name = name;
        this.resource = resource;
    }

    /**
     * Returns the first user's lease on a resource that is open.
     *
     * @param resource the open resource; it closes with the last lease
     * @param <R> the resource
     * @return the lease
     */
    public static <R extends AutoCloseable> Lease<R> first(R resource) {
        return first(resource, () -> {});
    }

    /** Returns the first user's lease; {@code afterwards} runs after the last lease and before the resource closes. */
    static <R extends AutoCloseable> Lease<R> first(R resource, Runnable afterwards) {
        Objects.requireNonNull(resource, "resource must not be null; a lease is a hold on something open");
        var shared = SharedResource.of(resource, afterwards);
        return new Lease<>(shared, resource.toString(), shared.join().orElseThrow());
    }

    /**
     * Returns an owner's lease on a resource that opens when it is needed.
     *
     * <p>Without users the owner's lease keeps the resource open only after {@link #get()}, until the next user or the
     * owner closes. After the owner has closed, there are no new users; existing users go on.
     *
     * @param name the name of the resource in messages; without secrets
     * @param open opens the resource for the first user, and again for the first user after the last
     * @param <R> the resource
     * @return the owner's lease
     */
    public static <R extends AutoCloseable> Lease<R> onDemand(String name, Supplier<? extends R> open) {
        Objects.requireNonNull(name, "name must not be null; it tells in messages what the resource is");
        Objects.requireNonNull(open, "open must not be null; it opens the resource");
        return new Lease<>(SharedResource.onDemand(open), name, null);
    }

    /**
     * Returns another user's lease on the same resource.
     *
     * @return a lease that its user must close
     * @throws IllegalStateException if this lease is closed
     */
    public Lease<R> share() {
        checkOpen();
        return another().orElseThrow(this::closed);
    }

    /** Returns another user's lease, even if this lease is closed; empty if the resource is closed. */
    Optional<Lease<R>> another() {
        return shared.join().map(joined -> new Lease<>(shared, name, joined));
    }

    /**
     * Returns the resource. An owner's lease opens it if it is not open.
     *
     * @return the resource, usable while this lease is open
     * @throws IllegalStateException if this lease is closed
     */
    public R get() {
        checkOpen();
        return resource != null ? resource : shared.opened().orElseThrow(this::closed);
    }

    boolean isOn(AutoCloseable other) {
        return resource == other;
    }

    /**
     * Ends this lease. The last user's call closes the resource; an owner's call closes it only if there are no users.
     * A second call does nothing.
     */
    @Override
    public void close() {
        if (letGo()) {
            shared.leave(resource != null);
        }
    }

    private synchronized boolean letGo() {
        boolean held = open;
        open = false;
        return held;
    }

    private void checkOpen() {
        if (!open) {
            throw closed();
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException(name + " is closed; open it again, or share it before closing it");
    }
}
