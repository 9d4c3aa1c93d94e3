package io.scaler4j.scaledobject;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.spi.TriggerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an autoscaler of a HorizontalPodAutoscaler, {@code autoscaling/v2} or {@code autoscaling/v1}. */
final class HpaConversion {

    private final HorizontalPodAutoscaler object;
    private final String namespace;
    private final Findings findings;

    HpaConversion(HorizontalPodAutoscaler object, String namespace, Findings findings) {
        this.object = object;
        this.namespace = namespace;
        this.findings = findings;
    }

    /** Empty if something is wrong; the findings say what. */
    Optional<AutoscalerSpec> convert(TriggerPlanner planner) {
        refuseAnnotations();
        // The schema has said what is wrong with a metric, if anything is.
        List<HpaMetric> metrics =
                HpaMetric.of(object, findings.hasInvalid() ? new Findings(findings.object()) : findings);
        var scaled = new Scaled(object.name(), namespace, object.scaleTargetRef(), Optional.empty());
        var plans = new ArrayList<TriggerPlan>();
        metrics.forEach(metric -> plan(metric, scaled, planner).ifPresent(plans::add));
        if (findings.hasInvalid() || plans.size() < metrics.size()) {
            return Optional.empty();
        }
        Position at = object.position("spec");
        @Nullable ScalingPolicy policy = findings.attempt(ReadingRule.POLICY, at, this::policy);
        if (policy == null || findings.hasInvalid()) {
            return Optional.empty();
        }
        return Optional.ofNullable(findings.attempt(ReadingRule.POLICY, at, () -> {
            var spec = AutoscalerSpec.builder(object.name()).policy(policy);
            plans.forEach(spec::trigger);
            object.scaleTargetRef().ifPresent(target -> spec.targetRef(namespace, target));
            return spec.build();
        }));
    }

    /** Where version 1 keeps what only version 2 has fields for. */
    private void refuseAnnotations() {
        object.annotations().keySet().stream()
                .filter(name -> name.startsWith("autoscaling.alpha.kubernetes.io/"))
                .filter(name -> name.endsWith("/metrics") || name.endsWith("/behavior"))
                .forEach(name -> findings.add(
                        ReadingRule.ANNOTATION,
                        object.position("metadata", "annotations", name),
                        name + " is not read",
                        "write the object as autoscaling/v2, which has a field for it"));
    }

    private Optional<TriggerPlan> plan(HpaMetric metric, Scaled scaled, TriggerPlanner planner) {
        return metric.trigger().isPresent()
                ? planner.plan(metric.trigger().get(), scaled, findings)
                : metric.target().flatMap(target -> planner.planWithoutSource(metric, target, scaled, findings));
    }

    private ScalingPolicy policy() {
        ScalingPolicy.Builder policy = ScalingPolicy.likeHpa()
                .replicas(object.minReplicas().orElse(1), object.maxReplicas().orElse(0));
        Behaviors.apply(object.behavior(), policy, findings);
        return policy.build();
    }
}
