package io.scaler4j.benchmarks;

import java.util.Locale;

/**
 * One measured number.
 *
 * @param benchmark the benchmark's name on the command line
 * @param name what was measured
 * @param value the number
 * @param unit the number's unit
 */
record Metric(String benchmark, String name, double value, String unit) {

    /** The line that {@code benchmarks/run} prints. */
    @Override
    public String toString() {
        return "benchmark=%s metric=%s value=%s unit=%s".formatted(benchmark, name, number(), unit);
    }

    private String number() {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
