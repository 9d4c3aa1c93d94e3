/**
 * Runs the ScaledObjects of a cluster without KEDA: {@link io.scaler4j.kubernetes.controller.ScaledObjectController}
 * follows them, keeps an autoscaler for each, writes their status and events, and shares the work with other processes
 * by Leases.
 */
@NullMarked
package io.scaler4j.kubernetes.controller;

import org.jspecify.annotations.NullMarked;
