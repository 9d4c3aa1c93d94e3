package io.scaler4j.scaledobject.check;

/** Why KEDA refuses an object: the rule's id, which is KEDA's own class of reasons, and which part of the rule. */
enum Reason {
    MIN_ABOVE_MAX("incorrect-replicas", "min-greater-than-max"),
    IDLE_NOT_BELOW_MIN("incorrect-replicas", "idle-not-less-than-min"),
    FALLBACK_NEGATIVE("incorrect-fallback", "negative"),
    FALLBACK_OF_RESOURCES("incorrect-fallback", "only-resource-triggers"),
    NO_TRIGGERS("incorrect-triggers", "no-triggers"),
    SAME_TRIGGER_NAME("incorrect-triggers", "duplicate-name"),
    CACHED_UNSUPPORTED("incorrect-triggers", "cached-metrics-unsupported"),
    NAME_TOO_LONG("name-too-long"),
    HPA_NAME_TOO_LONG("hpa-name-too-long"),
    OTHER_SCALED_OBJECT("other-scaled-object"),
    OTHER_SCALED_OBJECT_HPA("other-scaled-object-hpa"),
    OTHER_HPA("other-hpa"),
    TRANSFER_WITHOUT_NAME("transfer-ownership-missing-hpa-name"),
    MISSING_REQUESTS("missing-requests"),
    ZERO_OF_RESOURCES("scale-to-zero-requirements-not-met"),
    MODIFIERS("scaling-modifiers"),
    MODIFIERS_FALLBACK("scaling-modifiers-fallback"),
    POD_IDENTITY("incorrect-pod-identity"),
    OAUTH2("incorrect-oauth2"),
    TRIGGER_TYPE("unknown-trigger-type"),
    METRIC_TYPE("incorrect-metric-type"),
    ACTIVATION_TARGET("incorrect-activation-target"),
    PAUSED_REPLICAS("incorrect-paused-replicas");

    private final String rule;
    private final String part;

    Reason(String rule) {
        this(rule, rule);
    }

    Reason(String rule, String part) {
        this.rule = rule;
        this.part = part;
    }

    /** The finding's rule. */
    String rule() {
        return rule;
    }

    /** The part of the rule. */
    String part() {
        return part;
    }
}
