/**
 * Measures what the library costs. {@code benchmarks/run NAME} starts {@link io.scaler4j.benchmarks.Main}, the table of
 * all benchmarks; each is a {@link io.scaler4j.benchmarks.Suite} that reports its {@link io.scaler4j.benchmarks.Metric
 * metrics}.
 */
@NullMarked
package io.scaler4j.benchmarks;

import org.jspecify.annotations.NullMarked;
