package io.scaler4j.spring.boot;

import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.DeactivationMode;
import io.scaler4j.policy.SelectPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A scaling policy.
 *
 * @param like Whose defaults hold: those of a ScaledObject of KEDA, or those of an HPA. Default: the library's.
 * @param minReplicas The least count, at least 0. KEDA: minReplicaCount. Default 0, and 1 like an HPA.
 * @param maxReplicas The largest count, at least 1 and at least 'min-replicas'. KEDA: maxReplicaCount. Default 100.
 * @param idleReplicas The count of an inactive target, in place of the least count. KEDA: idleReplicaCount.
 * @param cooldown How long no trigger may have been active before the target becomes idle. KEDA: cooldownPeriod.
 *     Default 300 s.
 * @param initialCooldown The cooldown of a target that was never active. KEDA: initialCooldownPeriod. Default: the
 *     cooldown, and 0 s like KEDA.
 * @param tolerance How far the ratio of value and target may be from 1 before anything changes. Default 0.1.
 * @param activation How an idle target comes back.
 * @param deactivation How an inactive target becomes idle. Default: at once.
 * @param legacy Whether the rules are those of an HPA without a 'behavior'.
 * @param respectManualZero Whether a target that someone else set to 0 is left alone.
 * @param scaleUp The rules of growth. HPA: behavior.scaleUp.
 * @param scaleDown The rules of shrinking. HPA: behavior.scaleDown.
 */
record PolicyProperties(
        @Nullable Defaults like,
        @Nullable Integer minReplicas,
        @Nullable Integer maxReplicas,
        @Nullable Integer idleReplicas,
        @Nullable Duration cooldown,
        @Nullable Duration initialCooldown,
        @Nullable Double tolerance,
        @Nullable ActivationMode activation,
        @Nullable DeactivationMode deactivation,
        @DefaultValue("false") boolean legacy,
        @DefaultValue("false") boolean respectManualZero,
        @Nullable Rules scaleUp,
        @Nullable Rules scaleDown) {

    /** Whose defaults a policy begins with. */
    enum Defaults {
        /** {@code ScalingPolicy.likeKeda()}. */
        KEDA,
        /** {@code ScalingPolicy.likeHpa()}. */
        HPA
    }

    /**
     * The rules for one direction.
     *
     * @param stabilizationWindow How far back recommendations must agree, 0 to 1 h. Default 0 s up, 300 s down.
     * @param tolerance The tolerance in this direction, in place of the policy's.
     * @param select Which of several limits counts. HPA: selectPolicy. Default 'max'.
     * @param limits How fast the count may change. HPA: policies. Default: up by 4 replicas or 100 % in 15 s, down by
     *     100 % in 15 s.
     */
    record Rules(
            @Nullable Duration stabilizationWindow,
            @Nullable Double tolerance,
            @Nullable SelectPolicy select,
            @DefaultValue List<Limit> limits) {}

    /**
     * A limit of the change within a period: in replicas or in percent.
     *
     * @param replicas How many replicas, at least 1.
     * @param percent How many percent of the count at the beginning of the period, at least 1.
     * @param period More than 0 and at most 30 minutes. HPA: periodSeconds.
     */
    record Limit(
            @Nullable Integer replicas,
            @Nullable Integer percent,
            @Nullable Duration period) {}
}
