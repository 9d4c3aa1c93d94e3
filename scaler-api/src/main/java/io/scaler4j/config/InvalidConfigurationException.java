package io.scaler4j.config;

import java.util.List;
import java.util.Objects;

/**
 * Tells that a configuration is refused. The message holds every problem found, one sentence each. {@link #problems()}
 * holds the same sentences one by one, for callers that show them in a form or a status field.
 *
 * <p>Secrets are never part of a sentence: {@link Masking#sentence} takes out any that are left.
 */
public class InvalidConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What was configured. */
    private final String subject;

    private final transient List<String> problems;

    /**
     * Makes the exception.
     *
     * @param subject what was configured, such as {@code trigger "lag" (kafka)}
     * @param problems what is wrong with it, at least one sentence
     */
    public InvalidConfigurationException(String subject, List<String> problems) {
        super(maskedSubject(subject) + ": " + String.join("; ", masked(problems)));
        this.subject = maskedSubject(subject);
        this.problems = masked(problems);
    }

    private static String maskedSubject(String subject) {
        return Masking.sentence(
                Objects.requireNonNull(subject, "subject must not be null; it says what was configured"));
    }

    private static List<String> masked(List<String> sentences) {
        Objects.requireNonNull(sentences, "problems must not be null; they say what is wrong");
        return sentences.stream()
                .map(sentence -> Masking.sentence(
                        Objects.requireNonNull(sentence, "a problem must not be null; it is a sentence")))
                .toList();
    }

    /** {@return what was configured, without secrets} */
    public String subject() {
        return subject;
    }

    /**
     * {@return everything that is wrong, in the order in which it was found, as an unmodifiable list; empty only on a
     * deserialized copy, whose message still holds the sentences}
     */
    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
