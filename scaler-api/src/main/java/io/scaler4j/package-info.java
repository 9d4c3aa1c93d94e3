/**
 * Scalers measure, a policy decides, a target obeys; an {@link io.scaler4j.Autoscaler} is the small loop that connects
 * the three.
 *
 * <pre>{@code
 * try (var autoscaler = Autoscaler.builder("orders")
 *         .target(ScaleTarget.of(pool::size, pool::resize))
 *         .policy(ScalingPolicy.builder().replicas(1, 20).build())
 *         .trigger(Trigger.of("backlog", request -> Reading.of(queue.size()), averageValue(50)))
 *         .build()
 *         .start()) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p>Everything that decides is in {@link io.scaler4j.policy} and pure. This package holds what touches the world:
 * {@link io.scaler4j.Scaler}, {@link io.scaler4j.ScaleTarget}, {@link io.scaler4j.AutoscalerObserver} and the loop with
 * its threads and deadlines.
 */
@NullMarked
package io.scaler4j;

import org.jspecify.annotations.NullMarked;
