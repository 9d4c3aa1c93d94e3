package io.scaler4j.scaledobject.yaml;

import java.util.Objects;

/**
 * Why a document cannot be read.
 *
 * @param position where
 * @param sentence what is wrong, why, and the way out; without the content of any value
 */
public record YamlProblem(Position position, String sentence) {

    /**
     * Checks the parts.
     *
     * @param position not null
     * @param sentence not null
     */
    public YamlProblem {
        Objects.requireNonNull(position, "position must not be null; a problem stands somewhere");
        Objects.requireNonNull(sentence, "sentence must not be null; it says what is wrong");
    }

    @Override
    public String toString() {
        return position + ": " + sentence;
    }
}
