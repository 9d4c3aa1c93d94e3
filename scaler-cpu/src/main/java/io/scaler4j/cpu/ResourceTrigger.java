package io.scaler4j.cpu;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Resource;
import io.scaler4j.spi.SharedConnections;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Reads the options of a trigger of type {@code cpu} or {@code memory}, and makes it. */
final class ResourceTrigger {

    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private enum Source {
        CGROUP,
        PROCESS
    }

    private static final Map<String, Source> SOURCES = Map.of("cgroup", Source.CGROUP, "process", Source.PROCESS);

    private ResourceTrigger() {}

    static Trigger create(Resource resource, TriggerSpec spec, SharedConnections connections) {
        MetricTarget target = ResourceTarget.read(spec);
        CpuScaler.Builder scaler = rules(spec).resource(resource);
        Supplier<ReplicaSampler> sampler = sampler(resource, spec);
        spec.verify();
        try {
            return scaler.sampler(sampler.get()).build().trigger(spec.name(), target);
        } catch (InvalidConfigurationException e) {
            throw new InvalidConfigurationException(spec.toString(), e.problems());
        }
    }

    /** Which samples count, and as what. */
    private static CpuScaler.Builder rules(TriggerSpec spec) {
        return CpuScaler.builder()
                .container(spec.text("containerName").orElse(""))
                .sampleAgeLimit(seconds(spec, "sampleAgeLimitSeconds", 90, 1))
                .initializationPeriod(seconds(spec, "cpuInitializationPeriodSeconds", 300, 0))
                .readinessDelay(seconds(spec, "initialReadinessDelaySeconds", 30, 0));
    }

    private static Duration seconds(TriggerSpec spec, String option, long orElse, long least) {
        long seconds = spec.integer(option, orElse, least);
        spec.problems()
                .check(seconds <= LONGEST_SECONDS, option + " must be at most " + LONGEST_SECONDS + ", was " + seconds);
        return Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS));
    }

    private static Supplier<ReplicaSampler> sampler(Resource resource, TriggerSpec spec) {
        spec.requiredText("sampler");
        Source source = spec.choice("sampler", SOURCES, Source.PROCESS);
        spec.problems()
                .check(
                        resource == Resource.CPU && spec.text("containerName").isEmpty(),
                        "sampler " + spec.text("sampler").orElse("") + " measures the processor time of whole replicas;"
                                + " leave containerName out, and scale on memory with samples from elsewhere");
        Duration window =
                seconds(spec, "windowSeconds", UsageWindow.USUAL.toSeconds(), UsageWindow.SHORTEST.toSeconds());
        OptionalLong request = request(spec);
        return source == Source.CGROUP ? () -> cgroup(window, request) : () -> process(window, request);
    }

    private static OptionalLong request(TriggerSpec spec) {
        try {
            return spec.text("request").map(Quantity::parse).stream()
                    .mapToLong(Quantity::milli)
                    .findFirst();
        } catch (IllegalArgumentException e) {
            spec.problems().add("request " + e.getMessage());
            return OptionalLong.empty();
        }
    }

    private static ReplicaSampler cgroup(Duration window, OptionalLong requestMilli) {
        var cgroup = CgroupSampler.builder().window(window);
        requestMilli.ifPresent(cgroup::requestMilli);
        return cgroup.build();
    }

    private static ReplicaSampler process(Duration window, OptionalLong requestMilli) {
        var process = ProcessSampler.builder().window(window);
        requestMilli.ifPresent(process::requestMilli);
        return process.build();
    }
}
