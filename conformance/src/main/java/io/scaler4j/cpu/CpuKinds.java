package io.scaler4j.cpu;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that the CPU source answers. They live in its package to reach what a trigger's options mean, and its
 * arithmetic; class path only. What is made of samples is the decision core's, and so are those kinds.
 */
public final class CpuKinds {

    private CpuKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("cpu.parse", CpuKinds::parse)
                .evaluate("cpu.metric-spec", CpuKinds::metricSpec)
                .evaluate("cpu.activity", CpuKinds::activity)
                .evaluate("cpu.scale-to-zero-admission", CpuKinds::scaleToZero)
                .evaluate("cpu.quantity-millis", CpuKinds::quantity)
                .evaluate("cpu.cgroup-v2", CpuKinds::cgroup)
                .evaluate("cpu.jvm-process", CpuKinds::process);
    }

    private static Result parse(Fields given) {
        try {
            return Result.of("valid", true).and("values", values(given, trigger(given)));
        } catch (InvalidConfigurationException e) {
            return Result.of("valid", false).and("field", Result.mentionedBy(e));
        }
    }

    private static Result.Values values(Fields given, Trigger trigger) {
        return Result.of("averageUtilizationPercent", percent(trigger))
                .and("averageValue", averageValue(given, trigger))
                .and("averageValueMillis", averageValueMillis(trigger))
                .and("containerName", container(trigger));
    }

    private static Result metricSpec(Fields given) {
        try {
            Trigger trigger = trigger(given);
            return Result.of("specType", container(trigger) == null ? "Resource" : "ContainerResource")
                    .and("resource", scaler(trigger).resource().name().toLowerCase(Locale.ROOT))
                    .and("targetType", trigger.target().getClass().getSimpleName())
                    .and("averageUtilizationPercent", percent(trigger))
                    .and("averageValue", averageValue(given, trigger))
                    .and("averageValueMillis", averageValueMillis(trigger))
                    .and("container", container(trigger))
                    .and("containerName", container(trigger));
        } catch (InvalidConfigurationException e) {
            return Result.error(e.problems().toString());
        }
    }

    /** KEDA claims activity and publishes nothing; here the trigger abstains, and alone it leaves the target active. */
    private static Result activity(Fields given) {
        try {
            Trigger trigger = trigger(given);
            return Result.of("active", trigger.isAbstaining())
                    .and("isActive", trigger.isAbstaining())
                    .and("abstains", trigger.isAbstaining())
                    .and("metrics", List.of())
                    .and("metric", null)
                    .and("value", null)
                    .notCompared("error");
        } catch (InvalidConfigurationException e) {
            return Result.error(e.problems().toString());
        }
    }

    private static Result scaleToZero(Fields given) {
        List<Trigger> triggers =
                given.texts("triggerTypes").stream().map(CpuKinds::ofType).toList();
        return Result.of("accepted", isAccepted(triggers, given.countIfAny("minReplicaCount")));
    }

    /** Whether an autoscaler on one trigger of this type may have this minimum. */
    public static boolean isAccepted(String type, OptionalInt least) {
        return isAccepted(List.of(ofType(type)), least);
    }

    private static boolean isAccepted(List<Trigger> triggers, OptionalInt least) {
        int min = least.orElse(0);
        var builder = Autoscaler.builder("kind")
                .target(ScaleTarget.of(() -> 1, count -> {}))
                .policy(ScalingPolicy.builder()
                        .replicas(min, Math.max(min, 100))
                        .build());
        for (int i = 0; i < triggers.size(); i++) {
            Trigger trigger = triggers.get(i);
            Trigger named = Trigger.of("trigger " + i, trigger.scaler(), trigger.target());
            builder.trigger(trigger.isAbstaining() ? named.abstains() : named);
        }
        try (Autoscaler autoscaler = builder.build()) {
            return autoscaler != null;
        } catch (InvalidConfigurationException e) {
            return false;
        }
    }

    private static Trigger ofType(String type) {
        Scaler other = request -> Reading.of(1);
        return switch (type) {
            case "cpu" -> pushed(Resource.CPU, "").trigger(type, MetricTarget.utilization(50));
            case "memory" -> pushed(Resource.MEMORY, "").trigger(type, MetricTarget.averageValue(1));
            default -> Trigger.of(type, other, MetricTarget.averageValue(1));
        };
    }

    private static Result quantity(Fields given) {
        try {
            return Result.of("millis", Quantity.parse(given.text("quantity")).milli());
        } catch (IllegalArgumentException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    private static Result cgroup(Fields given) {
        var first = reading(given, "First", 0);
        var second = reading(given, "Second", 1000 * given.integer("elapsedUsec"));
        Optional<CpuLimit> limit = given.textIfAny("cpuMax").flatMap(CpuLimit::parse);
        Optional<CpuUsage> usage = CpuUsage.between(first, second);
        return ofRequest(given, usage)
                .and("limitMilli", limit.map(CpuLimit::milli).orElse(null))
                .and(
                        "utilizationOfLimitPercent",
                        limit.flatMap(some -> usage.map(used -> used.percentOf(some)))
                                .orElse(null))
                .and(
                        "throttleShare",
                        usage.map(CpuUsage::throttledShare)
                                .filter(share -> share.isPresent())
                                .map(share -> share.getAsDouble())
                                .orElse(null));
    }

    private static CpuReading reading(Fields given, String which, long atNanos) {
        return new CpuReading(
                atNanos,
                1000 * given.integer("usageUsec" + which),
                given.integerIfAny("nrPeriods" + which).orElse(0),
                given.integerIfAny("nrThrottled" + which).orElse(0));
    }

    private static Result process(Fields given) {
        var first = CpuReading.of(0, given.integer("processCpuTimeNsFirst"));
        var second = CpuReading.of(given.integer("elapsedNs"), given.integer("processCpuTimeNsSecond"));
        Optional<CpuUsage> usage = ProcessSampler.isTold(first.cpuNanos()) && ProcessSampler.isTold(second.cpuNanos())
                ? CpuUsage.between(first, second)
                : Optional.empty();
        return ofRequest(given, usage)
                .and(
                        "equivalentProcessCpuLoad",
                        given.has("availableProcessors")
                                ? usage.map(used -> used.loadOf(given.count("availableProcessors")))
                                        .orElse(null)
                                : null);
    }

    private static Result.Values ofRequest(Fields given, Optional<CpuUsage> usage) {
        OptionalLong request = given.integerIfAny("requestMilli");
        return Result.of("usageMilli", usage.map(CpuUsage::milli).orElse(null))
                .and(
                        "utilizationOfRequestPercent",
                        request.isPresent()
                                ? usage.map(used -> used.percentOfMilli(request.getAsLong()))
                                        .orElse(null)
                                : null);
    }

    /** As the providers read it, with samples from elsewhere, since a vector does not say from where. */
    private static Trigger trigger(Fields given) {
        String type = given.textIfAny("scaler").orElse("cpu");
        TriggerSpec spec = TriggerSpec.builder(type)
                .metadata(given.object("triggerMetadata").asTexts())
                .metricType(given.textIfAny("metricType").orElse(""))
                .build();
        var reader = OptionReader.of(spec, ResourceTrigger.OPTIONS);
        MetricTarget target = ResourceTarget.read(reader);
        String container = reader.get(ResourceTrigger.CONTAINER_NAME);
        reader.verify();
        return pushed(type.equals("memory") ? Resource.MEMORY : Resource.CPU, container)
                .trigger(type, target);
    }

    private static CpuScaler pushed(Resource resource, String container) {
        return CpuScaler.builder()
                .sampler(ReplicaSampler.of(List::of))
                .resource(resource)
                .container(container)
                .build();
    }

    private static @Nullable Integer percent(Trigger trigger) {
        return trigger.target() instanceof MetricTarget.Utilization wanted ? wanted.percent() : null;
    }

    private static @Nullable String averageValue(Fields given, Trigger trigger) {
        return trigger.target() instanceof MetricTarget.AverageValue
                ? Quantity.parse(given.object("triggerMetadata").text("value").strip())
                        .toString()
                : null;
    }

    private static @Nullable Long averageValueMillis(Trigger trigger) {
        return trigger.target() instanceof MetricTarget.AverageValue wanted ? wanted.milli() : null;
    }

    private static @Nullable String container(Trigger trigger) {
        return scaler(trigger).container().orElse(null);
    }

    private static CpuScaler scaler(Trigger trigger) {
        return (CpuScaler) trigger.scaler();
    }
}
