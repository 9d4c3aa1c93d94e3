package io.scaler4j.prometheus;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What counts in place of a number that an answer lacks: nothing, so that the read fails and the count holds; zero; or
 * the last number, for a limited time. Immutable, thread-safe.
 */
public final class MissingValue {

    private static final MissingValue FAILURE = new MissingValue(Kind.FAILURE, Duration.ZERO);
    private static final MissingValue ZERO = new MissingValue(Kind.ZERO, Duration.ZERO);

    enum Kind {
        FAILURE,
        ZERO,
        LAST
    }

    private final Kind kind;
    private final Duration maximumAge;

    private MissingValue(Kind kind, Duration maximumAge) {
        this.kind = kind;
        this.maximumAge = maximumAge;
    }

    /**
     * Returns the strict meaning: the read is a failure.
     *
     * @return always the same
     */
    public static MissingValue failure() {
        return FAILURE;
    }

    /**
     * Zero, for queries in which no series means that there is nothing to do. A target may then be scaled to zero
     * because a metric is no longer scraped, or because its name is misspelt; {@code or vector(0)} in the query is no
     * better.
     *
     * @return always the same
     */
    public static MissingValue zero() {
        return ZERO;
    }

    /**
     * The last number that the same scaler read, so long as it is no older; afterwards, and before the first, the read
     * is a failure.
     *
     * @param maximumAge more than 0
     * @return the missing
     * @throws InvalidConfigurationException if the age is not positive
     */
    public static MissingValue lastValue(Duration maximumAge) {
        if (maximumAge.isNegative() || maximumAge.isZero()) {
            throw new InvalidConfigurationException(
                    "last value", List.of("the maximum age of a last value must be more than 0, was " + maximumAge));
        }
        return new MissingValue(Kind.LAST, maximumAge);
    }

    Kind kind() {
        return kind;
    }

    Duration maximumAge() {
        return maximumAge;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MissingValue that && kind == that.kind && maximumAge.equals(that.maximumAge);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, maximumAge);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case FAILURE -> "failure";
            case ZERO -> "zero";
            case LAST -> "last value of at most " + maximumAge;
        };
    }
}
