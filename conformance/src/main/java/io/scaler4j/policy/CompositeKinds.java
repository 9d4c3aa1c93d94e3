package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a composite makes of its triggers, beside the cases of whole polls and of fallbacks. */
final class CompositeKinds {

    private static final Reading DOWN = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error");

    private CompositeKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("composite_activity", CompositeKinds::activity)
                .evaluate("formula_trigger_value", CompositeKinds::triggerValue);
    }

    private static Result activity(Fields given) {
        String threshold = given.text("activationTarget");
        Composite composite = Composite.of(GivenFormula.of("value"), ActivityKinds.ANY)
                .activatesAbove(threshold.isEmpty() ? 0 : Double.parseDouble(threshold));
        Reading reading = given.flag("anyTriggerError")
                ? DOWN
                : given.numberIfAny("compositeValue").map(Reading::of).orElse(DOWN);
        Decision decision = ActivityKinds.decide(
                Optional.of(composite), List.of(Measurement.of("value", ActivityKinds.ANY, reading)), List.of());
        return Result.of("isActive", ActivityKinds.isActive(decision));
    }

    /** The value that the formula sees; null for nil. */
    private static Result triggerValue(Fields given) {
        String name = given.text("metricName");
        Fallback fallback = FallbackKinds.fallback(given).orElseThrow();
        var failures = new ArrayList<FailureRun>();
        given.object("health").asObjects().forEach((trigger, health) -> {
            if (health.count("numberOfFailures") > 0) {
                failures.add(new FailureRun(trigger, health.count("numberOfFailures"), Given.now()));
            }
        });
        // KEDA hands on a number in place of a failed read; only the failures tell it from a value.
        boolean placeholder = fallback.behavior() == FallbackBehavior.FORMULA
                && failures.stream().anyMatch(run -> fallback.isEngagedBy(run, Given.now()));
        Reading reading = placeholder ? DOWN : Reading.of(given.number("metricValue"));
        var seen = new ArrayList<Double>();
        var formula = new Composite.Formula() {
            @Override
            public List<String> triggers() {
                return List.of(name);
            }

            @Override
            public double evaluate(double[] values, double ifNil) {
                seen.add(values[0]);
                return 1;
            }
        };
        ActivityKinds.decide(
                Optional.of(Composite.of(formula, ActivityKinds.ANY)),
                List.of(Measurement.of(name, ActivityKinds.ANY, reading).fallback(fallback)),
                failures);
        return Result.of("value", seen.isEmpty() || seen.get(0).isNaN() ? null : seen.get(0));
    }
}
