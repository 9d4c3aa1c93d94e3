/**
 * Tests of the autoscalers that a Spring Boot application has, in virtual time.
 *
 * <p>Start at {@link io.scaler4j.spring.boot.test.AutoscalerTest}, which loads the autoscalers of the application's
 * configuration and nothing else, and {@link io.scaler4j.spring.boot.test.AutoscalerTester}, which a test injects.
 */
@NullMarked
package io.scaler4j.spring.boot.test;

import org.jspecify.annotations.NullMarked;
