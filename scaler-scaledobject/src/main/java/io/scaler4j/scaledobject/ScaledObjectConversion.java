package io.scaler4j.scaledobject;

import io.scaler4j.policy.Composite;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.spi.PollingInterval;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes an autoscaler of a ScaledObject. */
final class ScaledObjectConversion {

    static final Map<String, FallbackBehavior> BEHAVIORS = Map.of(
            "static", FallbackBehavior.STATIC,
            "currentReplicas", FallbackBehavior.CURRENT_REPLICAS,
            "currentReplicasIfHigher", FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER,
            "currentReplicasIfLower", FallbackBehavior.CURRENT_REPLICAS_IF_LOWER,
            "scalingModifiers", FallbackBehavior.FORMULA);

    private static final int DEFAULT_COOLDOWN = 300;

    private final ScaledObject object;
    private final String namespace;
    private final Findings findings;

    ScaledObjectConversion(ScaledObject object, String namespace, Findings findings) {
        this.object = object;
        this.namespace = namespace;
        this.findings = findings;
    }

    /** Empty if something is wrong; the findings say what. */
    Optional<AutoscalerSpec> convert(TriggerPlanner planner) {
        List<TriggerPlan> plans = plans(planner);
        var control = ControlAnnotations.read(object, findings);
        if (findings.hasInvalid() || plans.size() < object.triggers().size()) {
            return Optional.empty();
        }
        @Nullable ScalingPolicy policy = findings.attempt(ReadingRule.POLICY, object.position("spec"), this::policy);
        if (policy == null || findings.hasInvalid()) {
            return Optional.empty();
        }
        return Optional.ofNullable(findings.attempt(ReadingRule.POLICY, object.position("spec"), () -> {
            var spec = AutoscalerSpec.builder(object.name())
                    .policy(policy)
                    .idleInterval(PollingInterval.ofSeconds(asLong(object.pollingInterval())))
                    .control(control);
            plans.forEach(spec::trigger);
            object.scaleTargetRef().ifPresent(target -> spec.targetRef(namespace, target));
            return spec.build();
        }));
    }

    private List<TriggerPlan> plans(TriggerPlanner planner) {
        var scaled = new Scaled(object.name(), namespace, object.scaleTargetRef(), fallback());
        var plans = new ArrayList<TriggerPlan>();
        for (TriggerManifest trigger : object.triggers()) {
            planner.plan(text(trigger), scaled, findings).ifPresent(plans::add);
        }
        return plans;
    }

    private static TriggerText text(TriggerManifest trigger) {
        return new TriggerText(
                trigger.index(),
                trigger.type(),
                trigger.name(),
                trigger.metricType(),
                trigger.metadata(),
                new Fields(trigger.source()));
    }

    private ScalingPolicy policy() {
        int min = object.minReplicaCount().orElse(0);
        ScalingPolicy.Builder policy = ScalingPolicy.likeKeda()
                .replicas(isAlwaysActive() ? object.hpaMinReplicas() : min, object.hpaMaxReplicas())
                .cooldown(seconds(object.cooldownPeriod(), DEFAULT_COOLDOWN))
                .initialCooldown(seconds(object.initialCooldownPeriod(), 0));
        if (!isAlwaysActive()) {
            object.idleReplicaCount().ifPresent(policy::idleReplicas);
        }
        Behaviors.apply(object.behavior(), policy, findings);
        composite().ifPresent(policy::composite);
        return policy.build();
    }

    /** KEDA takes an object with triggers of resources alone for active, so that it never goes to 0 or to idle. */
    private boolean isAlwaysActive() {
        return object.triggers().stream().allMatch(TriggerManifest::isResource);
    }

    private Optional<Composite> composite() {
        Position at = object.position("spec", "advanced", "scalingModifiers");
        return Optional.ofNullable(findings.attempt(ReadingRule.SCALING_MODIFIERS, at, () -> Modifiers.read(object)))
                .flatMap(composite -> composite);
    }

    /** Of every trigger but those of resources. */
    private Optional<Fallback> fallback() {
        return object.fallback().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(findings.attempt(
                        ReadingRule.FALLBACK,
                        object.position("spec", "fallback"),
                        () -> Fallback.replicas(object.fallbackReplicas().orElse(0))
                                .afterFailures(object.fallbackFailureThreshold().orElse(0))
                                .behavior(BEHAVIORS.getOrDefault(object.fallbackBehavior(), FallbackBehavior.STATIC))));
    }

    private static Duration seconds(OptionalInt given, int orElse) {
        return Duration.ofSeconds(given.orElse(orElse));
    }

    private static OptionalLong asLong(OptionalInt number) {
        return number.isPresent() ? OptionalLong.of(number.getAsInt()) : OptionalLong.empty();
    }
}
