package io.scaler4j.cpu;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples the processor time of one control group of Linux, of version 2 or 1: of the container or service that this
 * process is in, or of any folder of counters.
 *
 * <pre>{@code
 * var sampler = CgroupSampler.builder().requestMilli(500).build();
 * }</pre>
 *
 * <p>It is one replica: for a target of one, or for a replica that tells others about itself. Usage is the difference
 * of two readings, so the first gives no value yet ({@link Kind#NOT_YET}), and so does one after the counter restarted.
 * The window between them is measured on a monotonic clock.
 *
 * <p>A request cannot be read from a control group. Without one, the limit takes its place, as in Kubernetes, and
 * without a limit all processors. Usage never exceeds a limit, which hides demand: {@link #throttledShare()} shows it.
 *
 * <p>Thread-safe.
 */
public final class CgroupSampler implements ReplicaSampler {

    private static final Path PROC = Path.of("/proc/self");

    private final String replica;
    private final Cgroup cgroup;
    private final OptionalLong requestMilli;
    private final UsageWindow window;
    private final LongSupplier nanoTime;
    private volatile OptionalDouble throttledShare = OptionalDouble.empty();

    private CgroupSampler(Builder builder, Cgroup cgroup) {
        replica = builder.replica;
        this.cgroup = cgroup;
        requestMilli = builder.requestMilli;
        window = new UsageWindow(builder.window, builder.shortestWindow);
        nanoTime = builder.nanoTime;
    }

    /**
     * Starts with the group that this process is in.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the counters.
     *
     * @param request processor time of the whole replica; anything else is refused
     * @return one replica
     * @throws SamplingException if there is no value yet, or if the counters cannot be read
     */
    @Override
    public List<ReplicaSample> sample(SampleRequest request) throws SamplingException {
        LocalSamples.requireWholeCpu(request, "a control group");
        try {
            CpuUsage usage = usage().orElseThrow(() -> new SamplingException(
                    Kind.NOT_YET, "there is only one reading of the control group; usage needs two"));
            throttledShare = usage.throttledShare();
            var sample = ReplicaSample.builder(replica)
                    .requestMilli(request())
                    .usage(usage.milli(), request.read().now(), usage.elapsed());
            return List.of(Readiness.orReady(sample.build()));
        } catch (IOException e) {
            throw new SamplingException(
                    Kind.UNAVAILABLE,
                    "the counters of the control group cannot be read (" + e + "); is the container gone?",
                    e);
        }
    }

    private synchronized Optional<CpuUsage> usage() throws IOException {
        return window.add(cgroup.read(nanoTime.getAsLong()));
    }

    private long request() throws IOException {
        return requestMilli.isPresent()
                ? requestMilli.getAsLong()
                : cgroup.limit()
                        .map(CpuLimit::milli)
                        .orElseGet(() -> 1000L * Runtime.getRuntime().availableProcessors());
    }

    /**
     * The share of the scheduler's periods in which the group hit its limit, in the window of the latest sample. Above
     * 0 the group would use more than it is shown to.
     *
     * @return 0 to 1; empty before the first sample, and without a limit
     */
    public OptionalDouble throttledShare() {
        return throttledShare;
    }

    @Override
    public String toString() {
        return cgroup.toString();
    }

    /** Builds a {@link CgroupSampler}. Not thread-safe. */
    public static final class Builder {

        private String replica = "self";
        private @Nullable Path folder;
        private @Nullable Cgroup cgroup;
        private Path proc = PROC;
        private OptionalLong requestMilli = OptionalLong.empty();
        private Duration window = UsageWindow.USUAL;
        private Duration shortestWindow = UsageWindow.SHORTEST;
        private LongSupplier nanoTime = System::nanoTime;

        private Builder() {}

        /**
         * Names the replica.
         *
         * @param name {@code self} unless said otherwise
         * @return this builder
         */
        public Builder replica(String name) {
            Objects.requireNonNull(name, "name must not be null; leave out what is not set");
            replica = name;
            return this;
        }

        /**
         * Reads another group than that of this process.
         *
         * @param folder with {@code cpu.stat} (version 2), or {@code cpuacct.usage} and {@code cpu.cfs_quota_us}
         *     (version 1)
         * @return this builder
         */
        public Builder folder(Path folder) {
            Objects.requireNonNull(folder, "folder must not be null; leave out what is not set");
            this.folder = folder;
            return this;
        }

        /**
         * Says what the replica asked for.
         *
         * @param milli in milli-cores, at least 1; the limit unless said otherwise, or else all processors
         * @return this builder
         */
        public Builder requestMilli(long milli) {
            requestMilli = OptionalLong.of(milli);
            return this;
        }

        /**
         * Says how long usage is averaged over. It is the time between two samples that is nearest to this.
         *
         * @param window at least 5 s; 15 s unless said otherwise
         * @return this builder
         */
        public Builder window(Duration window) {
            Objects.requireNonNull(window, "window must not be null; leave out what is not set");
            this.window = window;
            return this;
        }

        Builder shortestWindow(Duration shortest) {
            shortestWindow = shortest;
            return this;
        }

        Builder cgroup(Cgroup cgroup) {
            this.cgroup = cgroup;
            return this;
        }

        Builder proc(Path folder) {
            proc = folder;
            return this;
        }

        Builder nanoTime(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            return this;
        }

        /**
         * Finds the group and makes the sampler. Nothing is kept open.
         *
         * @return a sampler without a reading
         * @throws InvalidConfigurationException with every option that is wrong, and if there is no such group
         */
        public CgroupSampler build() {
            var problems = Problems.of("cgroup sampler");
            LocalSamples.check(problems, requestMilli, window, shortestWindow);
            Cgroup cgroup = find(problems);
            problems.throwIfAny();
            return new CgroupSampler(this, Objects.requireNonNull(cgroup));
        }

        private @Nullable Cgroup find(Problems problems) {
            if (cgroup != null) {
                return cgroup;
            }
            try {
                return folder == null ? OwnCgroup.find(proc) : Cgroup.in(folder);
            } catch (IOException e) {
                problems.add("no control group with counters of processor time is found (" + e
                        + "); name its folder, or measure the process itself");
                return null;
            }
        }
    }
}
