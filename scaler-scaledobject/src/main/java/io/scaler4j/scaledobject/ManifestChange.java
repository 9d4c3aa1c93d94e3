package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import io.scaler4j.spi.TriggerPlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A ScaledObject or an HPA that was read, with another policy and other wanted numbers. What does not change stays as
 * the file has it; comments are lost.
 *
 * <pre>{@code
 * String yaml = ManifestChange.of(object, spec).policy(tuned).metrics(metrics).write();
 * }</pre>
 *
 * <p>Written are the minimum, the cooldown, the rules of {@code behavior}, and the wanted numbers of triggers. Not
 * thread-safe.
 */
public final class ManifestChange {

    private final Manifest object;
    private final AutoscalerSpec spec;
    private ScalingPolicy policy;
    private List<MetricSpec> metrics;

    private ManifestChange(Manifest object, AutoscalerSpec spec) {
        this.object = object;
        this.spec = spec;
        policy = spec.policy();
        metrics = spec.triggers().stream().map(TriggerPlan::metric).toList();
    }

    /**
     * Begins with what was read.
     *
     * @param object a ScaledObject or an HPA of {@code autoscaling/v2}
     * @param spec what became of it
     * @return a change to be told the rest
     * @throws IllegalArgumentException for another kind
     */
    public static ManifestChange of(Manifest object, AutoscalerSpec spec) {
        Objects.requireNonNull(spec, "spec must not be null; it is what the object was read as");
        if (object instanceof ScaledObject
                || (object instanceof HorizontalPodAutoscaler
                        && object.apiVersion().endsWith("/v2"))) {
            return new ManifestChange(object, spec);
        }
        throw new IllegalArgumentException(object.kind() + " " + object.name() + " (" + object.apiVersion()
                + ") cannot be changed; a ScaledObject and an HPA of autoscaling/v2 can");
    }

    /**
     * Sets the policy.
     *
     * @param policy with the bounds above, activation and formula of the present one
     * @return this change
     */
    public ManifestChange policy(ScalingPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy must not be null; leave it out for the present one");
        return this;
    }

    /**
     * Sets what is wanted of the triggers.
     *
     * @param metrics in the order of the triggers, with the same names
     * @return this change
     */
    public ManifestChange metrics(List<MetricSpec> metrics) {
        this.metrics = List.copyOf(metrics);
        return this;
    }

    /**
     * Writes.
     *
     * @return YAML of the object, which ends with a line feed
     * @throws InvalidConfigurationException with everything that the object has no field for
     */
    public String write() {
        var problems = Problems.of(object.kind() + " " + object.name() + " with another policy");
        Node.Mapping changed = object.source();
        Optional<PolicyDetails> before = WrittenPolicy.details(spec.policy(), problems);
        Optional<PolicyDetails> after = WrittenPolicy.details(policy, problems);
        if (before.isPresent() && after.isPresent()) {
            changed = withPolicy(changed, before.get(), after.get(), problems);
        }
        List<TriggerPlan> plans = spec.triggers();
        for (int i = 0; i < plans.size(); i++) {
            MetricTarget was = plans.get(i).metric().target();
            MetricTarget is = metrics.get(i).target();
            if (!was.equals(is)) {
                changed = withTarget(changed, i, plans.get(i).metric().trigger(), was, is, problems);
            }
        }
        problems.throwIfAny();
        return YamlWriter.write(changed);
    }

    private Node.Mapping withPolicy(Node.Mapping source, PolicyDetails before, PolicyDetails after, Problems problems) {
        boolean keda = object instanceof ScaledObject;
        Node.Mapping changed = source;
        if (before.min() != after.min()) {
            changed = NodeEdit.set(
                    changed, NodeEdit.number(after.min()), "spec", keda ? "minReplicaCount" : "minReplicas");
        }
        if (keda && !before.cooldown().equals(after.cooldown())) {
            long seconds = WrittenPolicy.seconds("cooldown", after.cooldown(), problems);
            changed = NodeEdit.set(changed, NodeEdit.number(seconds), "spec", "cooldownPeriod");
        }
        Optional<Node.Mapping> behavior = WrittenPolicy.behavior(after, problems);
        if (behavior.isPresent() && !behavior.equals(WrittenPolicy.behavior(before, Problems.of("")))) {
            changed = keda
                    ? NodeEdit.set(
                            changed, behavior.get(), "spec", "advanced", "horizontalPodAutoscalerConfig", "behavior")
                    : NodeEdit.set(changed, behavior.get(), "spec", "behavior");
        }
        return changed;
    }

    private Node.Mapping withTarget(
            Node.Mapping source, int index, String trigger, MetricTarget was, MetricTarget is, Problems problems) {
        String place = Integer.toString(index);
        if (object instanceof ScaledObject keda) {
            Map<String, String> options = keda.triggers().get(index).metadata();
            List<String> named = options.entrySet().stream()
                    .filter(option -> !option.getKey().startsWith("activation"))
                    .filter(option -> isNumber(option.getValue(), number(was)))
                    .map(Map.Entry::getKey)
                    .toList();
            if (named.size() != 1) {
                problems.add(
                        "trigger \"" + trigger + "\" has " + (named.isEmpty() ? "no option" : "the options " + named)
                                + " with the number " + WrittenPolicy.quantity(was)
                                + ", so the one to change is not known; give it a number of its own");
                return source;
            }
            return NodeEdit.set(
                    source, NodeEdit.text(plain(number(is))), "spec", "triggers", place, "metadata", named.get(0));
        }
        String type = ((HorizontalPodAutoscaler) object).metrics().get(index).type();
        String field = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        return NodeEdit.set(
                source,
                NodeEdit.text(WrittenPolicy.quantity(is)),
                "spec",
                "metrics",
                place,
                field,
                "target",
                is instanceof MetricTarget.Value ? "value" : "averageValue");
    }

    private static double number(MetricTarget target) {
        if (target instanceof MetricTarget.AverageValue average) {
            return average.perReplica();
        }
        return target instanceof MetricTarget.Value value
                ? value.total()
                : ((MetricTarget.Utilization) target).percent();
    }

    private static boolean isNumber(String text, double number) {
        try {
            return Double.parseDouble(text) == number;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
