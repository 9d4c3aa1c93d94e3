package io.scaler4j.cpu;

import io.scaler4j.metric.ReplicaSample;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Tells what each replica of a target uses: the port of a {@link CpuScaler}. A lambda is a sampler; so are
 * {@link CgroupSampler}, {@link ProcessSampler} and, in the module {@code scaler-kubernetes}, the
 * {@code KubernetesSampler}.
 *
 * <p>Every replica is listed, with or without a sample, since the decision fills in what is missing with care. A
 * sampler that is shared between scalers must be thread-safe, as all samplers of this library are.
 */
@FunctionalInterface
public interface ReplicaSampler extends AutoCloseable {

    /**
     * Samples now.
     *
     * @param request what to sample, the time, and how long the answer is waited for
     * @return every replica of the target
     * @throws SamplingException if there is nothing to go by, and why; it becomes a failure of its kind
     * @throws InterruptedException if interrupted while waiting
     * @throws Exception on any other failure, which becomes one of kind
     *     {@link io.scaler4j.metric.Reading.Failure.Kind#UNAVAILABLE}
     */
    List<ReplicaSample> sample(SampleRequest request) throws Exception;

    /**
     * Samples without holding the caller's thread. By default {@link #sample} runs on the executor; samplers whose
     * client is asynchronous override this.
     *
     * @param request what to sample, the time, and how long the answer is waited for
     * @param executor where blocking work may run
     * @return completes with every replica of the target, or fails as {@link #sample} does; on any thread. It need not
     *     keep the deadline, which the caller watches
     */
    default CompletionStage<List<ReplicaSample>> sampleAsync(SampleRequest request, Executor executor) {
        return CompletableFuture.completedFuture(request)
                .thenApplyAsync(
                        asked -> {
                            try {
                                return sample(asked);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                throw new CompletionException(e);
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                        },
                        executor);
    }

    /**
     * Samples that others hand in: replicas that push what they measured of themselves, a query to a metrics server, a
     * simulation.
     *
     * <pre>{@code
     * Map<String, ReplicaSample> latest = new ConcurrentHashMap<>(); // what arrives from the replicas
     * var sampler = ReplicaSampler.of(latest::values);
     * }</pre>
     *
     * <p>A replica of which neither readiness nor start is known counts as ready since ever, and one that is ready as
     * started long ago. Samples that nobody renews grow old, and {@link CpuScaler} leaves old ones out; a replica that
     * is gone for good must leave the collection. What is handed in is of the resource and the container that the
     * scaler is for.
     *
     * @param samples asked at each read, on the thread of the read
     * @return a sampler that holds nothing to be closed
     */
    static ReplicaSampler of(Supplier<? extends Collection<ReplicaSample>> samples) {
        return request -> samples.get().stream().map(Readiness::orReady).toList();
    }

    /** Releases what the sampler holds. May be called more than once, and while a sample is under way. */
    @Override
    default void close() {}
}
