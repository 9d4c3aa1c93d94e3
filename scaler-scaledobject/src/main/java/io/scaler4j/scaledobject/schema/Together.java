package io.scaler4j.scaledobject.schema;

import java.util.List;

/**
 * What holds for some fields of an object together.
 *
 * @param rule which of them
 * @param fields their names
 */
public record Together(Rule rule, List<String> fields) {

    /** What may hold. */
    public enum Rule {
        /** One field is there and no other. */
        EXACTLY_ONE,
        /** One field is there, or more. */
        AT_LEAST_ONE,
        /** One field is there, or none. */
        AT_MOST_ONE,
        /** The first is no larger than the second; an absent first one passes, an absent second one is 100. */
        MIN_UP_TO_MAX
    }

    static Together exactlyOne(String... fields) {
        return new Together(Rule.EXACTLY_ONE, List.of(fields));
    }

    static Together atLeastOne(String... fields) {
        return new Together(Rule.AT_LEAST_ONE, List.of(fields));
    }

    static Together atMostOne(String... fields) {
        return new Together(Rule.AT_MOST_ONE, List.of(fields));
    }

    static Together minUpToMax(String min, String max) {
        return new Together(Rule.MIN_UP_TO_MAX, List.of(min, max));
    }
}
