/** The file of an external scaler, and the server that is made of it. */
@NullMarked
package io.scaler4j.cli.serve;

import org.jspecify.annotations.NullMarked;
