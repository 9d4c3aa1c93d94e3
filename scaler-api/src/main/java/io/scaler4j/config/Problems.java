package io.scaler4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with one configuration, so that a user repairs all mistakes at once.
 *
 * <pre>{@code
 * var problems = Problems.of("scaling policy");
 * problems.check(min >= 0, "min must be at least 0, was " + min);
 * problems.check(max >= min, "max must be at least min (" + min + "), was " + max);
 * problems.throwIfAny();
 * }</pre>
 *
 * <p>A sentence names the option, the value, the reason and the way out. It never contains a secret: quote a value with
 * {@link Masking#quote}. Not thread-safe.
 */
public final class Problems {

    private final String subject;
    private final UnaryOperator<String> mask;
    private final List<String> sentences = new ArrayList<>();

    private Problems(String subject, UnaryOperator<String> mask) {
        this.subject = Objects.requireNonNull(subject, "subject must not be null; it says what is being configured");
        this.mask = Objects.requireNonNull(mask, "mask must not be null; it takes the secrets out of a sentence");
    }

    /**
     * Starts an empty collection.
     *
     * @param subject what is being configured; the message starts with it
     * @return a collection without problems
     */
    public static Problems of(String subject) {
        return of(subject, UnaryOperator.identity());
    }

    /**
     * Starts an empty collection for a configuration with known secrets, which may stand in the wrong option by
     * mistake.
     *
     * @param subject what is being configured; the message starts with it
     * @param mask takes the secrets out of a sentence, such as {@code secrets::mask}; applied to each added sentence
     * @return a collection without problems
     */
    public static Problems of(String subject, UnaryOperator<String> mask) {
        return new Problems(subject, mask);
    }

    /**
     * Adds a problem.
     *
     * @param sentence what is wrong and what would be right
     */
    public void add(String sentence) {
        sentences.add(Masking.sentence(
                mask.apply(Objects.requireNonNull(sentence, "a problem must not be null; it is a sentence"))));
    }

    /**
     * Adds a problem unless a condition holds.
     *
     * @param valid whether the option is right
     * @param sentence what is wrong otherwise
     * @return {@code valid}, so that the caller can leave out checks that depend on this one
     */
    public boolean check(boolean valid, String sentence) {
        if (!valid) {
            add(sentence);
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
     * Runs a part of the configuration that refuses bad values itself, and adds its problems.
     *
     * @param part sets options; an {@link IllegalArgumentException} from it becomes a problem
     */
    public void include(Runnable part) {
        Objects.requireNonNull(part, "part must not be null; it sets options");
        try {
            part.run();
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(this::add);
        } catch (IllegalArgumentException e) {
            add(String.valueOf(e.getMessage()));
        }
    }

    /** {@return whether there are no problems so far} */
    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** {@return the problems so far, in the order in which they were found, as an unmodifiable copy} */
    public List<String> sentences() {
        return List.copyOf(sentences);
    }

    /**
     * Refuses the configuration if there is any problem.
     *
     * @throws InvalidConfigurationException with all problems
     */
    public void throwIfAny() {
        if (!sentences.isEmpty()) {
            throw new InvalidConfigurationException(subject, sentences);
        }
    }
}
