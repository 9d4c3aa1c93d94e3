package io.scaler4j.scaledobject.check;

/** What a cluster refuses, by the stable id of the findings. The documentation has a row for each. */
enum InvalidRule {
    NO_OBJECT("no-object", "text where an object belongs"),
    UNKNOWN_KIND("unknown-kind", "a kind that its group does not have"),
    UNKNOWN_API_VERSION("unknown-api-version", "an `apiVersion` that the kind does not have"),
    REMOVED_API_VERSION("removed-api-version", "an `apiVersion` of an old Kubernetes, or of KEDA 1"),
    MISSING_FIELD("missing-field", "a field or a list item that must be there"),
    UNKNOWN_FIELD("unknown-field", "a field that the kind does not have at this place"),
    WRONG_TYPE("wrong-type", "a value of another type, such as a number where a text belongs"),
    UNKNOWN_VALUE("unknown-value", "a word that is none of those allowed"),
    MALFORMED_VALUE("malformed-value", "a name, a quantity or a time that is not written as one"),
    OUT_OF_RANGE("out-of-range", "a number or a length outside of its bounds"),
    REPEATED_ITEM("repeated-item", "a host, a variable, a port or a mount twice in a list that may not repeat it"),
    EXCLUDING_FIELDS("fields-exclude-each-other", "fields of which only one may be there"),
    FEATURE_OFF(
            "feature-off",
            "a field that needs a feature of the cluster; all of them count as on unless `without(..)` names them"),
    INCORRECT_REPLICAS("incorrect-replicas", "a minimum above the maximum, or an idle count at or above the minimum"),
    INCORRECT_FALLBACK("incorrect-fallback", "a fallback with negative numbers, or beside `cpu` and `memory` alone"),
    INCORRECT_TRIGGERS(
            "incorrect-triggers", "no trigger, two of one name, or `useCachedMetrics` of a type that has no cache"),
    NAME_TOO_LONG("name-too-long", "a name of more than 63 characters, which KEDA needs as a label"),
    HPA_NAME_TOO_LONG("hpa-name-too-long", "a name of the HPA with more than 63 characters"),
    OTHER_SCALED_OBJECT("other-scaled-object", "a second ScaledObject for the same target"),
    OTHER_SCALED_OBJECT_HPA("other-scaled-object-hpa", "a second ScaledObject with the same name of its HPA"),
    OTHER_HPA("other-hpa", "an HPA beside a ScaledObject for the same target"),
    TRANSFER_WITHOUT_NAME(
            "transfer-ownership-missing-hpa-name", "an HPA that is to be handed over and is not named as the own one"),
    TARGET_KIND("unknown-target-kind", "a target of a kind that Kubernetes does not have, or that has no replicas"),
    MISSING_REQUESTS("missing-requests", "a trigger `cpu` or `memory` and a container that requests none of it"),
    ZERO_OF_RESOURCES("scale-to-zero-requirements-not-met", "a minimum of 0 with triggers `cpu` and `memory` alone"),
    MODIFIERS("scaling-modifiers", "a formula, a target or a metric type of `scalingModifiers` that KEDA refuses"),
    MODIFIERS_FALLBACK("scaling-modifiers-fallback", "a fallback by a formula that is not there"),
    POD_IDENTITY("incorrect-pod-identity", "fields of `podIdentity` that do not go together"),
    OAUTH2("incorrect-oauth2", "an empty `clientId`, or a `tokenUrl` that is no address"),
    TRIGGER_TYPE("unknown-trigger-type", "a trigger type that neither KEDA nor the class path has"),
    METRIC_TYPE("incorrect-metric-type", "a `metricType` that the trigger's type does not have"),
    ACTIVATION_TARGET("incorrect-activation-target", "an `activationTarget` that is no number"),
    PAUSED_REPLICAS("incorrect-paused-replicas", "a `paused-replicas` that is no whole number");

    private final String id;
    private final String meaning;

    InvalidRule(String id, String meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    String id() {
        return id;
    }

    /** What it finds, in a few words. */
    String meaning() {
        return meaning;
    }
}
