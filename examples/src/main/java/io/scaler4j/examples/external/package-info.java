/** Two programs that meet over KEDA's contract: a server that offers a source, and workers that scale on it. */
@NullMarked
package io.scaler4j.examples.external;

import org.jspecify.annotations.NullMarked;
