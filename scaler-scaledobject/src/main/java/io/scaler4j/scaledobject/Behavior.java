package io.scaler4j.scaledobject;

import io.scaler4j.policy.RateLimit;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The {@code behavior} of an HPA, which a ScaledObject may have, too. */
final class Behavior {

    static final Map<String, SelectPolicy> SELECTIONS =
            Map.of("Max", SelectPolicy.MAX, "Min", SelectPolicy.MIN, "Disabled", SelectPolicy.DISABLED);

    private static final String RULE = "behavior";

    private Behavior() {}

    /** Sets both directions, also of an empty behavior: its defaults differ from the rules without one. */
    static void apply(Optional<Fields> behavior, ScalingPolicy.Builder policy, Findings findings) {
        if (behavior.isPresent()) {
            rules("scaleUp", behavior.get(), findings).ifPresent(policy::scaleUp);
            rules("scaleDown", behavior.get(), findings).ifPresent(policy::scaleDown);
        }
    }

    private static Optional<ScalingRules> rules(String direction, Fields behavior, Findings findings) {
        Optional<Fields> given = behavior.mapping(direction);
        return Optional.ofNullable(findings.attempt(
                RULE,
                behavior.position(direction),
                () -> given.map(Behavior::rules)
                        .orElseGet(() -> ScalingRules.builder().build())));
    }

    private static ScalingRules rules(Fields direction) {
        var rules = ScalingRules.builder();
        direction
                .integer("stabilizationWindowSeconds")
                .ifPresent(seconds -> rules.stabilizationWindow(Duration.ofSeconds(seconds)));
        direction.text("selectPolicy").map(SELECTIONS::get).ifPresent(rules::select);
        direction
                .amount("tolerance")
                .ifPresent(text -> rules.tolerance(Quantities.parse(text).doubleValue()));
        direction.mappings("policies").forEach(policy -> limit(policy, rules));
        return rules.build();
    }

    private static void limit(Fields policy, ScalingRules.Builder rules) {
        int value = policy.integer("value").orElse(0);
        Duration period = Duration.ofSeconds(policy.integer("periodSeconds").orElse(0));
        if (unit(policy) == RateLimit.Unit.PERCENT) {
            rules.percent(value, period);
        } else {
            rules.replicas(value, period);
        }
    }

    private static RateLimit.Unit unit(Fields policy) {
        return policy.text("type").filter("Percent"::equals).isPresent()
                ? RateLimit.Unit.PERCENT
                : RateLimit.Unit.REPLICAS;
    }
}
