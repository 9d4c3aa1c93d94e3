/**
 * The kit: reads vector files, hands each case to the {@link io.scaler4j.conformance.Kind} that knows how to evaluate
 * it, compares and reports. It calculates nothing; kinds call the library.
 *
 * <p>Start at {@link io.scaler4j.conformance.Kinds}, the table of all kinds.
 */
@NullMarked
package io.scaler4j.conformance;

import org.jspecify.annotations.NullMarked;
