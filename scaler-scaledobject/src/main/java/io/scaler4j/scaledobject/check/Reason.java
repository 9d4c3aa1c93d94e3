package io.scaler4j.scaledobject.check;

/** Why KEDA refuses an object: the rule, whose id is KEDA's own class of reasons, and which part of the rule. */
enum Reason {
    MIN_ABOVE_MAX(InvalidRule.INCORRECT_REPLICAS, "min-greater-than-max"),
    IDLE_NOT_BELOW_MIN(InvalidRule.INCORRECT_REPLICAS, "idle-not-less-than-min"),
    FALLBACK_NEGATIVE(InvalidRule.INCORRECT_FALLBACK, "negative"),
    FALLBACK_OF_RESOURCES(InvalidRule.INCORRECT_FALLBACK, "only-resource-triggers"),
    NO_TRIGGERS(InvalidRule.INCORRECT_TRIGGERS, "no-triggers"),
    SAME_TRIGGER_NAME(InvalidRule.INCORRECT_TRIGGERS, "duplicate-name"),
    CACHED_UNSUPPORTED(InvalidRule.INCORRECT_TRIGGERS, "cached-metrics-unsupported"),
    NAME_TOO_LONG(InvalidRule.NAME_TOO_LONG),
    HPA_NAME_TOO_LONG(InvalidRule.HPA_NAME_TOO_LONG),
    OTHER_SCALED_OBJECT(InvalidRule.OTHER_SCALED_OBJECT),
    OTHER_SCALED_OBJECT_HPA(InvalidRule.OTHER_SCALED_OBJECT_HPA),
    OTHER_HPA(InvalidRule.OTHER_HPA),
    TRANSFER_WITHOUT_NAME(InvalidRule.TRANSFER_WITHOUT_NAME),
    TARGET_KIND(InvalidRule.TARGET_KIND),
    MISSING_REQUESTS(InvalidRule.MISSING_REQUESTS),
    ZERO_OF_RESOURCES(InvalidRule.ZERO_OF_RESOURCES),
    MODIFIERS(InvalidRule.MODIFIERS),
    MODIFIERS_FALLBACK(InvalidRule.MODIFIERS_FALLBACK),
    POD_IDENTITY(InvalidRule.POD_IDENTITY),
    OAUTH2(InvalidRule.OAUTH2),
    TRIGGER_TYPE(InvalidRule.TRIGGER_TYPE),
    METRIC_TYPE(InvalidRule.METRIC_TYPE),
    ACTIVATION_TARGET(InvalidRule.ACTIVATION_TARGET),
    PAUSED_REPLICAS(InvalidRule.PAUSED_REPLICAS);

    private final InvalidRule rule;
    private final String part;

    Reason(InvalidRule rule) {
        this(rule, rule.id());
    }

    Reason(InvalidRule rule, String part) {
        this.rule = rule;
        this.part = part;
    }

    /** The finding's rule. */
    InvalidRule rule() {
        return rule;
    }

    /** The part of the rule. */
    String part() {
        return part;
    }
}
