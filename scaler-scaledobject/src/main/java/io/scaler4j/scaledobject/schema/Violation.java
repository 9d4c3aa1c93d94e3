package io.scaler4j.scaledobject.schema;

import io.scaler4j.scaledobject.yaml.Position;
import java.util.OptionalLong;

/**
 * A field that breaks a rule of its declaration.
 *
 * @param code which rule
 * @param path of the field, as in {@code spec.triggers[0].type}
 * @param position of its key or its value, or of the object that lacks it
 * @param limit of {@code MIN}, {@code MAX} and {@code GREATER_THAN}
 * @param sentence what is wrong, beginning with the path
 * @param wayOut what to do
 */
public record Violation(Code code, String path, Position position, OptionalLong limit, String sentence, String wayOut) {

    /** The rules. */
    public enum Code {
        /** The value has another type. */
        TYPE,
        /** There is no such field. */
        UNKNOWN,
        /** The field is absent or empty. */
        REQUIRED,
        /** The value is none of the allowed words. */
        UNSUPPORTED,
        /** The value has not the form that it needs. */
        INVALID,
        /** The value is below a limit. */
        MIN,
        /** The value is above a limit. */
        MAX,
        /** The value is not above a limit. */
        GREATER_THAN,
        /** Another field is there that excludes it. */
        FORBIDDEN_TOGETHER,
        /** An item of a list is like an earlier one. */
        DUPLICATE,
        /** The first of two bounds is above the second. */
        BOUNDS,
        /** The cluster does not have the feature. */
        FEATURE_OFF
    }
}
