package io.scaler4j.spi;

/** What form the text of an {@link Option} has. White space around it is dropped, except in a {@link #TEXT}. */
public enum OptionType {
    /** A text in which white space counts: a name, a user, a password. */
    TEXT,
    /** A text of which white space at its ends is no part: a URL, a query, a cron expression, a quantity. */
    EXPRESSION,
    /** Several texts with commas in between. */
    LIST,
    /** A whole number of at most 64 bits. */
    INTEGER,
    /** A decimal number as in JSON. */
    NUMBER,
    /** {@code true} or {@code false}. */
    FLAG,
    /** One of several words; case matters. */
    WORD,
    /** A length of time, in a form that the option's sentence describes. */
    DURATION,
    /** An option that existed once and is refused. */
    REMOVED
}
