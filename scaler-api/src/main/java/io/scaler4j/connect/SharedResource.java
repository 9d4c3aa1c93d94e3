package io.scaler4j.connect;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The shared part of the leases on one resource: the number of users, and how to open it again. Thread-safe. */
final class SharedResource<R extends AutoCloseable> {

    private final @Nullable Supplier<? extends R> opener;
    private final Runnable afterwards;
    private @Nullable R open;
    private int users;

    private SharedResource(@Nullable R open, @Nullable Supplier<? extends R> opener, Runnable afterwards) {
        this.open = open;
        this.opener = opener;
        this.afterwards = afterwards;
    }

    /** Returns a resource that is open, and is not opened again. */
    static <R extends AutoCloseable> SharedResource<R> of(R resource, Runnable afterwards) {
        return new SharedResource<>(resource, null, afterwards);
    }

    /** Returns a resource that is opened whenever it is needed and not open. */
    static <R extends AutoCloseable> SharedResource<R> onDemand(Supplier<? extends R> opener) {
        return new SharedResource<>(null, opener, () -> {});
    }

    /** Returns the resource without counting a user, and opens it if needed; empty if it cannot be opened again. */
    synchronized Optional<R> opened() {
        if (open == null && opener != null) {
            open = opener.get();
        }
        return Optional.ofNullable(open);
    }

    /** Returns the resource for one more user; empty if it cannot be opened again. */
    synchronized Optional<R> join() {
        Optional<R> resource = opened();
        if (resource.isPresent()) {
            users++;
        }
        return resource;
    }

    /** Removes one user, or the owner, which is not counted. Without users the resource closes. */
    void leave(boolean counted) {
        R last = withdraw(counted);
        if (last != null) {
            try {
                afterwards.run();
                last.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("could not close " + last, e);
            }
        }
    }

    private synchronized @Nullable R withdraw(boolean counted) {
        if (counted) {
            users--;
        }
        if (users > 0) {
            return null;
        }
        R last = open;
        open = null;
        return last;
    }
}
