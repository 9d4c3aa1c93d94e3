package io.scaler4j.scaledobject;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.RateLimit;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.AutoscalerSpecBuilder;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The HorizontalPodAutoscaler that comes closest to a ScaledObject, and what is lost on the way. Without losses both
 * scale a target alike while nobody sets it to 0 by hand.
 *
 * <pre>{@code
 * HpaEquivalent hpa = HpaEquivalent.of(object, spec);
 * if (hpa.losses().isEmpty()) {
 *     System.out.println(hpa.write());
 * }
 * }</pre>
 *
 * <p>Immutable.
 */
public final class HpaEquivalent {

    private final ScaledObject object;
    private final AutoscalerSpec spec;
    private final PolicyDetails policy;
    private final List<String> losses = new ArrayList<>();

    private HpaEquivalent(ScaledObject object, AutoscalerSpec spec) {
        this.object = object;
        this.spec = spec;
        policy = PolicyDetails.of(spec.policy())
                .orElseThrow(() -> new IllegalArgumentException("the policy of autoscaler \"" + spec.name()
                        + "\" has no form as an HPA, because ScalingPolicy.builder() did not make it"));
        compare();
    }

    /**
     * Compares.
     *
     * @param object a ScaledObject
     * @param spec what it was read as
     * @return the HPA and the losses
     */
    public static HpaEquivalent of(ScaledObject object, AutoscalerSpec spec) {
        Objects.requireNonNull(object, "object must not be null; it is a ScaledObject that was read");
        return new HpaEquivalent(object, Objects.requireNonNull(spec, "spec must not be null; it comes of reading"));
    }

    private void compare() {
        if (policy.min() == 0) {
            losses.add("minReplicaCount 0: the HPA keeps 1 replica where KEDA scales to zero");
        }
        policy.idleReplicas().ifPresent(idle -> losses.add("idleReplicaCount " + idle + ": an HPA has no idle count"));
        if (policy.composite().isPresent()) {
            losses.add("scalingModifiers: an HPA takes the largest of its metrics and has no formula");
        }
        if (!spec.control().equals(Control.none())) {
            losses.add("annotations that pause or force: an HPA has none");
        }
        List<TriggerManifest> triggers = object.triggers();
        for (int i = 0; i < triggers.size(); i++) {
            compare(triggers.get(i), spec.triggers().get(i).metric());
        }
    }

    private void compare(TriggerManifest trigger, MetricSpec metric) {
        if (!trigger.isResource()) {
            losses.add("trigger " + metric.trigger() + " (" + trigger.type() + "): KEDA's metrics server serves the"
                    + " metric; without KEDA another one must serve an external metric of this name");
        }
        if (metric.fallback().isPresent()) {
            losses.add("fallback of trigger " + metric.trigger() + ": an HPA keeps its count while a metric fails");
        }
        if (metric.activationThreshold() != 0) {
            losses.add("activation threshold of trigger " + metric.trigger() + ": an HPA has no activation");
        }
    }

    /** {@return what an HPA does not do, a sentence each; unmodifiable} */
    public List<String> losses() {
        return List.copyOf(losses);
    }

    /**
     * Writes the HPA, also where something is lost.
     *
     * @return YAML of one object of {@code autoscaling/v2}, which ends with a line feed
     * @throws io.scaler4j.config.InvalidConfigurationException if there is no HPA at all that comes close
     */
    public String write() {
        AutoscalerSpecBuilder closest = AutoscalerSpec.builder(spec.name()).policy(hpaPolicy());
        for (TriggerPlan plan : spec.triggers()) {
            closest.trigger(new MetricPlan(plan, hpaMetric(plan.metric())));
        }
        spec.targetRef().ifPresent(target -> closest.targetRef(spec.namespace(), target));
        HpaWriter writer = HpaWriter.of(closest.build());
        for (int i = 0; i < object.triggers().size(); i++) {
            TriggerManifest trigger = object.triggers().get(i);
            writer.trigger(TriggerSpec.builder(trigger.type())
                    .name(spec.triggers().get(i).metric().trigger())
                    .metadata(trigger.metadata())
                    .build());
        }
        return writer.write();
    }

    private static MetricSpec hpaMetric(MetricSpec metric) {
        MetricSpec plain = MetricSpec.of(metric.trigger(), metric.target());
        return metric.isAbstaining() ? plain.abstains() : plain;
    }

    private ScalingPolicy hpaPolicy() {
        ScalingPolicy.Builder hpa = ScalingPolicy.likeHpa().replicas(Math.max(1, policy.min()), policy.max());
        if (!policy.legacy()) {
            hpa.scaleUp(rules(policy.scaleUp(), policy.tolerance().up()))
                    .scaleDown(rules(policy.scaleDown(), policy.tolerance().down()));
        }
        return hpa.build();
    }

    private static ScalingRules rules(ScalingRules given, double tolerance) {
        ScalingRules.Builder rules =
                ScalingRules.builder().select(given.select()).tolerance(tolerance);
        given.stabilizationWindow().ifPresent(rules::stabilizationWindow);
        for (RateLimit limit : given.limits()) {
            if (limit.unit() == RateLimit.Unit.PERCENT) {
                rules.percent(limit.amount(), limit.period());
            } else {
                rules.replicas(limit.amount(), limit.period());
            }
        }
        return rules.build();
    }
}
