/**
 * For authors of sources: providers that plan triggers from text, and the catalog that finds them.
 *
 * <p>A module offers a {@link io.scaler4j.spi.ScalerProvider} through {@link java.util.ServiceLoader}. It declares each
 * {@link io.scaler4j.spi.Option} of its type once. A {@link io.scaler4j.spi.ScalerCatalog} finds the provider by the
 * name that KEDA uses in {@code trigger.type} and passes it a {@link io.scaler4j.spi.TriggerSpec}; the provider reads
 * it with an {@link io.scaler4j.spi.OptionReader} and returns a {@link io.scaler4j.spi.TriggerPlan}, which opens the
 * scaler. Discovery is a convenience, never a gate: each trigger that a provider plans can also be made with the
 * module's builder.
 *
 * <p>The parts for sources that reach over a network are in {@link io.scaler4j.connect}.
 */
@NullMarked
package io.scaler4j.spi;

import org.jspecify.annotations.NullMarked;
