/**
 * The main job on one command: the lag of a Kafka consumer group scales a pool of consumers.
 *
 * <p>Start at {@link io.scaler4j.examples.demo.Demo}, and there at {@link io.scaler4j.examples.demo.ScaledRun}, which
 * puts scaler, policy and target together. What a user would write is in
 * {@link io.scaler4j.examples.demo.ConsumerPool}, a scale target whose replicas are consumers; the rest makes the load,
 * measures, checks and reports.
 */
@NullMarked
package io.scaler4j.examples.demo;

import org.jspecify.annotations.NullMarked;
