package io.scaler4j.scaledobject;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A trigger that a scaler of the caller reads.
 *
 * @param metric what is wanted
 * @param name of the metric
 * @param scaler stays open, since it is the caller's
 */
record BoundPlan(MetricSpec metric, MetricName name, Scaler scaler) implements TriggerPlan {

    @Override
    public String metricName(int index) {
        return name.at(index);
    }

    @Override
    public Scaler open(TriggerContext context) {
        return new Borrowed(scaler);
    }

    @Override
    public String toString() {
        return "trigger " + metric + " of a bound scaler";
    }

    private record Borrowed(Scaler scaler) implements Scaler {

        @Override
        public Reading read(ReadRequest request) throws Exception {
            return scaler.read(request);
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            return scaler.readAsync(request, executor);
        }

        @Override
        public Scheduler.Cancellable onActivity(Runnable action) {
            return scaler.onActivity(action);
        }

        @Override
        public void close() {}
    }
}
