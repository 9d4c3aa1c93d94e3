package io.scaler4j.cpu;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Resource;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the options of a trigger of type {@code cpu} or {@code memory}, and makes it. */
final class ResourceTrigger {

    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private static final String KUBERNETES = "kubernetes";
    private static final String CGROUP = "cgroup";
    private static final String PROCESS = "process";
    private static final Set<String> LOCAL = Set.of("request", "windowSeconds");
    /** What only one kind of sampler takes. */
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            KUBERNETES,
            Set.of("labelSelector", "namespace", "kubeconfig", "kubeconfigContext", "containerName"),
            CGROUP,
            LOCAL,
            PROCESS,
            LOCAL);

    private ResourceTrigger() {}

    static Trigger create(Resource resource, TriggerSpec spec, SharedConnections connections) {
        MetricTarget target = ResourceTarget.read(spec);
        CpuScaler.Builder scaler = rules(spec).resource(resource);
        Supplier<ReplicaSampler> sampler = sampler(resource, spec, connections);
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

    private static Supplier<ReplicaSampler> sampler(
            Resource resource, TriggerSpec spec, SharedConnections connections) {
        String kind =
                spec.choice("sampler", Map.of(KUBERNETES, KUBERNETES, CGROUP, CGROUP, PROCESS, PROCESS), KUBERNETES);
        refuseOptionsOfOthers(kind, spec);
        return kind.equals(KUBERNETES) ? kubernetes(spec, connections) : local(kind, resource, spec);
    }

    /** All options become known, whatever the sampler. */
    private static void refuseOptionsOfOthers(String kind, TriggerSpec spec) {
        Set<String> own = OPTIONS.getOrDefault(kind, Set.of());
        OPTIONS.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .filter(option -> spec.expression(option).isPresent() && !own.contains(option))
                .forEach(option ->
                        spec.problems().add(option + " is not an option of sampler " + kind + "; leave it out"));
    }

    private static Supplier<ReplicaSampler> local(String kind, Resource resource, TriggerSpec spec) {
        spec.problems()
                .check(
                        resource == Resource.CPU,
                        "sampler " + kind
                                + " measures processor time; scale on memory with sampler kubernetes, or in code");
        Duration window =
                seconds(spec, "windowSeconds", UsageWindow.USUAL.toSeconds(), UsageWindow.SHORTEST.toSeconds());
        OptionalLong request = request(spec);
        return kind.equals(CGROUP) ? () -> cgroup(window, request) : () -> process(window, request);
    }

    private static Supplier<ReplicaSampler> kubernetes(TriggerSpec spec, SharedConnections connections) {
        var pods = new PodSelection(
                spec.requiredExpression("labelSelector"),
                spec.text("namespace").orElse(""),
                spec.text("kubeconfig").orElse(""),
                spec.text("kubeconfigContext").orElse(""));
        Optional<PodSamplerProvider> provider =
                ServiceLoader.load(PodSamplerProvider.class).findFirst();
        spec.problems()
                .check(
                        provider.isPresent(),
                        "sampler kubernetes comes with the module io.scaler4j:scaler-kubernetes; add it to the"
                                + " dependencies, or set sampler to cgroup or process");
        return () -> provider.orElseThrow().create(pods, connections);
    }

    private static OptionalLong request(TriggerSpec spec) {
        try {
            return spec.expression("request").map(Quantity::parse).stream()
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
