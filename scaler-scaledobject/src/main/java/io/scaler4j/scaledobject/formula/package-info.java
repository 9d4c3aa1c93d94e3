/**
 * KEDA's formulas: {@link io.scaler4j.scaledobject.formula.Formula} compiles a text in the language of
 * {@code scalingModifiers.formula} and evaluates it with the values of triggers.
 */
@NullMarked
package io.scaler4j.scaledobject.formula;

import org.jspecify.annotations.NullMarked;
