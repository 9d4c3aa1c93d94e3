package io.scaler4j.simulation;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;

/** Refuses readings that no decision could use, so that a test does not pass because nothing is ever decided. */
final class Fitting {

    private static final String WAY_OUT =
            "; use cpu(..) for processor time that depends on the replicas, averageValue(..)"
                    + " or value(..) for a plain number, or trigger(Trigger) with a scaler that reads samples";

    private Fitting() {}

    /** Failures fit every target. */
    static void check(String trigger, MetricTarget target, Reading reading) {
        if (target instanceof MetricTarget.Utilization && reading instanceof Reading.Value) {
            throw new IllegalArgumentException("trigger \"" + trigger + "\" wants a utilization of " + target
                    + ", which needs a sample of each replica, but it reads plain values" + WAY_OUT);
        }
        if (target instanceof MetricTarget.Value && reading instanceof Reading.Samples) {
            throw new IllegalArgumentException("trigger \"" + trigger + "\" wants a value of " + target
                    + ", but it reads a sample of each replica; use utilization(..) or averageValue(..)");
        }
    }
}
