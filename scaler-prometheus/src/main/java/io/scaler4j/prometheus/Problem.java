package io.scaler4j.prometheus;

import io.scaler4j.metric.Reading.Failure.Kind;

/** Why an answer gives no number, and what kind of failure that is unless something else is said. */
enum Problem {
    HTTP_STATUS(Kind.UNAVAILABLE),
    /** The body says that it is an error. */
    API_ERROR(Kind.UNAVAILABLE),
    MALFORMED_JSON(Kind.UNAVAILABLE),
    /** JSON, and no vector or scalar. */
    UNEXPECTED_SHAPE(Kind.MISCONFIGURED),
    BODY_TOO_LARGE(Kind.MISCONFIGURED),
    /** Series may be missing, and those that are there give no number. */
    PARTIAL(Kind.UNAVAILABLE),
    EMPTY_RESULT(Kind.EMPTY),
    /** A series whose value is not there. */
    EMPTY_VALUE(Kind.EMPTY),
    TOO_FEW_VALUES(Kind.UNAVAILABLE),
    MULTIPLE_SERIES(Kind.MISCONFIGURED),
    /** A value that is neither a number nor a text. */
    WRONG_TYPE(Kind.UNAVAILABLE),
    NOT_A_NUMBER(Kind.UNAVAILABLE),
    NON_FINITE(Kind.NON_FINITE),
    NEGATIVE(Kind.MISCONFIGURED);

    private final Kind kind;

    Problem(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    boolean isEmpty() {
        return this == EMPTY_RESULT || this == EMPTY_VALUE;
    }
}
