/** Scales on the result of a Prometheus query. */
@NullMarked
package io.scaler4j.prometheus;

import org.jspecify.annotations.NullMarked;
