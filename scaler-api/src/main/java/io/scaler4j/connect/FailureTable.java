package io.scaler4j.connect;

import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the exceptions of a client mean, as a kind for code and a sentence for people. The first rule that fits counts,
 * so special types stand before general ones. An exception whose text was masked counts as what it stands for, see
 * {@link Secrets#typeOf}. Immutable and thread-safe.
 *
 * <pre>{@code
 * FailureTable.builder()
 *         .rule(TimeoutException.class, TIMEOUT, "%1$s did not answer in time (%2$s); check that it runs")
 *         .otherwise(UNAVAILABLE, "%1$s cannot be reached (%2$s)");
 * }</pre>
 */
public final class FailureTable {

    private final List<Rule> rules;
    private final Set<Class<? extends Throwable>> sentences;
    private final Rule otherwise;

    private record Rule(Predicate<Throwable> fits, Reading.Failure.Kind kind, String sentence) {}

    private FailureTable(Builder builder, Rule otherwise) {
        rules = List.copyOf(builder.rules);
        sentences = Set.copyOf(builder.sentences);
        this.otherwise = otherwise;
    }

    /** {@return a table without rules} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a failure.
     *
     * @param thrown without secrets, and {@link #unwrap unwrapped}; the cause of the failure
     * @param words what the sentence of the rule may name, by the positions of {@link java.util.Formatter}
     * @return the failure
     */
    public Reading.Failure failure(Throwable thrown, Object... words) {
        Rule rule = rule(thrown);
        return new Reading.Failure(rule.kind(), rule.sentence().formatted(words), thrown);
    }

    /**
     * Returns the class of failure alone.
     *
     * @param thrown any
     * @return the kind of the rule that fits
     */
    public Reading.Failure.Kind kind(Throwable thrown) {
        return rule(thrown).kind();
    }

    private Rule rule(Throwable thrown) {
        return rules.stream()
                .filter(each -> each.fits().test(thrown))
                .findFirst()
                .orElse(otherwise);
    }

    /**
     * Says what was thrown, and behind it the innermost cause: that is what a failed handshake is about.
     *
     * @param thrown any
     * @return names and messages
     */
    public String describe(Throwable thrown) {
        Throwable root = causes(thrown).reduce((first, second) -> second).orElse(thrown);
        return root == thrown ? say(thrown) : say(thrown) + "; " + say(root);
    }

    /**
     * Says what was thrown, without its causes.
     *
     * @param thrown any
     * @return its name and message; the message alone where that is a sentence already
     */
    public String say(Throwable thrown) {
        Class<? extends Throwable> type = Secrets.typeOf(thrown);
        if (sentences.stream().anyMatch(each -> each.isAssignableFrom(type))) {
            return String.valueOf(thrown.getMessage());
        }
        String name = type.getSimpleName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    /**
     * Returns what went wrong without the wrappers that futures put around it.
     *
     * @param thrown any
     * @return the first cause that is no {@link CompletionException} or {@link ExecutionException}, or the last
     */
    public static Throwable unwrap(Throwable thrown) {
        List<Throwable> causes = causes(thrown).toList();
        return causes.stream()
                .filter(cause -> !(cause instanceof CompletionException || cause instanceof ExecutionException))
                .findFirst()
                .orElse(causes.get(causes.size() - 1));
    }

    /** The exception and its causes, each once: they may go in a circle. */
    private static Stream<Throwable> causes(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return Stream.iterate(thrown, cause -> cause != null && seen.add(cause), Throwable::getCause);
    }

    /** Builds a {@link FailureTable}, rule after rule. Not thread-safe. */
    public static final class Builder {

        private static final Pattern ANY = Pattern.compile("");

        private final List<Rule> rules = new ArrayList<>();
        private final Set<Class<? extends Throwable>> sentences = new HashSet<>();

        private Builder() {}

        /**
         * Adds a rule for an exception itself.
         *
         * @param type what is thrown
         * @param kind the class of failure
         * @param sentence a format: names the source, the reason and the way out
         * @return this builder
         */
        public Builder rule(Class<? extends Throwable> type, Reading.Failure.Kind kind, String sentence) {
            return add(thrown -> type.isAssignableFrom(Secrets.typeOf(thrown)), kind, sentence);
        }

        /**
         * Adds a rule for an exception, or for one of its causes.
         *
         * @param type what is thrown, or caused it
         * @param kind the class of failure
         * @param sentence a format
         * @return this builder
         */
        public Builder cause(Class<? extends Throwable> type, Reading.Failure.Kind kind, String sentence) {
            return cause(type, ANY, kind, sentence);
        }

        /**
         * Adds a rule for an exception, or for one of its causes, by what it says.
         *
         * @param type what is thrown, or caused it
         * @param begin what its message begins with
         * @param kind the class of failure
         * @param sentence a format
         * @return this builder
         */
        public Builder cause(
                Class<? extends Throwable> type, Pattern begin, Reading.Failure.Kind kind, String sentence) {
            return add(
                    thrown -> causes(thrown)
                            .anyMatch(each -> type.isAssignableFrom(Secrets.typeOf(each))
                                    && begin.matcher(String.valueOf(each.getMessage()))
                                            .lookingAt()),
                    kind,
                    sentence);
        }

        private Builder add(Predicate<Throwable> fits, Reading.Failure.Kind kind, String sentence) {
            rules.add(new Rule(fits, kind, sentence));
            return this;
        }

        /**
         * Names a type whose message is a sentence, which needs no name before it.
         *
         * @param type of exceptions
         * @return this builder
         */
        public Builder sentence(Class<? extends Throwable> type) {
            sentences.add(type);
            return this;
        }

        /**
         * Ends the table with the rule for what no other fits.
         *
         * @param kind the class of failure
         * @param sentence a format
         * @return the table
         */
        public FailureTable otherwise(Reading.Failure.Kind kind, String sentence) {
            return new FailureTable(this, new Rule(thrown -> true, kind, sentence));
        }
    }
}
