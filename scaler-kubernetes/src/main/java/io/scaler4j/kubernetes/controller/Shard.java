package io.scaler4j.kubernetes.controller;

import io.scaler4j.registry.AutoscalerRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of the objects, which one process at a time scales. While this process has the lease it has a registry and the
 * saved states; both are opened again for each term.
 */
final class Shard implements ShardLease.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);

    private final int index;
    private final Function<Shard, ShardLease> leases;
    private final Function<Shard, ConfigMapStateStore> stores;
    private final BiFunction<ConfigMapStateStore, BooleanSupplier, AutoscalerRegistry> registries;
    private final Runnable begin;
    private final Executor closer;
    private @Nullable ShardLease lease;
    private @Nullable Term term;

    private record Term(AutoscalerRegistry registry, ConfigMapStateStore store) {}

    /** @param begin is run once this process may scale the objects */
    Shard(
            int index,
            Function<Shard, ShardLease> leases,
            Function<Shard, ConfigMapStateStore> stores,
            BiFunction<ConfigMapStateStore, BooleanSupplier, AutoscalerRegistry> registries,
            Runnable begin,
            Executor closer) {
        this.index = index;
        this.leases = leases;
        this.stores = stores;
        this.registries = registries;
        this.begin = begin;
        this.closer = closer;
    }

    int index() {
        return index;
    }

    void start() {
        ShardLease own = leases.apply(this);
        synchronized (this) {
            lease = own;
        }
        own.start();
    }

    /** Whether this process may write to objects and their targets now. */
    boolean isHeld() {
        ShardLease own;
        synchronized (this) {
            own = lease;
        }
        return own != null && own.isHeld();
    }

    /** The autoscalers; empty while another process has them. */
    synchronized Optional<AutoscalerRegistry> registry() {
        return Optional.ofNullable(term).map(Term::registry);
    }

    @Override
    public void gained() {
        LOG.info("this process scales shard {} from now on", index);
        ConfigMapStateStore store = stores.apply(this);
        AutoscalerRegistry registry = registries.apply(store, this::isHeld);
        synchronized (this) {
            term = new Term(registry, store);
        }
        begin.run();
    }

    @Override
    public void lost() {
        LOG.warn("this process does not scale shard {} any more", index);
        Term ended;
        synchronized (this) {
            ended = term;
            term = null;
        }
        if (ended != null) {
            ended.store().abandon();
            closer.execute(ended.registry()::close);
        }
    }

    /** Ends the term in order: the last writes, the states, the lease. Completes always normally. */
    CompletionStage<Void> close(Duration limit) {
        Term ended;
        ShardLease own;
        synchronized (this) {
            ended = term;
            term = null;
            own = lease;
        }
        CompletionStage<Void> closed = ended == null
                ? CompletableFuture.completedFuture(null)
                : ended.registry()
                        .closeAsync()
                        .thenCompose(done -> ended.store().flush());
        return closed.toCompletableFuture()
                .orTimeout(limit.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .handle((done, thrown) -> {
                    if (ended != null) {
                        ended.store().abandon();
                        closer.execute(ended.registry()::close);
                    }
                    return own == null ? CompletableFuture.<Void>completedFuture(null) : own.release();
                })
                .thenCompose(release -> release);
    }
}
