/**
 * Refuses a configuration with every problem at once, as sentences that name the option and the value.
 *
 * <p>Builders, providers and {@link io.scaler4j.spi.TriggerSpec} collect what is wrong in
 * {@link io.scaler4j.config.Problems} and throw one {@link io.scaler4j.config.InvalidConfigurationException}.
 */
@NullMarked
package io.scaler4j.config;

import org.jspecify.annotations.NullMarked;
