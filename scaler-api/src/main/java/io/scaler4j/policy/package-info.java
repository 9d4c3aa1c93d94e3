/**
 * The decision: pure functions from a state and an observation to a decision that explains itself.
 *
 * <p>Start with {@link io.scaler4j.policy.ScalingPolicy}. It takes a {@link io.scaler4j.policy.ScalingState} and an
 * {@link io.scaler4j.policy.Observation} and returns a {@link io.scaler4j.policy.Decision}, whose
 * {@link io.scaler4j.policy.Explanation} tells the steps through the {@link io.scaler4j.policy.Stage stages}. Nothing
 * in this package reads a clock, logs, starts a thread or does I/O, so a decision can be tested, replayed and simulated
 * as it is. All types are immutable, builders excepted.
 */
@NullMarked
package io.scaler4j.policy;

import org.jspecify.annotations.NullMarked;
