/**
 * What the actuator of Spring Boot shows of autoscalers: their health, and the endpoint
 * {@link io.scaler4j.spring.boot.actuate.AutoscalersEndpoint}.
 */
@NullMarked
package io.scaler4j.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
