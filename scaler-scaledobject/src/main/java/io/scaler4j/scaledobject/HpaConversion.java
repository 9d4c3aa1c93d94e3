package io.scaler4j.scaledobject;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an autoscaler of a HorizontalPodAutoscaler, {@code autoscaling/v2} or {@code autoscaling/v1}. */
final class HpaConversion {

    private final Fields object;
    private final String namespace;
    private final Findings findings;

    HpaConversion(Fields object, String namespace, Findings findings) {
        this.object = object;
        this.namespace = namespace;
        this.findings = findings;
    }

    /** Empty if something is wrong; the findings say what. */
    Optional<AutoscalerSpec> convert(TriggerPlanner planner) {
        List<HpaMetric> metrics = HpaMetric.of(object, findings);
        var scaled = new Scaled(name(), namespace, target(), Optional.empty());
        var plans = new ArrayList<TriggerPlan>();
        metrics.forEach(metric -> plan(metric, scaled, planner).ifPresent(plans::add));
        if (findings.hasInvalid() || plans.size() < metrics.size()) {
            return Optional.empty();
        }
        @Nullable ScalingPolicy policy = findings.attempt("policy", object.position("spec"), this::policy);
        if (policy == null || findings.hasInvalid()) {
            return Optional.empty();
        }
        return Optional.ofNullable(findings.attempt("policy", object.position("spec"), () -> {
            var spec = AutoscalerSpec.builder(name()).policy(policy);
            plans.forEach(spec::trigger);
            target().ifPresent(target -> spec.targetRef(namespace, target));
            return spec.build();
        }));
    }

    private Optional<TriggerPlan> plan(HpaMetric metric, Scaled scaled, TriggerPlanner planner) {
        return metric.resource().isPresent()
                ? planner.plan(metric.resource().get(), scaled, findings)
                : metric.target().flatMap(target -> planner.planWithoutSource(metric, target, scaled, findings));
    }

    private String name() {
        return object.text("metadata", "name").orElse("");
    }

    private Optional<TargetRef> target() {
        Optional<String> kind = object.text("spec", "scaleTargetRef", "kind");
        Optional<String> name = object.text("spec", "scaleTargetRef", "name");
        return kind.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Optional.of(new TargetRef(
                        object.text("spec", "scaleTargetRef", "apiVersion").orElse("apps/v1"), kind.get(), name.get()));
    }

    private ScalingPolicy policy() {
        ScalingPolicy.Builder policy = ScalingPolicy.likeHpa()
                .replicas(
                        object.integer("spec", "minReplicas").orElse(1),
                        object.integer("spec", "maxReplicas").orElse(0));
        Behavior.apply(object.mapping("spec", "behavior"), policy, findings);
        return policy.build();
    }
}
