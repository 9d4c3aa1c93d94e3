/**
 * What autoscalers do, as meters of Micrometer.
 *
 * <p>Start at {@link io.scaler4j.micrometer.MicrometerMetrics}, which is the observer of autoscalers and the binder of
 * registries.
 *
 * <pre>{@code
 * var metrics = MicrometerMetrics.create();
 * metrics.bindTo(registry);
 * try (var autoscaler = Autoscaler.builder("orders").observer(metrics)...build().start()) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p>A registry of Prometheus shows the same series as {@code scaler-metrics}, under the names that KEDA's users know.
 */
@NullMarked
package io.scaler4j.micrometer;

import org.jspecify.annotations.NullMarked;
