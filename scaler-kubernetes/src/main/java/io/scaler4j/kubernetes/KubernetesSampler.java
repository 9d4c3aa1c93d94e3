package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.ReadRequest;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.cpu.ReplicaSampler;
import io.scaler4j.cpu.SampleRequest;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.kubernetes.api.LabelSelector;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Samples the pods of a Kubernetes cluster as the HPA does: what they use comes from the resource metrics API, which
 * the metrics server serves; what they request, and whether they are ready, from the core API.
 *
 * <pre>{@code
 * var sampler = KubernetesSampler.builder().cluster(cluster).namespace("shop").labelSelector("app=orders").build();
 * }</pre>
 *
 * <p>The pods of a namespace are followed by one watch, and what they use is one list for the whole namespace, which is
 * up to 10 s old; all samplers of the namespace share both. While the watch does not work, as for a role without the
 * verb {@code watch}, a turn lists the pods that have the labels, and what these use.
 *
 * <p>It needs the verbs {@code get}, {@code list} and {@code watch} on {@code pods}, and {@code get} and {@code list}
 * on {@code pods} of the API group {@code metrics.k8s.io}. Samples are usually 15 s long and up to a minute old.
 * Thread-safe.
 */
public final class KubernetesSampler implements ReplicaSampler {

    private final KubernetesCluster cluster;
    private final String namespace;
    private final String selector;
    /** Null if only the server understands it. */
    private final @Nullable LabelSelector labels;

    private @Nullable Lease<FollowedPods> followed;
    private boolean closed;

