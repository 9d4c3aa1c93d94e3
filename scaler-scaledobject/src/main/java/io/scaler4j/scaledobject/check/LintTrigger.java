package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.yaml.Position;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A trigger with its fields read once.
 *
 * @param owner the object that has it
 * @param view the trigger
 * @param type empty if absent
 * @param name empty if absent
 * @param metadata options whose values are texts
 */
record LintTrigger(Manifest owner, TriggerManifest view, String type, String name, Map<String, String> metadata) {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    static LintTrigger of(Manifest owner, TriggerManifest view) {
        return new LintTrigger(owner, view, view.type(), view.name(), view.metadata());
    }

    /** Whether an HPA measures it by itself. */
    boolean isResource() {
        return type.equals("cpu") || type.equals("memory");
    }

    /** The name, or the type with its place. */
    String called() {
        return name.isEmpty() ? type + " (trigger " + (view.index() + 1) + ")" : name;
    }

    String option(String key) {
        return metadata.getOrDefault(key, "").strip();
    }

    /** A number as a source reads it; empty for any other text. */
    static Optional<BigDecimal> number(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A switch as a source reads it. */
    static boolean isTrue(String text) {
        return TRUE.contains(text);
    }

    Position at(String field) {
        return owner.position("spec", "triggers", Integer.toString(view.index()), field);
    }

    Position atOption(String key) {
        return owner.position("spec", "triggers", Integer.toString(view.index()), "metadata", key);
    }
}
