package io.scaler4j.scaledobject.schema;

import java.util.Optional;

/**
 * A field of an object.
 *
 * @param name as in the file
 * @param shape what its value may be
 * @param required whether it must be there
 * @param description a sentence
 * @param byDefault what holds without it, if that is a value
 */
public record Field(String name, Shape shape, boolean required, String description, Optional<Object> byDefault) {

    static Field required(String name, Shape shape, String description) {
        return new Field(name, shape, true, description, Optional.empty());
    }

    static Field optional(String name, Shape shape, String description) {
        return new Field(name, shape, false, description, Optional.empty());
    }

    /** Optional, with what holds without it. */
    static Field optional(String name, Shape shape, Object byDefault, String description) {
        return new Field(name, shape, false, description, Optional.of(byDefault));
    }
}
