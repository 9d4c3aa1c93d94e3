package io.scaler4j.kubernetes.controller;

import io.scaler4j.registry.AutoscalerRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

    private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(15);

    private final int index;
    private final Function<Shard, ShardLease> leases;
    private final Function<Shard, ConfigMapStateStore> stores;
    private final BiFunction<ConfigMapStateStore, BooleanSupplier, AutoscalerRegistry> registries;
    private final Consumer<Shard> begin;
    private final Executor closer;
    private final BooleanSupplier hasMore;
    private @Nullable ShardLease lease;
    private @Nullable Term term;
    private boolean closed;
    /** Whether this process has the lease and is not about to hand it over. */
    private boolean gained;
    /** Of the registry of a term that was lost. */
    private CompletionStage<Void> ending = CompletableFuture.completedFuture(null);

    private record Term(AutoscalerRegistry registry, ConfigMapStateStore store) {}

    /**
     * One that waits for its start.
     *
     * @param begin is run once this process may scale the objects
     * @param hasMore whether this process has other shards as well
     */
    Shard(
            int index,
            Function<Shard, ShardLease> leases,
            Function<Shard, ConfigMapStateStore> stores,
            BiFunction<ConfigMapStateStore, BooleanSupplier, AutoscalerRegistry> registries,
            Consumer<Shard> begin,
            Executor closer,
            BooleanSupplier hasMore) {
        this.index = index;
        this.leases = leases;
        this.stores = stores;
        this.registries = registries;
        this.begin = begin;
        this.closer = closer;
        this.hasMore = hasMore;
    }

    int index() {
        return index;
    }

    void start() {
        ShardLease own;
        synchronized (this) {
            if (closed) {
                return;
            }
            own = leases.apply(this);
            lease = own;
        }
        own.start();
    }

    /** Whether this process may write to objects and their targets now. */
    boolean isHeld() {
        ShardLease own = lease();
        return own != null && own.isHeld();
    }

    /** The autoscalers; empty while another process has them. */
    synchronized Optional<AutoscalerRegistry> registry() {
        return Optional.ofNullable(term).map(Term::registry);
    }

    /** Autoscalers of the last term end before those of this one begin: observers know one of a name at a time. */
    @Override
    public void gained() {
        CompletionStage<Void> before;
        synchronized (this) {
            gained = true;
            before = ending;
        }
        before.thenRun(this::beginTerm);
    }

    private void beginTerm() {
        synchronized (this) {
            if (closed || !gained || term != null) {
                return; // the lease is given back in a moment, or lost meanwhile
            }
            ConfigMapStateStore store = stores.apply(this);
            term = new Term(registries.apply(store, this::isHeld), store);
        }
        LOG.info("this process scales shard {} from now on", index);
        begin.accept(this);
    }

    @Override
    public void lost() {
        LOG.warn("this process does not scale shard {} any more", index);
        synchronized (this) {
            gained = false;
            if (term != null) {
                term.store().abandon();
                ending = end(term);
                term = null;
            }
        }
    }

    @Override
    public void wanted(long of) {
        Term ended;
        ShardLease own;
        synchronized (this) {
            if (closed || term == null || lease == null || !hasMore.getAsBoolean()) {
                return;
            }
            own = lease;
            ended = term;
            ending = end(ended);
            term = null;
            gained = false;
        }
        LOG.info("this process hands shard {} over to one that has fewer", index);
        finish(ended, HAND_OVER_LIMIT).thenAccept(atOnce -> own.handOver(of, atOnce));
    }

    /** Whether the last write has ended and the states are saved, as far as they can be. */
    private static CompletionStage<Boolean> finish(Term ended, Duration limit) {
        return ended.registry()
                .closeAsync()
                .thenCompose(done -> ended.store().flush())
                .toCompletableFuture()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, thrown) -> {
                    ended.store().abandon();
                    return !(thrown instanceof TimeoutException);
                });
    }

    /** {@return which other process has this shard; empty if none, or this one} */
    String otherHolder() {
        ShardLease own = lease();
        return own == null ? "" : own.otherHolder();
    }

    /** Asks the process that has it. */
    void want() {
        ShardLease own = lease();
        if (own != null) {
            own.want();
        }
    }

    private synchronized @Nullable ShardLease lease() {
        return lease;
    }

    /** Closing a registry waits for its threads, so it is only done once nothing is under way. */
    private CompletionStage<Void> end(Term ended) {
        return ended.registry().closeAsync().thenRunAsync(ended.registry()::close, closer);
    }

    /** Ends the term in order: the last writes, the states, the lease. Completes always normally. */
    CompletionStage<Void> close(Duration limit) {
        Term ended;
        ShardLease own;
        CompletionStage<Void> before;
        synchronized (this) {
            closed = true;
            ended = term;
            term = null;
            own = lease;
            before = ending;
        }
        if (ended == null) {
            return before.thenCompose(done -> release(own));
        }
        CompletionStage<Void> closing = end(ended);
        return finish(ended, limit)
                .thenCompose(quiet -> quiet ? release(own) : keep(own))
                .thenCompose(released -> closing);
    }

    /** While a write may still be under way the next process waits for the end of the lease. */
    private static CompletionStage<Void> keep(@Nullable ShardLease own) {
        if (own != null) {
            own.stop();
        }
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<Void> release(@Nullable ShardLease own) {
        return own == null ? CompletableFuture.completedFuture(null) : own.release();
    }
}
