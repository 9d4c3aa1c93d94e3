/**
 * What autoscalers do, as metrics for Prometheus, on its classic Java client ({@code simpleclient}).
 *
 * <p>Start at {@link io.scaler4j.exporter.PrometheusMetrics}, the observer that keeps the metrics;
 * {@link io.scaler4j.exporter.MetricsEndpoint} serves them to a Prometheus where the application does not do so
 * already.
 *
 * <pre>{@code
 * var registry = new CollectorRegistry();
 * var metrics = PrometheusMetrics.register(registry);
 * try (var endpoint = MetricsEndpoint.open(registry, 9400);
 *         var autoscaler = Autoscaler.builder("orders").observer(metrics)...build().start()) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p>The names are KEDA's, with {@code scaler4j_} for {@code keda_} and {@code autoscaler} for {@code scaled_object}.
 */
@NullMarked
package io.scaler4j.exporter;

import org.jspecify.annotations.NullMarked;
