/**
 * The main jobs on one command each: the lag of a Kafka consumer group scales a pool of consumers, and requests scale
 * worker processes from zero and back.
 *
 * <p>Start at {@link io.scaler4j.examples.demo.Demo}, and there at {@link io.scaler4j.examples.demo.ScaledRun}, which
 * puts scaler, policy and target together. What a user would write is in
 * {@link io.scaler4j.examples.demo.ConsumerPool}, a scale target whose replicas are consumers; the rest makes the load,
 * measures, checks and reports.
 *
 * <p>The demo of requests is {@link io.scaler4j.examples.demo.HttpDemo}. Its parts come together in
 * {@link io.scaler4j.examples.demo.HttpRun}, and its scale target, whose replicas are processes, is
 * {@link io.scaler4j.examples.demo.WorkerPool}.
 */
@NullMarked
package io.scaler4j.examples.demo;

import org.jspecify.annotations.NullMarked;
