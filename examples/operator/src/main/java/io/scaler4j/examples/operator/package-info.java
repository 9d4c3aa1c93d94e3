/** An operator of the Java Operator SDK that scales what it manages. */
@NullMarked
package io.scaler4j.examples.operator;

import org.jspecify.annotations.NullMarked;
