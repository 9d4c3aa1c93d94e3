/**
 * A laboratory for scaling policies: traffic in virtual time, simulated runs, and assertions on what came of them.
 *
 * <pre>{@code
 * var run = Simulation.of(policy)
 *         .startingAt(16)
 *         .trigger("lag", averageValue(50), Load.constant(800).then(ofMinutes(2), 0))
 *         .every(ofSeconds(15))
 *         .lasting(ofMinutes(20));
 * assertThat(run).neverScalesUp().wentThrough(16, 8, 4, 2).settlesAt(2).within(ofMinutes(9));
 * }</pre>
 *
 * <p>{@link io.scaler4j.testkit.Trace} is traffic that was recorded, {@link io.scaler4j.testkit.Workload} a queue that
 * the replicas of a run work off.
 *
 * <p>{@link io.scaler4j.testkit.Load} is the traffic, {@link io.scaler4j.testkit.Simulation} runs a policy against it,
 * {@link io.scaler4j.testkit.Run} is what happened, {@link io.scaler4j.testkit.PolicyAssertions} checks it.
 * {@link io.scaler4j.testkit.VirtualTime} drives a real {@link io.scaler4j.Autoscaler} without waiting, and
 * {@link io.scaler4j.testkit.Replay} decides again on what was recorded of one. Nothing here sleeps, starts a thread,
 * or asks what time it is.
 */
@NullMarked
package io.scaler4j.testkit;

import org.jspecify.annotations.NullMarked;
