/**
 * A laboratory for scaling policies: traffic in virtual time, simulated runs, replays of recordings. It needs no test
 * framework, so programs can use it too.
 *
 * <pre>{@code
 * Run run = Simulation.of(policy)
 *         .startingAt(16)
 *         .trigger("lag", averageValue(50), Load.constant(800).then(ofMinutes(2), 0))
 *         .every(ofSeconds(15))
 *         .lasting(ofMinutes(20));
 * System.out.println(run.replicasAt(ofMinutes(9)) + " replicas, " + Scores.of(run));
 * }</pre>
 *
 * <ul>
 *   <li>{@link io.scaler4j.simulation.Load} is the traffic, {@link io.scaler4j.simulation.Trace} is traffic that was
 *       recorded, {@link io.scaler4j.simulation.Workload} is a queue that the replicas of a run work off;
 *   <li>{@link io.scaler4j.simulation.Simulation} runs a policy, or a configured autoscaler, against it,
 *       {@link io.scaler4j.simulation.Run} is what happened, {@link io.scaler4j.simulation.Scores} rate it;
 *   <li>{@link io.scaler4j.simulation.VirtualTime} drives a real {@link io.scaler4j.Autoscaler} without waiting;
 *   <li>{@link io.scaler4j.simulation.Replay} decides again on what was recorded of an autoscaler.
 * </ul>
 *
 * <p>Nothing here waits, starts a thread, or asks what time it is. Assertions on runs are in the module
 * {@code scaler-testkit}.
 */
@NullMarked
package io.scaler4j.simulation;

import org.jspecify.annotations.NullMarked;
