package io.scaler4j.recorder;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of an object; one that is missing or of another form is an {@link IllegalArgumentException}. */
final class Fields {

    private final Map<String, Object> fields;

    Fields(Map<String, Object> fields) {
        this.fields = fields;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Object any(String name) {
        return as(Object.class, name, "value");
    }

    String text(String name) {
        return as(String.class, name, "text");
    }

    long number(String name) {
        return as(Long.class, name, "whole number");
    }

    int count(String name) {
        return asCount(any(name), name);
    }

    /** A double; JSON has no infinities and no NaN, so these are texts. */
    double real(String name) {
        return asReal(any(name), name);
    }

    /** False where it is missing. */
    boolean flag(String name) {
        return has(name) && as(Boolean.class, name, "flag");
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    Duration duration(String name) {
        return Duration.parse(text(name));
    }

    Fields object(String name) {
        return as(Fields.class, name, "object");
    }

    List<?> list(String name) {
        return as(List.class, name, "list");
    }

    int[] counts(String name) {
        return list(name).stream().mapToInt(value -> asCount(value, name)).toArray();
    }

    <T> Optional<T> maybe(String name, Function<String, T> read) {
        return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
    }

    static <T> T as(Class<T> type, Object value, String name, String form) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("\"" + name + "\" is no " + form);
        }
        return type.cast(value);
    }

    static double asReal(Object value, String name) {
        return value instanceof String text
                ? Double.parseDouble(text)
                : as(Number.class, value, name, "number").doubleValue();
    }

    private static int asCount(Object value, String name) {
        return Math.toIntExact(as(Long.class, value, name, "whole number"));
    }

    private <T> T as(Class<T> type, String name, String form) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return as(type, value, name, form);
    }
}
