/**
 * What a source measured and what is wanted of it: {@link io.scaler4j.metric.Reading readings} and
 * {@link io.scaler4j.metric.MetricTarget targets}.
 *
 * <p>A reading is a value, a set of samples per replica, or a failure. It is never a number that stands for "unknown":
 * a failed query is a {@link io.scaler4j.metric.Reading.Failure}, not 0. Everything here is immutable and free of
 * clocks, logging and I/O. Start with {@link io.scaler4j.metric.Reading}.
 */
@NullMarked
package io.scaler4j.metric;

import org.jspecify.annotations.NullMarked;
