package io.scaler4j.scaledobject;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import io.scaler4j.scaledobject.manifest.Behavior;
import io.scaler4j.scaledobject.yaml.Position;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The {@code behavior} of an HPA, which a ScaledObject may have, too, as rules of a policy. */
final class Behaviors {

    static final Map<String, SelectPolicy> SELECTIONS =
            Map.of("Max", SelectPolicy.MAX, "Min", SelectPolicy.MIN, "Disabled", SelectPolicy.DISABLED);

    private Behaviors() {}

    /** Sets both directions, also of an empty behavior: its defaults differ from the rules without one. */
    static void apply(Optional<Behavior> behavior, ScalingPolicy.Builder policy, Findings findings) {
        if (behavior.isPresent()) {
            Position at = behavior.get().source().position();
            rules(behavior.get().scaleUp(), at, findings).ifPresent(policy::scaleUp);
            rules(behavior.get().scaleDown(), at, findings).ifPresent(policy::scaleDown);
        }
    }

    private static Optional<ScalingRules> rules(Optional<Behavior.Rules> given, Position around, Findings findings) {
        Position at = given.map(rules -> rules.source().position()).orElse(around);
        return Optional.ofNullable(findings.attempt(
                ReadingRule.BEHAVIOR,
                at,
                () -> given.map(Behaviors::rules)
                        .orElseGet(() -> ScalingRules.builder().build())));
    }

    private static ScalingRules rules(Behavior.Rules given) {
        var rules = ScalingRules.builder();
        given.stabilizationWindowSeconds().ifPresent(seconds -> rules.stabilizationWindow(Duration.ofSeconds(seconds)));
        rules.select(SELECTIONS.getOrDefault(given.selectPolicy(), SelectPolicy.MAX));
        given.tolerance()
                .ifPresent(text -> rules.tolerance(Quantities.parse(text).doubleValue()));
        given.policies().forEach(policy -> limit(policy, rules));
        return rules.build();
    }

    private static void limit(Behavior.Policy policy, ScalingRules.Builder rules) {
        int value = policy.value().orElse(0);
        Duration period = Duration.ofSeconds(policy.periodSeconds().orElse(0));
        if (policy.type().equals("Percent")) {
            rules.percent(value, period);
        } else {
            rules.replicas(value, period);
        }
    }
}
