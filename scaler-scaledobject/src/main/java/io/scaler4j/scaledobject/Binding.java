package io.scaler4j.scaledobject;

import io.scaler4j.Scaler;
import io.scaler4j.metric.MetricTarget;
import java.util.Optional;

/**
 * A scaler of the caller in place of a source.
 *
 * @param scaler the caller's
 * @param target in place of what the file says
 */
record Binding(Scaler scaler, Optional<MetricTarget> target) {}
