/**
 * KEDA's ScaledJob as a pure function: {@link io.scaler4j.scaledobject.job.JobPolicy} says how many jobs to create,
 * why, and which finished ones to delete. It creates and deletes nothing itself.
 */
@NullMarked
package io.scaler4j.scaledobject.job;

import org.jspecify.annotations.NullMarked;
