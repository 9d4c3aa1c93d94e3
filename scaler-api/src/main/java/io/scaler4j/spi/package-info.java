/**
 * For authors of sources: providers that make triggers from text, and the catalog that finds them.
 *
 * <p>A module offers a {@link io.scaler4j.spi.ScalerProvider} through {@link java.util.ServiceLoader}. A
 * {@link io.scaler4j.spi.ScalerCatalog} finds it by the name that KEDA uses in {@code trigger.type} and passes it a
 * {@link io.scaler4j.spi.TriggerSpec}. Discovery is a convenience, never a gate: each trigger that a provider makes can
 * also be made with the module's builder.
 *
 * <p>The parts for sources that reach over a network are in {@link io.scaler4j.connect}.
 */
@NullMarked
package io.scaler4j.spi;

import org.jspecify.annotations.NullMarked;
