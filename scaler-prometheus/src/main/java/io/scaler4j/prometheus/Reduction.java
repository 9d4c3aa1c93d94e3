package io.scaler4j.prometheus;

import io.scaler4j.prometheus.QueryResult.Sample;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How the values of several series become one number.
 *
 * <p>NaN, infinities and series without a value are left out, as long as one series has a finite number. Then the
 * number is a lower bound: it may grow a target and never shrinks it. The one exception is what PromQL's {@code max}
 * leaves out itself: NaN and negative infinities do not make a {@link #MAX} less exact. A sum that a double cannot hold
 * saturates.
 */
public enum Reduction {
    /** Their sum. */
    SUM,
    /** The largest. */
    MAX,
    /** Their mean. */
    AVERAGE;

    /** Of at least one finite number. */
    double of(List<Sample> numbers) {
        return switch (this) {
            case SUM -> saturated(values(numbers).sum());
            case MAX -> values(numbers).max().orElseThrow();
            case AVERAGE -> average(numbers);
        };
    }

    private static DoubleStream values(List<Sample> numbers) {
        return numbers.stream().mapToDouble(Sample::value);
    }

    /** Also where their sum is too large for a double. */
    private static double average(List<Sample> numbers) {
        double average = values(numbers).average().orElseThrow();
        return Double.isFinite(average)
                ? average
                : values(numbers).map(value -> value / numbers.size()).sum();
    }

    private static double saturated(double sum) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum));
    }

    /** Whether the result is the same without a series that has no finite number. */
    boolean isExactWithout(Sample sample) {
        return this == MAX && sample.problem() == null && sample.value() != Double.POSITIVE_INFINITY;
    }
}