    private KubernetesSampler(KubernetesCluster cluster, String namespace, String selector) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.selector = selector;
        labels = parsed(selector);
    }

    private static @Nullable LabelSelector parsed(String selector) {
        try {
            return LabelSelector.parse(selector);
        } catch (IllegalArgumentException e) {
            return null; // the server says what is wrong with it
        }
    }

    /**
     * Starts without a cluster.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Samples the pods, and waits for that. See {@link #sampleAsync}.
     *
     * @param request what to sample
     * @return every pod, and what is used by pods that are not listed
     * @throws SamplingException if there is no pod, if one of the APIs does not answer or refuses, and if a container
     *     that utilization cannot do without has no request
     * @throws InterruptedException if interrupted while waiting
     * @throws IllegalStateException if the sampler is closed
     */
    @Override
    public List<ReplicaSample> sample(SampleRequest request) throws Exception {
        var samples = sampleAsync(request, new CompletableFuture<>().defaultExecutor());
        try {
            return samples.toCompletableFuture()
                    .get(TimeLimit.millisOf(request.read().timeout()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new SamplingException(
                    Kind.TIMEOUT,
                    this + " were not sampled within "
                            + TimeLimit.millisOf(request.read().timeout()) + " ms",
                    e);
        }
    }

    /**
     * Samples the pods without holding any thread. Samplers of one cluster that ask for the same lists at the same time
     * share the requests, which are given up shortly before the latest of their deadlines.
     *
     * @param request what to sample
     * @param executor where files of tokens are read, the server's name is looked up, and samples are made of the
     *     answers
     * @return completes with every pod, and what is used by pods that are not listed; fails as {@link #sample} does
     */
    @Override
    public CompletionStage<List<ReplicaSample>> sampleAsync(SampleRequest request, Executor executor) {
        return CompletableFuture.completedFuture(request)
                .thenComposeAsync(asked -> begin(cluster.connection(), asked, executor), executor);
    }

    private CompletionStage<List<ReplicaSample>> begin(
            KubernetesConnection connection, SampleRequest request, Executor executor) {
        TimeLimit limit = TimeLimit.within(request.read().timeout());
        LabelSelector known = labels;
        if (known == null) {
            return listed(connection, request, limit, executor);
        }
        FollowedPods pods = follow(connection);
        return pods.follow(limit)
                .thenCompose(reliable -> reliable
                        ? followed(connection, request, limit, pods.matching(known), known, executor)
                        : listed(connection, request, limit, executor));
    }

    private synchronized FollowedPods follow(KubernetesConnection connection) {
        if (closed) {
            throw new IllegalStateException(this + " are not sampled any more: the sampler is closed");
        }
        if (followed == null) {
            followed = connection.follow(namespace);
        }
        return followed.get();
    }

    private CompletionStage<List<ReplicaSample>> followed(
            KubernetesConnection connection,
            SampleRequest request,
            TimeLimit limit,
            List<JsonNode> pods,
            LabelSelector known,
            Executor executor) {
        PodQuery whole = new PodQuery(PodQuery.Api.METRICS, namespace, "");
        return someOf(pods, pods(PodQuery.Api.CORE))
                .thenCompose(some -> list(connection, whole, request.read(), limit.left()))
                .thenApplyAsync(
                        metrics -> samples(connection, request, pods, FollowedPods.used(metrics, pods, known)),
                        executor);
    }

    private CompletionStage<List<ReplicaSample>> listed(
            KubernetesConnection connection, SampleRequest request, TimeLimit limit, Executor executor) {
        ReadRequest read = request.read();
        return list(connection, pods(PodQuery.Api.CORE), read, limit.left())
                .thenCompose(pods -> someOf(pods, pods(PodQuery.Api.CORE)))
                .thenCompose(pods -> list(connection, pods(PodQuery.Api.METRICS), read, limit.left())
                        .thenApplyAsync(metrics -> samples(connection, request, pods, metrics), executor));
    }

    /** No pod at all is a failure. */
    private static CompletableFuture<List<JsonNode>> someOf(List<JsonNode> pods, PodQuery query) {
        return pods.isEmpty()
                ? CompletableFuture.failedFuture(new SamplingException(
                        Kind.EMPTY, "there are no " + query + "; check namespace and label selector"))
                : CompletableFuture.completedFuture(pods);
    }

    private PodQuery pods(PodQuery.Api api) {
        return new PodQuery(api, namespace, selector);
    }

    /** The list. Callers that share a request are told their own time limit. */
    private static CompletableFuture<List<JsonNode>> list(
            KubernetesConnection connection, PodQuery query, ReadRequest read, Duration left) {
        return connection.list(query, ReadRequest.of(read.now(), left)).handle((items, thrown) -> {
            if (items == null) {
                throw new CompletionException(ReadFailures.of(
                        Objects.requireNonNull(thrown), query, connection, TimeLimit.usable(read.timeout())));
            }
            return items;
        });
    }

    private static List<ReplicaSample> samples(
            KubernetesConnection connection, SampleRequest request, List<JsonNode> pods, List<JsonNode> metrics) {
        try {
            return new PodReader(request, connection::withoutSecrets).samples(pods, metrics);
        } catch (SamplingException e) {
            throw new CompletionException(e);
        }
    }

    /** Lets go of the pods and of the cluster. May be called more than once. */
    @Override
    public void close() {
        Lease<FollowedPods> pods;
        synchronized (this) {
            closed = true;
            pods = followed;
            followed = null;
        }
        if (pods != null) {
            pods.close();
        }
        cluster.close();
    }

    @Override
    public String toString() {
        return new PodQuery(PodQuery.Api.CORE, namespace, selector) + " of " + cluster;
    }

    /** Builds a {@link KubernetesSampler}. Not thread-safe. */
    public static final class Builder {

        private @Nullable KubernetesCluster cluster;
        private String namespace = "";
        private String selector = "";

        private Builder() {}

        /**
         * Sets the cluster. Required.
         *
         * @param cluster the sampler takes its own handle; this one stays with the caller
         * @return this builder
         */
        public Builder cluster(KubernetesCluster cluster) {
            Objects.requireNonNull(cluster, "cluster must not be null; leave out what is not set");
            this.cluster = cluster;
            return this;
        }

        /**
         * Sets the namespace of the pods.
         *
         * @param name blank for that of the service account, or of the context of the kubeconfig file
         * @return this builder
         */
        public Builder namespace(String name) {
            Objects.requireNonNull(name, "name must not be null; leave out what is not set");
            namespace = name.strip();
            return this;
        }

        /**
         * Says which pods are the replicas. Required: the selector of the Deployment or StatefulSet that is scaled.
         *
         * @param selector such as {@code app=orders,tier in (web)}
         * @return this builder
         */
        public Builder labelSelector(String selector) {
            Objects.requireNonNull(selector, "selector must not be null; leave out what is not set");
            this.selector = selector.strip();
            return this;
        }

        /**
         * Makes the sampler. The server is not asked.
         *
         * @return a sampler with its own handle on the cluster
         * @throws InvalidConfigurationException with every option that is missing
         */
        public KubernetesSampler build() {
            var problems = Problems.of("Kubernetes sampler");
            problems.check(cluster != null, "cluster is missing; set it with cluster(..)");
            problems.check(
                    !selector.isEmpty(),
                    "labelSelector is missing; without it every pod of the namespace would be a replica, so set the one"
                            + " of the workload that is scaled");
            String where = namespace.isEmpty() && cluster != null ? cluster.namespace() : namespace;
            problems.check(
                    cluster == null || !where.isEmpty(),
                    "namespace is missing, and neither a service account nor a kubeconfig file names one; set it");
            problems.throwIfAny();
            return new KubernetesSampler(Objects.requireNonNull(cluster).share(), where, selector);
        }
    }
}
