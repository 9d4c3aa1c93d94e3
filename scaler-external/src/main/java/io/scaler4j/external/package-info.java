/**
 * Both sides of KEDA's external scaler, the gRPC contract through which KEDA reaches scalers of others.
 *
 * <p>{@link io.scaler4j.external.ExternalScaler} measures with any server that speaks the contract. For text, the types
 * are {@code external} and {@code external-push}.
 *
 * <pre>{@code
 * var orders = ExternalScaler.builder()
 *         .address("orders-scaler:9090")
 *         .object("shop", "orders")
 *         .metadata(Map.of("queue", "orders"))
 *         .build();
 * var trigger = Trigger.of("orders", orders, averageValue(1)); // the server names the target
 * }</pre>
 */
@NullMarked
package io.scaler4j.external;

import org.jspecify.annotations.NullMarked;
