/** A Spring Boot application that scales its own threads. */
@NullMarked
package io.scaler4j.examples.spring;

import org.jspecify.annotations.NullMarked;
