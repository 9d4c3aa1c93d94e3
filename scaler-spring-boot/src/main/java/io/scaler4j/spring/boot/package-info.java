/**
 * Autoscalers of a Spring Boot application, from its configuration: properties {@code scaler4j.*}, files with
 * ScaledObjects, and beans.
 *
 * <p>{@link io.scaler4j.spring.boot.ScalerAutoConfiguration} makes one {@link io.scaler4j.registry.AutoscalerRegistry}
 * and runs it as long as the application runs. Its Javadoc lists the beans that take part. Nothing here has to be
 * called.
 */
@NullMarked
package io.scaler4j.spring.boot;

import org.jspecify.annotations.NullMarked;
