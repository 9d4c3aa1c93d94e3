/** The formats of findings: text for people, and those that other programs read. */
@NullMarked
package io.scaler4j.cli.lint;

import org.jspecify.annotations.NullMarked;
