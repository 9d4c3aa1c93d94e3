package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.check.Finding.Severity;

/** What reading finds beside the rules of a cluster and of the lint. The documentation has a row for each. */
enum ReadingRule {
    YAML("yaml", Severity.INVALID, "a text that is no YAML, or no UTF-8"),
    TRIGGER_OPTIONS("trigger-options", Severity.INVALID, "an option that the source refuses, at its line"),
    ANNOTATION(
            "annotation", Severity.INVALID, "`paused-replicas` that is no count, or fields of an HPA in annotations"),
    HPA_METRIC("hpa-metric", Severity.INVALID, "a metric of an HPA without a name or a wanted number"),
    BEHAVIOR("behavior", Severity.INVALID, "rules of `behavior` that no policy can have"),
    FALLBACK("fallback", Severity.INVALID, "a fallback that no trigger can have"),
    SCALING_MODIFIERS("scaling-modifiers", Severity.INVALID, "scaling modifiers that no policy can have"),
    POLICY("policy", Severity.INVALID, "fields that together make no specification"),
    TRIGGER_SOURCE("trigger-source", Severity.NOT_RUNNABLE, "a trigger that nothing here reads, and what to bind"),
    TRIGGER_REFUSED("trigger-refused", Severity.NOT_RUNNABLE, "an option that KEDA takes and the source here does not"),
    TRIGGER_TARGET("trigger-target", Severity.NOT_RUNNABLE, "a trigger whose wanted number is not known"),
    AUTHENTICATION(
            "authentication", Severity.NOT_RUNNABLE, "a `TriggerAuthentication` that is not among the objects read"),
    SECRET("secret", Severity.NOT_RUNNABLE, "a secret that no `SecretSource` has"),
    ENVIRONMENT_VARIABLE("environment-variable", Severity.NOT_RUNNABLE, "a variable that no `SecretSource` has"),
    BINDING(
            "binding",
            Severity.NOT_RUNNABLE,
            "`bind(..)` of a name that no trigger has; `specs()` and `single()` throw");

    private final String id;
    private final Severity severity;
    private final String meaning;

    ReadingRule(String id, Severity severity, String meaning) {
        this.id = id;
        this.severity = severity;
        this.meaning = meaning;
    }

    String id() {
        return id;
    }

    Severity severity() {
        return severity;
    }

    /** What it finds, in a few words. */
    String meaning() {
        return meaning;
    }
}
