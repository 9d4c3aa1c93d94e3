package io.scaler4j.prometheus;

import java.util.stream.DoubleStream;

/** How the values of several series become one number. A NaN among them makes NaN of all. */
public enum Reduction {
    /** Their sum. */
    SUM,
    /** The largest. */
    MAX,
    /** Their mean. */
    AVERAGE;

    double of(double[] values) {
        return switch (this) {
            case SUM -> DoubleStream.of(values).sum();
            case MAX -> DoubleStream.of(values).max().orElseThrow();
            case AVERAGE -> DoubleStream.of(values).average().orElseThrow();
        };
    }
}
