package io.scaler4j.kubernetes.controller;

import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.kubernetes.PodTriggers;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ResourceWatch;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerRegistryBuilder;
import io.scaler4j.spi.ScalerCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the ScaledObjects of a cluster, or of one namespace, without KEDA and without HPAs: each becomes an autoscaler
 * of this process that decides as both together would, and scales its target through the scale subresource.
 *
 * <pre>{@code
 * try (var controller = ScaledObjectController.builder(client.getConfiguration()).namespace("shop").start()) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p><b>Objects.</b> {@code ScaledObject}, {@code TriggerAuthentication} and {@code ClusterTriggerAuthentication} of
 * {@code keda.sh/v1alpha1}, with the Secrets and ConfigMaps that they name. A changed object goes on with the state of
 * before. An object that is wrong gets {@code Ready=False} with every mistake; what ran before goes on. Options that
 * end with {@code FromEnv} are variables of the target's container. Triggers of type {@code cpu} and {@code memory}
 * measure the pods that the target's scale selects.
 *
 * <p><b>Status</b> has KEDA's fields and conditions, written when something other than the time changed; so
 * {@code lastActiveTime} is that of the last such change. Events have KEDA's reasons. The annotations that pause and
 * activate work as in KEDA.
 *
 * <p><b>Beside KEDA</b> it does not start, and leaves objects alone that have KEDA's finalizer, unless it is told which
 * objects are its own with {@link ScaledObjectControllerBuilder#onlyManaged}.
 *
 * <p><b>Several processes</b> share the objects by Leases: each shard is scaled by one process at a time, which keeps
 * the states in ConfigMaps, so the next one goes on with windows and cooldowns. See {@code docs/kubernetes.md}.
 *
 * <p>Thread-safe.
 */
public final class ScaledObjectController implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);
    private static final Duration CLUSTER_WAIT = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;
    private static final int MAPS_OF_A_SHARD = 8;

    private final ControllerSettings settings;
    private final KubernetesApi api;
    private final ControllerThreads threads = new ControllerThreads();
    private final WorkQueue queue;
    private final KubernetesTargets targets;
    private final PodTriggers pods;
    private final ScalerCatalog sources;
    private final ResourceWatch<String> objects;
    private final ResourceWatch<String> authentications;
    private final ResourceWatch<String> clusterAuthentications;
    private final Reconciler reconciler;
    private final List<Shard> shards = new ArrayList<>();
    /** Nothing is worked on before: a watch may be faster than the constructor. */
    private volatile boolean begun;

    private boolean closed;

    private ScaledObjectController(ControllerSettings settings, KubernetesApi api) {
        this.settings = settings;
        this.api = api;
        var secrets = new ClusterSecrets(api, settings.ownNamespace(), System::nanoTime);
        queue = new WorkQueue(this::reconcile, AT_ONCE, threads::execute, threads);
        targets =
                settings.namespace().isEmpty() ? KubernetesTargets.ofCluster(api) : KubernetesTargets.ofNamespaces(api);
        pods = PodTriggers.over(api);
        sources = pods.in(settings.catalog());
        authentications = watch("triggerauthentications", "", (key, now) -> authenticationChanged(secrets, key, true));
        clusterAuthentications = ResourceWatch.open(
                api,
                Kinds.list("", "clustertriggerauthentications"),
                Kinds::compact,
                (key, now) -> authenticationChanged(secrets, settings.ownNamespace() + "/" + key, false));
        objects = watch(Kinds.SCALED_OBJECTS, settings.selector(), (key, now) -> add(key));
        var reader = new ObjectReader(
                authentications,
                clusterAuthentications,
                secrets,
                new TargetReader(api, targets, secrets, System::nanoTime),
                sources,
                settings.syncPeriod());
        reconciler = new Reconciler(
                api,
                objects,
                reader,
                targets,
                this::shard,
                this::add,
                !settings.selector().isEmpty(),
                writeLimit(),
                settings.time());
        for (int index = 0; index < settings.shards(); index++) {
            shards.add(new Shard(
                    index,
                    this::lease,
                    this::store,
                    this::registry,
                    this::addAllOf,
                    threads::execute,
                    this::hasMoreShards));
        }
    }

    /**
     * Starts the configuration of a controller.
     *
     * @param config where the server is and who asks, such as {@code client.getConfiguration()}
     * @return a builder
     */
    public static ScaledObjectControllerBuilder builder(io.fabric8.kubernetes.client.Config config) {
        return new ScaledObjectControllerBuilder(config);
    }

    static ScaledObjectController start(ControllerSettings settings) {
        KubernetesApi api = KubernetesApi.open(settings.config());
        try {
            if (settings.selector().isEmpty()) {
                KedaCheck.refuseBesideKeda(api);
            }
            var controller = new ScaledObjectController(settings, api);
            controller.begin();
            return controller;
        } catch (RuntimeException failed) {
            api.close();
            throw failed;
        }
    }

    private void begin() {
        begun = true;
        // What an authentication refers to is known before objects are looked at.
        CompletableFuture.allOf(
                        authentications.listed().toCompletableFuture(),
                        clusterAuthentications // a Role alone has no right to these
                                .listed()
                                .toCompletableFuture()
                                .orTimeout(CLUSTER_WAIT.toSeconds(), TimeUnit.SECONDS)
                                .exceptionally(late -> null),
                        objects.listed().toCompletableFuture())
                .thenRun(() -> shards.forEach(Shard::start));
        scheduleResync();
        scheduleBalance();
    }

    private void scheduleBalance() {
        if (shards.size() > 1) {
            threads.schedule(
                    () -> {
                        ShardBalance.wanted(shards).ifPresent(Shard::want);
                        scheduleBalance();
                    },
                    settings.timing().lease());
        }
    }

    private boolean hasMoreShards() {
        return shards.stream().filter(Shard::isHeld).count() > 1;
    }

    private void scheduleResync() {
        threads.schedule(
                () -> {
                    addAll(key -> true);
                    scheduleResync();
                },
                settings.resync());
    }

    private ResourceWatch<String> watch(String resource, String selector, ResourceWatch.Listener<String> listener) {
        return ResourceWatch.open(
                api,
                Kinds.list(settings.namespace(), resource) + (selector.isEmpty() ? "" : "?labelSelector=" + selector),
                Kinds::compact,
                listener);
    }

    /** @param namespaced whether only objects of its namespace can name it */
    private void authenticationChanged(ClusterSecrets secrets, String key, boolean namespaced) {
        String namespace = Kinds.namespaceOf(key);
        secrets.forget(namespace);
        addAll(each -> !namespaced || Kinds.namespaceOf(each).equals(namespace));
    }

    private void add(String key) {
        if (begun) {
            queue.add(key);
        }
    }

    private void addAllOf(Shard shard) {
        addAll(key -> shard(key) == shard);
    }

    private void addAll(Predicate<String> wanted) {
        if (begun) {
            objects.keys().stream().filter(wanted).forEach(queue::add);
        }
    }

    /** A write that begins while a lease is held ends before another process may have the lease. */
    private Duration writeLimit() {
        Duration most = settings.timing().write();
        return most.compareTo(WRITE_LIMIT) < 0 ? most : WRITE_LIMIT;
    }

    private CompletionStage<Void> reconcile(String key) {
        return reconciler.reconcile(key);
    }

    /** Every process finds the same shard for an object. */
    private Shard shard(String key) {
        return shards.get(Math.floorMod(key.hashCode() * 0x9E3779B9, shards.size()));
    }

    private ShardLease lease(Shard shard) {
        String name = settings.name() + "-" + shard.index();
        Duration limit = settings.timing().retry();
        return new ShardLease(
                name,
                settings.identity(),
                settings.timing(),
                LeaseRequests.of(api, settings.ownNamespace(), name, limit),
                threads,
                System::nanoTime,
                settings.time(),
                shard);
    }

    private ConfigMapStateStore store(Shard shard) {
        String name = settings.name() + "-" + shard.index() + "-states";
        var writing = new ConfigMapStateStore.Writing(settings.saving(), writeLimit(), shard::isHeld);
        return new ConfigMapStateStore(api, settings.ownNamespace(), name, MAPS_OF_A_SHARD, writing, threads);
    }

    private AutoscalerRegistry registry(ConfigMapStateStore store, BooleanSupplier mayWrite) {
        AutoscalerRegistryBuilder builder = AutoscalerRegistry.builder()
                .stateStore(store)
                .writesWhile(mayWrite)
                .observer(reconciler)
                .time(settings.time());
        settings.observers().forEach(builder::observer);
        return builder.build();
    }

    /** {@return the objects that this process scales, as namespace and name; sorted; a copy} */
    public Set<String> names() {
        var names = new TreeSet<String>();
        shards.forEach(shard -> shard.registry().ifPresent(registry -> names.addAll(registry.names())));
        return names;
    }

    /** {@return how many shards this process has the lease of} */
    public int shardsHeld() {
        return (int) shards.stream().filter(Shard::isHeld).count();
    }

    /** {@return whether the objects are known and their watch works} */
    public boolean isReliable() {
        return objects.isReliable();
    }

    /** {@return how many requests were sent to the API server, for those who count} */
    public long requests() {
        return api.requests();
    }

    /**
     * Ends in order: nothing begins, writes under way end, states are saved, leases are given back. Takes 20 s at most,
     * when the server does not answer. May be repeated.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        queue.close();
        @Nullable
        CompletableFuture<?>[] ends = shards.stream()
                .map(shard -> shard.close(CLOSE_LIMIT).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).exceptionally(thrown -> null).join();
        targets.close();
        pods.close();
        sources.close();
        objects.close();
        authentications.close();
        clusterAuthentications.close();
        threads.close();
        api.close();
        settings.closeCatalog();
    }

    @Override
    public String toString() {
        return "controller " + settings.identity() + " at " + api;
    }
}
