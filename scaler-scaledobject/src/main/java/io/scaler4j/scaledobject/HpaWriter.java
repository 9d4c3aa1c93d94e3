package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an autoscaler as a {@code HorizontalPodAutoscaler} of {@code autoscaling/v2}. {@link ScaledObjects} reads an
 * equal policy from it. What an HPA cannot express is refused, all of it at once.
 *
 * <p>A metric that was read from an HPA is written as it was read. A trigger of type {@code cpu} or {@code memory}
 * whose options are told becomes a resource metric. Any other trigger becomes an external metric of its name, which the
 * cluster's metrics API has to serve. Not thread-safe.
 */
public final class HpaWriter {

    private static final int LONGEST_NAME = 253;

    private final AutoscalerSpec spec;
    private final Map<String, TriggerSpec> triggers = new HashMap<>();
    private final Problems problems;

    private HpaWriter(AutoscalerSpec spec) {
        this.spec = spec;
        problems = Problems.of("autoscaler \"" + spec.name() + "\" as a HorizontalPodAutoscaler");
    }

    /**
     * Starts to write.
     *
     * @param spec what is to be written
     * @return a writer to be told the options of triggers
     */
    public static HpaWriter of(AutoscalerSpec spec) {
        return new HpaWriter(Objects.requireNonNull(spec, "spec must not be null; AutoscalerSpec.builder makes one"));
    }

    /**
     * Tells the options of a trigger of type {@code cpu} or {@code memory}: of them {@code containerName} is written.
     *
     * @param trigger what its plan was made of; its name is that of the plan's metric
     * @return this writer
     */
    public HpaWriter trigger(TriggerSpec trigger) {
        Objects.requireNonNull(trigger, "trigger must not be null; TriggerSpec.builder makes one");
        triggers.put(trigger.name(), trigger);
        return this;
    }

    /**
     * Writes.
     *
     * @return YAML of one object, which ends with a line feed
     * @throws InvalidConfigurationException with everything that an HPA cannot express
     */
    public String write() {
        Node.Mapping object = object();
        problems.throwIfAny();
        return YamlWriter.write(object);
    }

    private Node.Mapping object() {
        WrittenPolicy.check(spec, LONGEST_NAME, problems);
        problems.check(
                spec.idleInterval().equals(spec.interval()),
                "idleInterval must be the interval, was " + WrittenPolicy.text(spec.idleInterval())
                        + "; an HPA has one period, leave it out");
        problems.check(
                spec.control().equals(Control.none()),
                "control must be none, was " + spec.control() + "; an HPA has no annotations for it");
        var written = new MappingBuilder().put("scaleTargetRef", WrittenPolicy.target(spec));
        Optional<PolicyDetails> policy = WrittenPolicy.details(spec.policy(), problems);
        policy.ifPresent(details -> writeBounds(details, written));
        written.put("metrics", spec.triggers().stream().map(this::metric).toList());
        policy.flatMap(details -> WrittenPolicy.behavior(details, problems))
                .ifPresent(behavior -> written.put("behavior", behavior));
        return new MappingBuilder()
                .put("apiVersion", "autoscaling/v2")
                .put("kind", "HorizontalPodAutoscaler")
                .put("metadata", WrittenPolicy.metadata(spec, Map.of()))
                .put("spec", written)
                .build();
    }

    private void writeBounds(PolicyDetails policy, MappingBuilder written) {
        problems.check(
                policy.activation() == ActivationMode.NONE && policy.respectsManualZero(),
                "the policy must leave every count to the metrics and a zero of others alone; an HPA has no"
                        + " activation and no cooldown, begin with ScalingPolicy.likeHpa()");
        problems.check(
                policy.composite().isEmpty(), "composite cannot be written; an HPA takes the largest recommendation");
        written.put("minReplicas", policy.min()).put("maxReplicas", policy.max());
    }

    private Node.Mapping metric(TriggerPlan plan) {
        MetricSpec metric = plan.metric();
        String label = "trigger \"" + metric.trigger() + "\"";
        problems.check(metric.fallback().isEmpty(), label + " must have no fallback; an HPA has none");
        problems.check(metric.activationThreshold() == 0, label + " must activate above 0; an HPA has no activation");
        problems.check(
                metric.tolerance().isEmpty(),
                label + " must not have its own tolerance; set it with tolerance(..) of scaleUp and scaleDown");
        @Nullable TriggerSpec told = triggers.get(metric.trigger());
        if (told != null && TriggerText.RESOURCES.contains(told.type())) {
            return resource(told.type(), told.metadata(), metric.target());
        }
        if (plan instanceof UnopenedPlan unopened && isMetric(unopened)) {
            return unopened.source();
        }
        if (plan instanceof UnopenedPlan unopened && TriggerText.RESOURCES.contains(unopened.type())) {
            return resource(unopened.type(), new Fields(unopened.source()).texts("metadata"), metric.target());
        }
        return external(metric);
    }

    /** Whether it was read from an HPA, as a metric of version 2. */
    private static boolean isMetric(UnopenedPlan plan) {
        Fields source = new Fields(plan.source());
        return source.text("type").isPresent() && !source.has("metadata");
    }

    private static Node.Mapping resource(String name, Map<String, String> options, MetricTarget wanted) {
        String container = options.getOrDefault("containerName", "");
        var source = new MappingBuilder().put("name", name);
        if (!container.isEmpty()) {
            source.put("container", container);
        }
        source.put("target", target(wanted, quantity(wanted, options.getOrDefault("value", ""))));
        return new MappingBuilder()
                .put("type", container.isEmpty() ? "Resource" : "ContainerResource")
                .put(container.isEmpty() ? "resource" : "containerResource", source)
                .build();
    }

    private Node.Mapping external(MetricSpec metric) {
        problems.check(
                !(metric.target() instanceof MetricTarget.Utilization),
                "trigger \"" + metric.trigger() + "\" wants a utilization, which an HPA has of resources alone; give"
                        + " its TriggerSpec of type cpu or memory with trigger(..)");
        return new MappingBuilder()
                .put("type", "External")
                .put(
                        "external",
                        new MappingBuilder()
                                .put("metric", new MappingBuilder().put("name", metric.trigger()))
                                .put("target", target(metric.target(), WrittenPolicy.quantity(metric.target()))))
                .build();
    }

    /** As the option has it, if that is the same amount: plans are equal if the texts of their options are. */
    private static String quantity(MetricTarget target, String option) {
        String quantity = WrittenPolicy.quantity(target);
        try {
            return Quantities.wanted(option) == Quantities.wanted(quantity) ? option : quantity;
        } catch (IllegalArgumentException e) {
            return quantity;
        }
    }

    private static MappingBuilder target(MetricTarget target, String quantity) {
        if (target instanceof MetricTarget.Utilization utilization) {
            return new MappingBuilder().put("type", "Utilization").put("averageUtilization", utilization.percent());
        }
        return target instanceof MetricTarget.AverageValue
                ? new MappingBuilder().put("type", "AverageValue").put("averageValue", quantity)
                : new MappingBuilder().put("type", "Value").put("value", quantity);
    }
}
