/** Scales on the processor time, or the memory, that the replicas of a target use. */
@NullMarked
package io.scaler4j.cpu;

import org.jspecify.annotations.NullMarked;
