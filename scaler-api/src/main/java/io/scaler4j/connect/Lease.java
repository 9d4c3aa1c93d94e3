package io.scaler4j.connect;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hold on a resource that several users share. The resource closes when its last user closes their lease.
 *
 * <p>A connection that users build themselves is a lease {@linkplain #onDemand on demand}. Its owner is no user: the
 * resource opens with the first {@linkplain #share share}, closes with the last, and opens again for the next. So
 * nothing stays open where the owner is forgotten, as in {@code scaler.server(RedisServer.builder()...build())}.
 *
 * <p>Thread-safe.
 *
 * @param <R> the resource
 */
public final class Lease<R extends AutoCloseable> implements AutoCloseable {

    private final SharedResource<R> shared;
    private final String name;
    /** Of a user; an owner has none. */
    private final @Nullable R resource;

    private volatile boolean open = true;

    private Lease(SharedResource<R> shared, String name, @Nullable R resource) {
        this.shared = shared;
        this.name = name;
        this.resource = resource;
    }

    /**
     * Makes the first user's lease on a resource that is open.
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
        Objects.requireNonNull(resource, "resource must not be null; a lease is a hold on something open");
        var shared = SharedResource.of(resource, afterwards);
        return new Lease<>(shared, resource.toString(), shared.join().orElseThrow());
    }

    /**
     * Makes an owner's lease on a resource that opens when it is needed.
     *
     * @param name what the resource is, for messages; without secrets
     * @param open opens it, each time that there is a user again; not called before the first user
     * @param <R> the resource
     * @return the owner's lease: without users it holds the resource open only after {@link #get()}, until the next
     *     user closes or the owner does. Once it is closed there are no new users; those there are go on
     */
    public static <R extends AutoCloseable> Lease<R> onDemand(String name, Supplier<? extends R> open) {
        Objects.requireNonNull(name, "name must not be null; it tells in messages what the resource is");
        Objects.requireNonNull(open, "open must not be null; it opens the resource");
        return new Lease<>(SharedResource.onDemand(open), name, null);
    }

    /**
     * Makes another user's lease on the same resource.
     *
     * @return to be closed by its user
     * @throws IllegalStateException if this lease is closed
     */
    public Lease<R> share() {
        checkOpen();
        return another().orElseThrow(this::closed);
    }

    /** Another user's lease, whether this one is closed or not; empty if the resource is. */
    Optional<Lease<R>> another() {
        return shared.join().map(joined -> new Lease<>(shared, name, joined));
    }

    /**
     * Returns the resource. An owner's lease opens it if it is not open.
     *
     * @return usable while this lease is open
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
     * Lets go. The last user's call closes the resource, an owner's call only if there are no users. May be repeated.
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
        return new IllegalStateException(name + " is closed; open it anew, or share it before closing it");
    }
}
