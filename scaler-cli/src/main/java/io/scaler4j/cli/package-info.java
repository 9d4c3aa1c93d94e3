/**
 * The program {@code scaler4j}. It adds no logic: each command puts parts of the library together and prints what they
 * say. {@link io.scaler4j.cli.Main} is where it begins.
 */
@NullMarked
package io.scaler4j.cli;

import org.jspecify.annotations.NullMarked;
