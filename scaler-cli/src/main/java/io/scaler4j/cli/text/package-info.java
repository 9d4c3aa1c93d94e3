/** Text for screens. */
@NullMarked
package io.scaler4j.cli.text;

import org.jspecify.annotations.NullMarked;
