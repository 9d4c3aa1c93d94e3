package io.scaler4j.simulation;

/**
 * What a trigger of a simulated specification gets to see: plain values, a queue that the replicas work off, or
 * processor time that they share.
 *
 * @see Simulation#of(io.scaler4j.registry.AutoscalerSpec, java.util.Map)
 */
public sealed interface Traffic permits Load, Workload, CpuLoad {}
