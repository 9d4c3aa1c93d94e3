package io.scaler4j.spring.boot;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.spring.boot.PolicyProperties.Defaults;
import io.scaler4j.spring.boot.PolicyProperties.Limit;
import io.scaler4j.spring.boot.PolicyProperties.Rules;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a policy and a control of their properties. */
final class PolicyConversion {

    private static final int DEFAULT_MAX = 100;

    private PolicyConversion() {}

    /** Returns the policy; empty if something is wrong, which is collected then. */
    static Optional<ScalingPolicy> policy(PolicyProperties given, SentenceCollector problems) {
        Optional<ScalingRules> up = rules(given.scaleUp(), problems.at(".scale-up"));
        Optional<ScalingRules> down = rules(given.scaleDown(), problems.at(".scale-down"));
        Optional<ScalingPolicy> policy = problems.attempt(() -> {
            ScalingPolicy.Builder builder = builder(given);
            up.ifPresent(builder::scaleUp);
            down.ifPresent(builder::scaleDown);
            return builder.build();
        });
        boolean allRules =
                up.isPresent() == (given.scaleUp() != null) && down.isPresent() == (given.scaleDown() != null);
        return allRules ? policy : Optional.empty();
    }

    private static ScalingPolicy.Builder builder(PolicyProperties given) {
        ScalingPolicy.Builder builder = start(given.like());
        int min = given.like() == Defaults.HPA ? 1 : 0;
        builder.replicas(orElse(given.minReplicas(), min), orElse(given.maxReplicas(), DEFAULT_MAX));
        set(given.idleReplicas(), builder::idleReplicas);
        set(given.cooldown(), builder::cooldown);
        set(given.initialCooldown(), builder::initialCooldown);
        set(given.tolerance(), builder::tolerance);
        set(given.activation(), builder::activation);
        set(given.deactivation(), builder::deactivation);
        if (given.legacy()) {
            builder.legacy();
        }
        if (given.respectManualZero()) {
            builder.respectManualZero();
        }
        return builder;
    }

    private static ScalingPolicy.Builder start(@Nullable Defaults like) {
        if (like == null) {
            return ScalingPolicy.builder();
        }
        return like == Defaults.KEDA ? ScalingPolicy.likeKeda() : ScalingPolicy.likeHpa();
    }

    private static Optional<ScalingRules> rules(@Nullable Rules given, SentenceCollector problems) {
        if (given == null) {
            return Optional.empty();
        }
        boolean complete = true;
        for (int i = 0; i < given.limits().size(); i++) {
            complete &= isComplete(given.limits().get(i), problems.at(".limits[" + i + "]"));
        }
        boolean allLimits = complete;
        return problems.attempt(() -> {
                    ScalingRules.Builder builder = ScalingRules.builder();
                    set(given.stabilizationWindow(), builder::stabilizationWindow);
                    set(given.tolerance(), builder::tolerance);
                    set(given.select(), builder::select);
                    given.limits().forEach(limit -> add(limit, builder));
                    return builder.build();
                })
                .filter(rules -> allLimits);
    }

    private static boolean isComplete(Limit limit, SentenceCollector problems) {
        boolean amount = problems.check(
                (limit.replicas() == null) != (limit.percent() == null),
                "a limit has either replicas or percent; give one of them");
        boolean period = problems.check(
                limit.period() != null, "period is missing; give the time within which the change is limited");
        return amount && period;
    }

    /** Limits that are not complete are refused already. */
    private static void add(Limit limit, ScalingRules.Builder builder) {
        set(limit.period(), period -> {
            set(limit.replicas(), amount -> builder.replicas(amount, period));
            set(limit.percent(), amount -> builder.percent(amount, period));
        });
    }

    /** Returns the control; empty if something is wrong, which is collected then. */
    static Optional<Control> control(ControlProperties given, SentenceCollector problems) {
        return problems.attempt(() -> {
            Control control = Control.none().forceActivation(given.forceActivation());
            control = given.paused() ? control.pause() : control;
            control = given.pausedReplicas() == null ? control : control.pauseAt(given.pausedReplicas());
            control = given.pausedScaleIn() ? control.pauseScaleIn() : control;
            return given.pausedScaleOut() ? control.pauseScaleOut() : control;
        });
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    static <T> void set(@Nullable T value, Consumer<T> option) {
        if (value != null) {
            option.accept(value);
        }
    }
}
