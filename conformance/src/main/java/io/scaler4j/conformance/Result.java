package io.scaler4j.conformance;

import io.scaler4j.config.InvalidConfigurationException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the library made of a case. */
public sealed interface Result {

    /**
     * Named results: integers, doubles, texts, flags, null, sets and lists of them, maps of them. Values within values
     * are compared by the names that a case expects, maps as a whole.
     */
    static Values of(String name, @Nullable Object value) {
        return new Values(new LinkedHashMap<>()).and(name, value);
    }

    /** Named results, of which there are none yet. */
    static Values none() {
        return new Values(new LinkedHashMap<>());
    }

    /** A result that fits each text that is a part of it. */
    static Object containing(String text) {
        return new Containing(text);
    }

    /** A result that fits each word that one of the problems mentions. */
    static Object mentionedBy(InvalidConfigurationException refused) {
        return new Words(
                new HashSet<>(List.of(String.join(" ", refused.problems()).split("\\W+"))));
    }

    /** A result that fits each list of texts that are all among these. */
    static Object among(Set<String> texts) {
        return new Among(Set.copyOf(texts));
    }

    /** A result that fits what one of these fits. */
    static Object anyOf(Collection<?> candidates) {
        return new AnyOf(List.copyOf(candidates));
    }

    /** The library refuses: an error was expected if the case expects {@code error}. */
    static Result error(String sentence) {
        return new Refused(sentence);
    }

    /** The case is not evaluated. */
    static Result skipped(String reason) {
        return new Skip(reason);
    }

    /** Results by the names that {@code expect} uses. */
    record Values(Map<String, @Nullable Object> byName) implements Result {

        /** Adds a result. */
        public Values and(String name, @Nullable Object value) {
            byName.put(name, value);
            return this;
        }

        /**
         * Adds names of results that a decision does not tell apart, so that a case which expects one of them passes in
         * part only.
         *
         * @param reason why it does not
         */
        public Values notAsked(String reason, String... names) {
            Set.of(names).forEach(name -> byName.put(name, new NotAsked(reason)));
            return this;
        }

        /** Adds names that cases expect and that are not compared; a case of nothing else is skipped. */
        public Values notCompared(String... names) {
            Set.of(names).forEach(name -> byName.put(name, Uncompared.INSTANCE));
            return this;
        }
    }

    record Containing(String text) {}

    /** See {@link #mentionedBy}. */
    record Words(Set<String> words) {}

    record Among(Set<String> texts) {}

    record AnyOf(List<?> candidates) {}

    record Refused(String sentence) implements Result {}

    record Skip(String reason) implements Result {}

    /** In place of a result that a decision does not tell. */
    record NotAsked(String reason) {}

    /** In place of a result that is not compared. */
    enum Uncompared {
        INSTANCE;

        @Override
        public String toString() {
            return "not compared";
        }
    }
}
