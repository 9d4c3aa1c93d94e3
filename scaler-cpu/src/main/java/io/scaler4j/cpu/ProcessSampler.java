package io.scaler4j.cpu;

import com.sun.management.OperatingSystemMXBean;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples the processor time of processes on this machine, each of which is a replica: of this JVM, or of others such
 * as a pool of child processes.
 *
 * <pre>{@code
 * var self = ProcessSampler.builder().requestMilli(500).build();
 * var pool = ProcessSampler.builder().processes(workers::handles).requestMilli(500).build();
 * }</pre>
 *
 * <p>Usage is the difference of two readings, so a process that is new is listed without a sample first, and nothing
 * but new ones is no value yet ({@link Kind#NOT_YET}). The window between them is measured on a monotonic clock. A
 * process counts as ready from its start on, and the usage of its children does not count.
 *
 * <p>This JVM reads its own time from {@code OperatingSystemMXBean.getProcessCpuTime}; the time of other processes
 * comes from the system. Linux counts in steps of 10 ms, of which a window of some seconds has enough. Thread-safe.
 */
public final class ProcessSampler implements ReplicaSampler {

    private final @Nullable Supplier<? extends Collection<ProcessHandle>> processes;
    private final long requestMilli;
    private final Duration length;
    private final Duration shortest;
    private final LongSupplier nanoTime;
    private final Map<ProcessHandle, UsageWindow> windows = new HashMap<>();

    private ProcessSampler(Builder builder) {
        processes = builder.processes;
        requestMilli = builder.requestMilli.orElseGet(
                () -> 1000L * Runtime.getRuntime().availableProcessors());
        length = builder.window;
        shortest = builder.shortestWindow;
        nanoTime = builder.nanoTime;
    }

    /**
     * Starts with this JVM.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the processor times.
     *
     * @param request processor time of whole replicas; anything else is refused
     * @return every process that is alive
     * @throws SamplingException if there is no value yet, or if the system does not tell
     */
    @Override
    public synchronized List<ReplicaSample> sample(SampleRequest request) throws SamplingException {
        LocalSamples.requireWholeCpu(request, "a process");
        Set<ProcessHandle> alive = alive();
        windows.keySet().retainAll(alive);
        var samples = new ArrayList<ReplicaSample>();
        for (ProcessHandle process : alive) {
            samples.add(sample(process, request.read().now()));
        }
        if (!samples.isEmpty()
                && samples.stream().allMatch(sample -> sample.usageMilli().isEmpty())) {
            throw new SamplingException(
                    Kind.NOT_YET,
                    "there is only one reading of each process; usage needs two, at least a few seconds" + " apart");
        }
        return samples;
    }

    private Set<ProcessHandle> alive() {
        Collection<ProcessHandle> all = processes == null ? List.of(ProcessHandle.current()) : processes.get();
        var alive = new LinkedHashSet<>(all);
        alive.removeIf(process -> !process.isAlive());
        return alive;
    }

    private ReplicaSample sample(ProcessHandle process, Instant now) throws SamplingException {
        var sample = ReplicaSample.builder(name(process)).requestMilli(requestMilli);
        process.info().startInstant().ifPresent(start -> sample.startedAt(start).ready(true, start));
        usage(process).ifPresent(usage -> sample.usage(usage.milli(), now, usage.elapsed()));
        return Readiness.orReady(sample.build());
    }

    private Optional<CpuUsage> usage(ProcessHandle process) throws SamplingException {
        OptionalLong cpuNanos = cpuNanos(process);
        if (cpuNanos.isEmpty() && process.isAlive()) {
            throw new SamplingException(
                    Kind.UNAVAILABLE,
                    "the system does not tell the processor time of " + name(process)
                            + "; it does so for processes of one's own user");
        }
        UsageWindow window = windows.computeIfAbsent(process, first -> new UsageWindow(length, shortest));
        return cpuNanos.isPresent()
                ? window.add(CpuReading.of(nanoTime.getAsLong(), cpuNanos.getAsLong()))
                : Optional.empty();
    }

    /** Empty if the system does not tell, or if the process has ended. */
    private static OptionalLong cpuNanos(ProcessHandle process) {
        if (process.pid() == ProcessHandle.current().pid()) {
            long nanos = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
            return isTold(nanos) ? OptionalLong.of(nanos) : OptionalLong.empty();
        }
        return process.info()
                .totalCpuDuration()
                .map(time -> OptionalLong.of(time.toNanos()))
                .orElseGet(OptionalLong::empty);
    }

    /** A JVM that does not know its processor time says -1. */
    static boolean isTold(long cpuNanos) {
        return cpuNanos >= 0;
    }

    private static String name(ProcessHandle process) {
        return "process " + process.pid();
    }

    @Override
    public String toString() {
        return processes == null ? "this JVM" : "processes of this machine";
    }

    /** Builds a {@link ProcessSampler}. Not thread-safe. */
    public static final class Builder {

        private @Nullable Supplier<? extends Collection<ProcessHandle>> processes;
        private OptionalLong requestMilli = OptionalLong.empty();
        private Duration window = UsageWindow.USUAL;
        private Duration shortestWindow = UsageWindow.SHORTEST;
        private LongSupplier nanoTime = System::nanoTime;

        private Builder() {}

        /**
         * Samples these processes in place of this JVM.
         *
         * @param processes asked at each read, on the thread of the read; those that have ended are left out
         * @return this builder
         */
        public Builder processes(Supplier<? extends Collection<ProcessHandle>> processes) {
            Objects.requireNonNull(processes, "processes must not be null; leave out what is not set");
            this.processes = processes;
            return this;
        }

        /**
         * Says what each process asked for.
         *
         * @param milli in milli-cores, at least 1; all processors that this JVM sees unless said otherwise
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

        Builder nanoTime(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            return this;
        }

        /**
         * Makes the sampler. Nothing is kept open.
         *
         * @return a sampler without a reading
         * @throws InvalidConfigurationException with every option that is wrong
         */
        public ProcessSampler build() {
            var problems = Problems.of("process sampler");
            LocalSamples.check(problems, requestMilli, window, shortestWindow);
            problems.throwIfAny();
            return new ProcessSampler(this);
        }
    }
}
