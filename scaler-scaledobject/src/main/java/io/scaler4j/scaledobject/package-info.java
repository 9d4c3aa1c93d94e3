/**
 * The YAML of KEDA and of the HPA as autoscalers: {@link io.scaler4j.scaledobject.ScaledObjects} reads files and makes
 * {@link io.scaler4j.registry.AutoscalerSpec}s of them. Both run in a process, in a simulation and in an explanation.
 */
@NullMarked
package io.scaler4j.scaledobject;

import org.jspecify.annotations.NullMarked;
