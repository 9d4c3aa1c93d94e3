/**
 * For those who add a source: providers that make triggers from text, and the catalog that finds them.
 *
 * <p>A module offers a {@link io.scaler4j.spi.ScalerProvider} through {@link java.util.ServiceLoader}; a
 * {@link io.scaler4j.spi.ScalerCatalog} finds it by the name that KEDA uses in {@code trigger.type} and hands it a
 * {@link io.scaler4j.spi.TriggerSpec}. Discovery is a convenience, never a gate: whatever a provider builds can be
 * built with the module's builder.
 *
 * <p>What sources have in common is here, too: {@link io.scaler4j.spi.QueryBatcher} brings the queries of many scalers
 * together, {@link io.scaler4j.spi.Lease} shares a connection, {@link io.scaler4j.spi.Tls} encrypts it, and
 * {@link io.scaler4j.spi.Secrets} keeps passwords out of every text.
 */
@NullMarked
package io.scaler4j.spi;

import org.jspecify.annotations.NullMarked;
