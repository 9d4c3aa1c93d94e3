package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.scaler4j.Scheduler;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ResourceWatch;
import io.scaler4j.kubernetes.metrics.ExternalMetricsServer;
import io.scaler4j.kubernetes.metrics.ServedSpecs;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.ScalerCatalog;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the triggers of the ScaledObjects of a cluster, or of one namespace, as external metrics. HPAs decide and
 * scale; nothing is written to the cluster.
 *
 * <pre>{@code
 * try (var server = ExternalMetricsServer.builder()...start();
 *         var metrics = ScaledObjectMetrics.follow(client.getConfiguration(), "", ScalerCatalog.load(), server)) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p>Names and labels are those of {@link ServedSpecs}. A changed object is served as it is now. An object that is
 * wrong is logged with every mistake, and what it was before is served on. What authentications name is read as in
 * {@link ScaledObjectController}, and needs the same rights to read.
 *
 * <p>Thread-safe.
 */
public final class ScaledObjectMetrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectMetrics.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration RESYNC = Duration.ofMinutes(10);
    private static final Duration CLUSTER_WAIT = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final KubernetesApi api;
    private final ServedSpecs served;
    private final KubernetesTargets targets;
    private final ResourceWatch<String> authentications;
    private final ResourceWatch<String> clusterAuthentications;
    private final ObjectReader reader;
    private final ScheduledThreadPoolExecutor thread;
    private final WorkQueue queue;
    private final ResourceWatch<String> objects;
    /** Nothing is worked on before: a watch may be faster than the constructor. */
    private volatile boolean begun;

    private ScaledObjectMetrics(
            KubernetesApi api, Config config, String namespace, ScalerCatalog catalog, ServedSpecs served) {
        this.api = api;
        this.served = served;
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "scaler4j-scaledobject-metrics");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        queue = new WorkQueue(this::serve, AT_ONCE, this::execute, this::later);
        targets = namespace.isEmpty() ? KubernetesTargets.ofCluster(api) : KubernetesTargets.ofNamespaces(api);
        String own = config.getNamespace() == null ? "default" : config.getNamespace();
        var secrets = new ClusterSecrets(api, own, System::nanoTime);
        authentications = watch(Kinds.list(namespace, "triggerauthentications"), (key, now) -> addAll());
        clusterAuthentications = watch(Kinds.list("", "clustertriggerauthentications"), (key, now) -> addAll());
        var target = new TargetReader(api, targets, secrets, System::nanoTime);
        reader = new ObjectReader(authentications, clusterAuthentications, secrets, target, catalog, RESYNC);
        objects = watch(Kinds.list(namespace, Kinds.SCALED_OBJECTS), (key, now) -> add(key));
        thread.scheduleWithFixedDelay(this::resync, RESYNC.toMillis(), RESYNC.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to follow the objects.
     *
     * @param config where the server is and who asks, such as {@code client.getConfiguration()}
     * @param namespace of the objects; empty for all, which needs a ClusterRole
     * @param catalog the sources; stays the caller's
     * @param server serves the metrics; stays the caller's to close, after this
     * @return at once, while the objects are listed; to be closed by the caller
     */
    public static ScaledObjectMetrics follow(
            Config config, String namespace, ScalerCatalog catalog, ExternalMetricsServer server) {
        Objects.requireNonNull(namespace, "namespace must not be null; it is empty for all namespaces");
        Objects.requireNonNull(catalog, "catalog must not be null; ScalerCatalog.load() finds the class path's");
        var metrics = new ScaledObjectMetrics(
                KubernetesApi.open(config), config, namespace, catalog, new ServedSpecs(server));
        metrics.begun = true;
        metrics.addAll();
        return metrics;
    }

    private ResourceWatch<String> watch(String path, ResourceWatch.Listener<String> listener) {
        return ResourceWatch.open(api, path, Kinds::compact, listener);
    }

    private void add(String key) {
        if (begun) {
            queue.add(key);
        }
    }

    private void addAll() {
        if (begun) {
            objects.keys().forEach(queue::add);
        }
    }

    private void resync() {
        objects.keys().forEach(key -> reader.forget(Kinds.namespaceOf(key)));
        addAll();
    }

    private CompletionStage<Void> serve(String key) {
        Optional<String> text = objects.get(key);
        if (text.isEmpty()) {
            served.remove(Kinds.namespaceOf(key), Kinds.nameOf(key));
            return CompletableFuture.completedFuture(null);
        }
        return authenticationsKnown()
                .thenCompose(known -> reader.read(key, parse(text.get())))
                .thenAcceptAsync(wanted -> serve(key, wanted), this::execute);
    }

    /**
     * What an authentication refers to is known before objects are looked at. A Role has no right to cluster-wide ones.
     */
    private CompletionStage<Void> authenticationsKnown() {
        return CompletableFuture.allOf(
                authentications.listed().toCompletableFuture(),
                clusterAuthentications
                        .tried()
                        .toCompletableFuture()
                        .completeOnTimeout(null, CLUSTER_WAIT.toSeconds(), TimeUnit.SECONDS));
    }

    private void serve(String key, Wanted wanted) {
        if (wanted.spec().isEmpty()) {
            LOG.warn("{} is not served: {}", key, wanted.problem().orElse(""));
            if (wanted.again()) {
                throw new IllegalStateException(wanted.problem().orElse(""));
            }
            return;
        }
        AutoscalerSpec spec = wanted.spec().get().named(Kinds.nameOf(key));
        try {
            LOG.info("{} is served: {}", key, served.put(spec));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is not served: {}", key, e.getMessage());
        }
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of the watch is no JSON", e);
        }
    }

    private void execute(Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(work);
        }
    }

    private Scheduler.Cancellable later(Runnable work, Duration delay) {
        if (thread.isShutdown()) {
            return () -> {};
        }
        var scheduled = thread.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** {@return how many objects are served} */
    public int size() {
        return served.size();
    }

    /** {@return whether the objects are known and their watch works} */
    public boolean isReliable() {
        return objects.isReliable();
    }

    /** Ends the metrics and the watches. May be repeated. */
    @Override
    public void close() {
        queue.close();
        thread.shutdown();
        objects.close();
        authentications.close();
        clusterAuthentications.close();
        targets.close();
        served.close();
        api.close();
    }

    @Override
    public String toString() {
        return "metrics of ScaledObjects at " + api;
    }
}
