/**
 * Tests of scaling policies and of scalers: assertions on decisions and simulated runs, reports of tests, contracts.
 *
 * <pre>{@code
 * Run run = Simulation.of(policy)
 *         .startingAt(16)
 *         .trigger("lag", averageValue(50), Load.constant(800).then(ofMinutes(2), 0))
 *         .every(ofSeconds(15))
 *         .lasting(ofMinutes(20));
 * assertThat(run).neverScalesUp().wentThrough(16, 8, 4, 2).settlesAt(2).within(ofMinutes(9));
 * }</pre>
 *
 * <p>{@link io.scaler4j.testkit.PolicyAssertions} checks runs of {@link io.scaler4j.simulation} and decisions,
 * {@link io.scaler4j.testkit.PolicyTest} marks a test that leaves a report of each run, and
 * {@link io.scaler4j.testkit.ScalerContract} is what each scaler has to fulfil.
 */
@NullMarked
package io.scaler4j.testkit;

import org.jspecify.annotations.NullMarked;
