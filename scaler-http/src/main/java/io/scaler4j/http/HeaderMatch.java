package io.scaler4j.http;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A condition on one header of a request.
 *
 * @param name the header's name; case does not matter
 * @param value the value that one of the header's lines must have, to the letter; empty if the header need only be
 *     there
 */
public record HeaderMatch(String name, Optional<String> value) {

    /**
     * Checks the name.
     *
     * @param name not blank
     * @param value may be empty
     * @throws IllegalArgumentException if the name is blank
     */
    public HeaderMatch {
        Objects.requireNonNull(name, "name must not be null; it is the name of a header");
        Objects.requireNonNull(value, "value must not be null; it is empty if the header need only be there");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a header must not be blank; leave the condition out");
        }
    }

    /**
     * Returns a condition that a header is there, whatever its value.
     *
     * @param name the header's name
     * @return the condition
     */
    public static HeaderMatch present(String name) {
        return new HeaderMatch(name, Optional.empty());
    }

    /**
     * Returns a condition that a header has a value.
     *
     * @param name the header's name
     * @param value the value, to the letter
     * @return the condition
     */
    public static HeaderMatch exact(String name, String value) {
        return new HeaderMatch(name, Optional.of(value));
    }

    boolean holds(RequestHeaders headers) {
        List<String> values = headers.values(name);
        return value.isEmpty() ? !values.isEmpty() : values.contains(value.get());
    }

    static boolean allHold(List<HeaderMatch> matches, RequestHeaders headers) {
        for (HeaderMatch match : matches) {
            if (!match.holds(headers)) {
                return false;
            }
        }
        return true;
    }

    /** Equal for conditions that mean the same. */
    HeaderMatch normalized() {
        return new HeaderMatch(name.toLowerCase(Locale.ROOT), value);
    }
}
