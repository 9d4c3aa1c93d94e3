package io.scaler4j.cpu;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Measures the processor time, or the memory, that the replicas of a target use, one sample for each.
 *
 * <pre>{@code
 * var cpu = CpuScaler.builder().sampler(sampler).build();
 * var trigger = cpu.trigger("cpu", utilization(50));
 * }</pre>
 *
 * <p>Use {@link #trigger}: what it makes abstains from activation, since an idle target uses nothing, and is not read
 * then. So it needs a minimum of at least 1, or another trigger beside it that activates the target.
 *
 * <p>Samples older than the age limit are left out; their replicas count as missing, as if they had no sample. If none
 * is left, that is a failure and never 0. Immutable and thread-safe, as far as its sampler is.
 */
public final class CpuScaler implements Scaler {

    private final ReplicaSampler sampler;
    private final Resource resource;
    private final String container;
    private final Duration initializationPeriod;
    private final Duration readinessDelay;
    private final Duration sampleAgeLimit;
    private final boolean requestsNeeded;

    private CpuScaler(Builder builder, boolean requestsNeeded) {
        sampler = Objects.requireNonNull(builder.sampler);
        resource = builder.resource;
        container = builder.container;
        initializationPeriod = builder.initializationPeriod;
        readinessDelay = builder.readinessDelay;
        sampleAgeLimit = builder.sampleAgeLimit;
        this.requestsNeeded = requestsNeeded;
    }

    private CpuScaler(CpuScaler other, boolean requestsNeeded) {
        sampler = other.sampler;
        resource = other.resource;
        container = other.container;
        initializationPeriod = other.initializationPeriod;
        readinessDelay = other.readinessDelay;
        sampleAgeLimit = other.sampleAgeLimit;
        this.requestsNeeded = requestsNeeded;
    }

    /**
     * Starts with processor time, of whole replicas.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * This scaler as a trigger that abstains from activation.
     *
     * @param name the trigger's name
     * @param target {@link MetricTarget#utilization}, in percent of what replicas request, or
     *     {@link MetricTarget#averageValue}, in cores (memory: bytes) per replica
     * @return a trigger with this scaler, which now closes with it
     * @throws IllegalArgumentException if the name is blank, or the target is a total
     */
    public Trigger trigger(String name, MetricTarget target) {
        if (target instanceof MetricTarget.Value) {
            throw new IllegalArgumentException("the target of trigger \"" + name
                    + "\" must be a utilization or an average value, since replicas are sampled one by one, was "
                    + target);
        }
        return Trigger.of(name, new CpuScaler(this, target instanceof MetricTarget.Utilization), target)
                .abstains();
    }

    /**
     * Asks the sampler.
     *
     * @param request the time, and how long the answer is waited for
     * @return samples of every replica, or a failure
     * @throws Exception what the sampler throws, other than a {@link SamplingException}
     */
    @Override
    public Reading read(ReadRequest request) throws Exception {
        try {
            return judged(sampler.sample(sampleRequest(request)), request.now());
        } catch (SamplingException e) {
            return e.asReading();
        }
    }

    /**
     * Asks the sampler, without holding the caller's thread.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor where a sampler that blocks runs
     * @return completes with samples of every replica, or with a failure; fails with what the sampler fails with, other
     *     than a {@link SamplingException}
     */
    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return sampler.sampleAsync(sampleRequest(request), executor).handle((replicas, thrown) -> {
            if (replicas != null) {
                return judged(replicas, request.now());
            }
            Throwable cause = FailureTable.unwrap(Objects.requireNonNull(thrown));
            if (cause instanceof SamplingException told) {
                return told.asReading();
            }
            throw new CompletionException(cause);
        });
    }

    private SampleRequest sampleRequest(ReadRequest request) {
        return new SampleRequest(resource, container, requestsNeeded, request);
    }

    private Reading judged(List<ReplicaSample> replicas, Instant now) {
        if (replicas.isEmpty()) {
            return Reading.failure(Kind.EMPTY, "there is no replica to sample");
        }
        List<ReplicaSample> usable = replicas.stream()
                .map(replica -> isTooOld(replica, now) ? Readiness.withoutSample(replica) : replica)
                .toList();
        if (usable.stream().noneMatch(replica -> replica.usageMilli().isPresent())) {
            return nothingUsable(replicas, now);
        }
        return Reading.samples(resource, usable).startingUp(initializationPeriod, readinessDelay);
    }

    private boolean isTooOld(ReplicaSample replica, Instant now) {
        return replica.sampledAt()
                .filter(at -> Duration.between(at, now).compareTo(sampleAgeLimit) > 0)
                .isPresent();
    }

    private Reading nothingUsable(List<ReplicaSample> replicas, Instant now) {
        Optional<Instant> newest = replicas.stream()
                .flatMap(replica -> replica.sampledAt().stream())
                .max(Comparator.naturalOrder());
        return newest.map(at -> Reading.failure(
                        Kind.UNAVAILABLE,
                        "the newest of the samples of " + resource + " is "
                                + Duration.between(at, now).toSeconds() + " s old, more than "
                                + sampleAgeLimit.toSeconds()
                                + " s are not used; see why no new ones come, and whether the clocks agree"))
                .orElseGet(() -> Reading.failure(
                        Kind.EMPTY, "none of " + replicas.size() + " replicas has a sample of " + resource + " yet"));
    }

    /**
     * What is sampled.
     *
     * @return {@link Resource#CPU} or {@link Resource#MEMORY}
     */
    public Resource resource() {
        return resource;
    }

    /**
     * The one container that is looked at.
     *
     * @return empty for whole replicas
     */
    public Optional<String> container() {
        return container.isEmpty() ? Optional.empty() : Optional.of(container);
    }

    /** Closes the sampler. */
    @Override
    public void close() {
        sampler.close();
    }

    @Override
    public String toString() {
        return resource + " of " + (container.isEmpty() ? "replicas" : "container \"" + container + "\"") + " by "
                + sampler;
    }

    /** Builds a {@link CpuScaler}. Not thread-safe. */
    public static final class Builder {

        private static final Duration LONGEST = Duration.ofDays(365);

        private @Nullable ReplicaSampler sampler;
        private Resource resource = Resource.CPU;
        private String container = "";
        private Duration initializationPeriod = Duration.ofSeconds(300);
        private Duration readinessDelay = Duration.ofSeconds(30);
        private Duration sampleAgeLimit = Duration.ofSeconds(90);

        private Builder() {}

        /**
         * Sets what samples the replicas. Required.
         *
         * @param sampler closed with the scaler
         * @return this builder
         */
        public Builder sampler(ReplicaSampler sampler) {
            Objects.requireNonNull(sampler, "sampler must not be null; leave out what is not set");
            this.sampler = sampler;
            return this;
        }

        /**
         * Measures memory in place of processor time. The rules for replicas that start up do not apply to it.
         *
         * @return this builder
         */
        public Builder memory() {
            return resource(Resource.MEMORY);
        }

        Builder resource(Resource resource) {
            this.resource = resource;
            return this;
        }

        /**
         * Looks at one container of each replica alone, so that others beside it do not dilute the ratio. KEDA:
         * {@code containerName}.
         *
         * @param name the container's name, blank for the whole replica; only samplers that see containers take one
         * @return this builder
         */
        public Builder container(String name) {
            Objects.requireNonNull(name, "name must not be null; leave out what is not set");
            container = name.strip();
            return this;
        }

        /**
         * Sets how long a replica counts as starting up. In this time it counts as unready while it is not ready, or
         * while its sample reaches back before it became ready. A JVM compiles for minutes.
         *
         * @param period at least 0; 300 s unless said otherwise, as in the HPA
         *     ({@code --horizontal-pod-autoscaler-cpu-initialization-period})
         * @return this builder
         */
        public Builder initializationPeriod(Duration period) {
            Objects.requireNonNull(period, "period must not be null; leave out what is not set");
            initializationPeriod = period;
            return this;
        }

        /**
         * Sets up to when after its start a replica that became unready counts as one that was never ready.
         *
         * @param delay at least 0; 30 s unless said otherwise, as in the HPA
         *     ({@code --horizontal-pod-autoscaler-initial-readiness-delay})
         * @return this builder
         */
        public Builder readinessDelay(Duration delay) {
            Objects.requireNonNull(delay, "delay must not be null; leave out what is not set");
            readinessDelay = delay;
            return this;
        }

        /**
         * Sets how old a sample may be. Its age is the time of the turn less that of the sample, so it goes by the
         * clocks of both sides.
         *
         * @param limit more than 0; 90 s unless said otherwise
         * @return this builder
         */
        public Builder sampleAgeLimit(Duration limit) {
            Objects.requireNonNull(limit, "limit must not be null; leave out what is not set");
            sampleAgeLimit = limit;
            return this;
        }

        /**
         * Makes the scaler.
         *
         * @return a scaler that closes the sampler
         * @throws InvalidConfigurationException with every option that is wrong; the sampler stays open then
         */
        public CpuScaler build() {
            var problems = Problems.of("CPU scaler");
            problems.check(sampler != null, "sampler is missing; set it with sampler(..)");
            checkTime(problems, "initializationPeriod", initializationPeriod);
            checkTime(problems, "readinessDelay", readinessDelay);
            problems.check(
                    sampleAgeLimit.compareTo(Duration.ZERO) > 0,
                    "sampleAgeLimit must be more than 0 s, was " + sampleAgeLimit);
            problems.throwIfAny();
            return new CpuScaler(this, false);
        }

        private static void checkTime(Problems problems, String option, Duration duration) {
            problems.check(
                    !duration.isNegative() && duration.compareTo(LONGEST) <= 0,
                    option + " must be 0 s to 365 days, was " + duration);
        }
    }
}
