/**
 * Many autoscalers in one process: what each is configured with, and where their states are kept over a restart.
 *
 * <ul>
 *   <li>{@link io.scaler4j.registry.AutoscalerSpec} is an autoscaler as data, before anything is opened;
 *   <li>{@link io.scaler4j.registry.AutoscalerRegistry} runs autoscalers by their specifications, one to ten thousand;
 *   <li>{@link io.scaler4j.registry.StateStore} keeps the state of each, in memory or in a
 *       {@linkplain io.scaler4j.registry.FolderStateStore folder}.
 * </ul>
 */
@NullMarked
package io.scaler4j.registry;

import org.jspecify.annotations.NullMarked;
