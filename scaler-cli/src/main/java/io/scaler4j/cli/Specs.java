package io.scaler4j.cli;

import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.AutoscalerSpecBuilder;
import io.scaler4j.spi.TriggerPlan;
import java.util.List;

/** What commands need of specifications. */
final class Specs {

    private Specs() {}

    /** With what a run begins if nothing else is said; 1 for a policy that tells no bounds. */
    static int minimum(AutoscalerSpec spec) {
        return PolicyDetails.of(spec.policy()).map(PolicyDetails::min).orElse(1);
    }

    /** The same with another policy and other triggers, as far as a simulation sees it. */
    static AutoscalerSpec with(AutoscalerSpec spec, ScalingPolicy policy, List<TriggerPlan> triggers) {
        AutoscalerSpecBuilder copy = AutoscalerSpec.builder(spec.name())
                .policy(policy)
                .interval(spec.interval())
                .idleInterval(spec.idleInterval())
                .control(spec.control());
        triggers.forEach(copy::trigger);
        spec.schedules().forEach(copy::schedule);
        spec.targetRef().ifPresent(target -> copy.targetRef(spec.namespace(), target));
        return copy.build();
    }
}
