package io.scaler4j.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with one configuration, so that a user mends it once instead of once per mistake.
 *
 * <pre>{@code
 * var problems = Problems.of("scaling policy");
 * problems.check(min >= 0, "min must be at least 0, was " + min);
 * problems.check(max >= min, "max must be at least min (" + min + "), was " + max);
 * problems.throwIfAny();
 * }</pre>
 *
 * <p>A sentence names the option, the value, the reason and the way out. It never contains a secret. Not thread-safe.
 */
public final class Problems {

    private final String subject;
    private final List<String> sentences = new ArrayList<>();

    private Problems(String subject) {
        this.subject = subject;
    }

    /**
     * Starts an empty collection.
     *
     * @param subject what is being configured; the message starts with it
     * @return a collection without problems
     */
    public static Problems of(String subject) {
        return new Problems(subject);
    }

    /**
     * Adds a problem.
     *
     * @param sentence what is wrong and what would be right
     */
    public void add(String sentence) {
        sentences.add(sentence);
    }

    /**
     * Adds a problem unless a condition holds.
     *
     * @param valid whether the option is right
     * @param sentence what is wrong otherwise
     * @return {@code valid}, so that dependent checks can be left out
     */
    public boolean check(boolean valid, String sentence) {
        if (!valid) {
            sentences.add(sentence);
        }
        return valid;
    }

    /**
     * Adds a problem unless a value is given.
     *
     * @param option the option's name
     * @param value what it was set to
     * @return whether it is not null
     */
    public boolean given(String option, @Nullable Object value) {
        return check(value != null, option + " must not be null");
    }

    /**
     * Runs a part of the configuration that refuses bad values by itself, and takes over its problems.
     *
     * @param part sets options; an {@link IllegalArgumentException} it throws becomes a problem
     */
    public void include(Runnable part) {
        try {
            part.run();
        } catch (InvalidConfigurationException e) {
            sentences.addAll(e.problems());
        } catch (IllegalArgumentException e) {
            sentences.add(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Tells whether nothing was wrong so far.
     *
     * @return true without problems
     */
    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    /**
     * The problems found so far.
     *
     * @return an unmodifiable copy, in the order found
     */
    public List<String> sentences() {
        return List.copyOf(sentences);
    }

    /**
     * Refuses the configuration if anything was wrong.
     *
     * @throws InvalidConfigurationException with all problems
     */
    public void throwIfAny() {
        if (!sentences.isEmpty()) {
            throw new InvalidConfigurationException(subject, sentences);
        }
    }
}
