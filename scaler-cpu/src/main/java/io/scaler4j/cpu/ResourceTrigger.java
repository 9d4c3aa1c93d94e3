package io.scaler4j.cpu;

import io.scaler4j.Scaler;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Reads the options of a trigger of type {@code cpu} or {@code memory}, and plans it. */
final class ResourceTrigger {

    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    /** Where samples come from. */
    private enum Kind {
        KUBERNETES,
        CGROUP,
        PROCESS
    }

    static final Option<String> CONTAINER_NAME = Option.text("containerName")
            .defaultIs("the whole replica")
            .says("One container alone, so that others beside it do not dilute the ratio. Sampler `kubernetes` only.");
    private static final Option<Duration> SAMPLE_AGE_LIMIT = Option.seconds(
                    "sampleAgeLimitSeconds", 90, 1, LONGEST_SECONDS)
            .own()
            .says("Samples older than this are left out.");
    private static final Option<Duration> INITIALIZATION_PERIOD = Option.seconds(
                    "cpuInitializationPeriodSeconds", 300, 0, LONGEST_SECONDS)
            .own()
            .says("How long after its start a replica counts as starting up. An option of the HPA's controller.");
    private static final Option<Duration> READINESS_DELAY = Option.seconds(
                    "initialReadinessDelaySeconds", 30, 0, LONGEST_SECONDS)
            .own()
            .says("A replica that became unready within this time was never ready. An option of the HPA's controller.");
    private static final Option<Kind> SAMPLER = Option.word(
                    "sampler",
                    Map.of("kubernetes", Kind.KUBERNETES, "cgroup", Kind.CGROUP, "process", Kind.PROCESS),
                    Kind.KUBERNETES)
            .own()
            .says("Where samples come from. `kubernetes` needs the module `scaler-kubernetes`; `cgroup` and"
                    + " `process` measure the processor time of this process, as a target of one replica.");
    private static final Option<String> LABEL_SELECTOR = Option.expression("labelSelector")
            .own()
            .defaultIs("required for `kubernetes`")
            .says("Which pods are the replicas, such as `app=orders`.");
    private static final Option<String> NAMESPACE = Option.text("namespace")
            .own()
            .defaultIs("that of the target, the service account or the context")
            .says("Where the pods are.");
    private static final Option<String> KUBECONFIG = Option.text("kubeconfig")
            .own()
            .defaultIs("the pod's service account")
            .says("Path of a kubeconfig file, or several as the variable `KUBECONFIG` lists them.");
    private static final Option<String> KUBECONFIG_CONTEXT = Option.text("kubeconfigContext")
            .own()
            .defaultIs("the current one")
            .says("A context of the kubeconfig file.");
    private static final Option<String> REQUEST = Option.expression("request")
            .own()
            .defaultIs("the limit, or else all processors")
            .says("What the replica requests, such as `500m`. Samplers `cgroup` and `process` only.");
    private static final Option<Duration> WINDOW = Option.seconds(
                    "windowSeconds", UsageWindow.USUAL.toSeconds(), UsageWindow.SHORTEST.toSeconds(), LONGEST_SECONDS)
            .own()
            .says("How long usage is averaged over. Samplers `cgroup` and `process` only.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> OPTIONS = List.of(
            ResourceTarget.VALUE,
            CONTAINER_NAME,
            SAMPLE_AGE_LIMIT,
            INITIALIZATION_PERIOD,
            READINESS_DELAY,
            SAMPLER,
            LABEL_SELECTOR,
            NAMESPACE,
            KUBECONFIG,
            KUBECONFIG_CONTEXT,
            REQUEST,
            WINDOW,
            ResourceTarget.TYPE);

    private static final List<Option<?>> OF_KUBERNETES =
            List.of(LABEL_SELECTOR, NAMESPACE, KUBECONFIG, KUBECONFIG_CONTEXT, CONTAINER_NAME);
    private static final List<Option<?>> OF_LOCAL_SAMPLERS = List.of(REQUEST, WINDOW);

    private ResourceTrigger() {}

