package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;

import io.scaler4j.metric.Reading;

/** Composites of two triggers, and decisions on what these read. */
abstract class CompositeFixture extends DecisionFixture {

    static final Composite SUM = Composite.of(Formulas.sum("a", "b"), averageValue(5));
    static final Composite FIRST = Composite.of(Formulas.first("a", "b"), averageValue(5));

    static Recommendation composite(Composite composite, Measurement... measurements) {
        return startingAt(2, policy(1, 20).composite(composite))
                .sees(measurements)
                .explanation()
                .composite()
                .orElseThrow();
    }

    static Fallback formula(int replicas) {
        return Fallback.replicas(replicas).behavior(FallbackBehavior.FORMULA);
    }

    static Measurement reads(String trigger, double value) {
        return Measurement.of(trigger, averageValue(1), Reading.of(value));
    }

    static Measurement failing(String trigger) {
        return Measurement.of(trigger, averageValue(1), DOWN);
    }

    static Measurement failing(String trigger, Fallback fallback) {
        return failing(trigger).fallback(fallback);
    }
}
