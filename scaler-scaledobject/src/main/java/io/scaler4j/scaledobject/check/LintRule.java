package io.scaler4j.scaledobject.check;

import java.util.Objects;

/**
 * One thing that lint looks for: legal, and probably not what is meant.
 *
 * @param id stable, such as {@code cooldown-without-effect}; files name it to ignore the rule
 * @param title what it finds, in a few words
 * @param text why that matters, in a sentence or two
 */
public record LintRule(String id, String title, String text) {

    /**
     * Checks the parts.
     *
     * @param id not null
     * @param title not null
     * @param text not null
     */
    public LintRule {
        Objects.requireNonNull(id, "id must not be null; files name it to ignore the rule");
        Objects.requireNonNull(title, "title must not be null; it says what the rule finds");
        Objects.requireNonNull(text, "text must not be null; it says why that matters");
    }
}
