package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.yaml.Position;
import java.util.Objects;

/**
 * Something wrong or misleading in a file. Findings are values: who prints them chooses the form.
 *
 * @param rule a stable id, such as {@code cooldown-without-effect}; the documentation has an entry for each
 * @param severity whether the object is refused, cannot be run here, or is legal and probably not meant so
 * @param object kind and name of the object, such as {@code ScaledObject orders}; empty for a file that cannot be read
 * @param position where
 * @param sentence what is wrong and why, without the content of a secret
 * @param wayOut what to do
 */
public record Finding(
        String rule, Severity severity, String object, Position position, String sentence, String wayOut) {

    /** How bad a finding is. */
    public enum Severity {
        /** The API server, KEDA's webhook, KEDA's operator or a source refuses it, or it cannot be read. */
        INVALID,
        /**
         * It is legal, and this library cannot run it as it is: a source is missing, or a secret, or the source refuses
         * what KEDA takes. It can be simulated where the wanted numbers are known.
         */
        NOT_RUNNABLE,
        /** It is legal, and not what people mean. */
        LINT
    }

    /**
     * Checks the parts.
     *
     * @param rule not null
     * @param severity not null
     * @param object not null
     * @param position not null
     * @param sentence not null
     * @param wayOut not null
     */
    public Finding {
        Objects.requireNonNull(rule, "rule must not be null; it is the finding's stable id");
        Objects.requireNonNull(severity, "severity must not be null; it is INVALID or LINT");
        Objects.requireNonNull(object, "object must not be null; it is empty for a file that cannot be read");
        Objects.requireNonNull(position, "position must not be null; a finding stands somewhere");
        Objects.requireNonNull(sentence, "sentence must not be null; it says what is wrong");
        Objects.requireNonNull(wayOut, "wayOut must not be null; it says what to do");
    }

    /** As compilers print it: position, severity, rule, sentence and way out. */
    @Override
    public String toString() {
        return position + ": " + severity + " " + rule + ": " + sentence + "; " + wayOut;
    }
}
