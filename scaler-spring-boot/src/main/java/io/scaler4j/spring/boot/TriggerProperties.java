package io.scaler4j.spring.boot;

import io.scaler4j.policy.FallbackBehavior;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A trigger: either of a type that KEDA has, with its options, or of a scaler that is a bean.
 *
 * @param type The type, as in KEDA's 'trigger.type'. The module that has it must be on the class path.
 * @param metadata The options of the type, named as in KEDA's 'trigger.metadata'.
 * @param authentication Secrets of the type, named as the parameters of a TriggerAuthentication.
 * @param metricType In which form the number wanted is meant: AverageValue, Value or Utilization. Default AverageValue.
 * @param scaler The name of a bean of the type Scaler, in place of 'type'. It stays open when the autoscaler closes.
 * @param name Tells triggers apart. Default: the type, or the name of the bean.
 * @param averageValue What one replica should have of the scaler's value.
 * @param value What the scaler's value should be in total, however many replicas there are.
 * @param utilization The average use wanted of the scaler's samples, in percent.
 * @param activationThreshold The trigger is active while the scaler's value is above this number. Default 0.
 * @param tolerance The tolerance of this trigger, in place of the policy's.
 * @param fallback What the trigger asks for once it has failed for too long. KEDA: fallback.
 */
record TriggerProperties(
        @Nullable String type,
        @DefaultValue Map<String, String> metadata,
        @DefaultValue Map<String, String> authentication,
        @Nullable String metricType,
        @Nullable String scaler,
        @Nullable String name,
        @Nullable Double averageValue,
        @Nullable Double value,
        @Nullable Integer utilization,
        @Nullable Double activationThreshold,
        @Nullable Double tolerance,
        @Nullable FallbackProperties fallback) {

    /** Without the options, which may hold a secret. */
    @Override
    public String toString() {
        return "trigger of " + (type == null ? "scaler " + scaler : "type " + type);
    }

    /**
     * The fallback of a trigger.
     *
     * @param replicas The count that the behavior applies to, at least 0. Required.
     * @param behavior Which count is asked for. Default 'static'.
     * @param failureThreshold How many failures in a row do not engage it yet. KEDA: failureThreshold. Default 3.
     * @param failingFor How long a run of failures does not engage it yet, in place of a number.
     */
    record FallbackProperties(
            @Nullable Integer replicas,
            @Nullable FallbackBehavior behavior,
            @Nullable Integer failureThreshold,
            @Nullable Duration failingFor) {}
}