    static TriggerPlan plan(Resource resource, TriggerSpec spec) {
        var given = OptionReader.of(spec, OPTIONS);
        MetricTarget target = ResourceTarget.read(given);
        Function<ReplicaSampler, CpuScaler> scaler = scaler(resource, given);
        Function<TriggerContext, ReplicaSampler> sampler = sampler(resource, given);
        return given.plan(
                MetricSpec.of(spec.name(), target).abstains(),
                index -> spec.type(),
                context -> open(scaler.apply(sampler.apply(context)), spec.name(), target));
    }

    private static Scaler open(CpuScaler scaler, String name, MetricTarget target) {
        return scaler.trigger(name, target).scaler();
    }

    /** Which samples count, and as what. */
    private static Function<ReplicaSampler, CpuScaler> scaler(Resource resource, OptionReader given) {
        String container = given.get(CONTAINER_NAME);
        Duration ageLimit = given.get(SAMPLE_AGE_LIMIT);
        Duration initializationPeriod = given.get(INITIALIZATION_PERIOD);
        Duration readinessDelay = given.get(READINESS_DELAY);
        return sampler -> CpuScaler.builder()
                .resource(resource)
                .sampler(sampler)
                .container(container)
                .sampleAgeLimit(ageLimit)
                .initializationPeriod(initializationPeriod)
                .readinessDelay(readinessDelay)
                .build();
    }

    private static Function<TriggerContext, ReplicaSampler> sampler(Resource resource, OptionReader given) {
        Kind kind = given.get(SAMPLER);
        refuse(kind == Kind.KUBERNETES ? OF_LOCAL_SAMPLERS : OF_KUBERNETES, kind, given);
        return kind == Kind.KUBERNETES ? kubernetes(given) : local(kind, resource, given);
    }

    private static void refuse(List<Option<?>> ofOthers, Kind kind, OptionReader given) {
        ofOthers.stream()
                .sorted(Comparator.comparing(Option::name))
                .filter(given::has)
                .forEach(option -> given.problems()
                        .add(option.name() + " is not an option of sampler " + word(kind) + "; leave it out"));
    }

    private static String word(Kind kind) {
        return kind == Kind.KUBERNETES ? "kubernetes" : kind == Kind.CGROUP ? "cgroup" : "process";
    }

    private static Function<TriggerContext, ReplicaSampler> local(Kind kind, Resource resource, OptionReader given) {
        given.problems()
                .check(
                        resource == Resource.CPU,
                        "sampler " + word(kind)
                                + " measures processor time; scale on memory with sampler kubernetes, or in code");
        Duration window = given.get(WINDOW);
        OptionalLong request = request(given);
        return kind == Kind.CGROUP ? context -> cgroup(window, request) : context -> process(window, request);
    }

    /** Only the class path is looked at; files of the cluster are read when the sampler opens. */
    private static Function<TriggerContext, ReplicaSampler> kubernetes(OptionReader given) {
        String selector = given.require(LABEL_SELECTOR);
        String namespace = given.get(NAMESPACE);
        String kubeconfig = given.get(KUBECONFIG);
        String kubeconfigContext = given.get(KUBECONFIG_CONTEXT);
        Optional<PodSamplerProvider> provider =
                ServiceLoader.load(PodSamplerProvider.class).findFirst();
        given.problems()
                .check(
                        provider.isPresent(),
                        "sampler kubernetes comes with the module io.scaler4j:scaler-kubernetes; add it to the"
                                + " dependencies, or set sampler to cgroup or process");
        return context -> provider.orElseThrow()
                .create(
                        new PodSelection(
                                selector,
                                namespace.isEmpty() ? context.namespace() : namespace,
                                kubeconfig,
                                kubeconfigContext),
                        context.connections());
    }

    private static OptionalLong request(OptionReader given) {
        try {
            OptionalLong milli = given.find(REQUEST).map(Quantity::parse).stream()
                    .mapToLong(Quantity::milli)
                    .findFirst();
            given.problems()
                    .check(
                            milli.orElse(1) >= 1,
                            "request must be more than 0, was \"" + given.get(REQUEST)
                                    + "\"; leave it out for the limit, or else all processors");
            return milli;
        } catch (IllegalArgumentException e) {
            given.problems().add("request " + e.getMessage());
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
