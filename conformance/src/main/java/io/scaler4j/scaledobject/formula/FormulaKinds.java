package io.scaler4j.scaledobject.formula;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Formulas: their results, the cast around them, and the values that they get. */
public final class FormulaKinds {

    private static final Reading DOWN = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TURN_SECONDS = 15;

    private FormulaKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("formula_eval", FormulaKinds::eval)
                .evaluate("formula_cast", FormulaKinds::cast)
                .evaluate("formula_trigger_value", FormulaKinds::triggerValue);
    }

    private static Result eval(Fields given) {
        Optional<String> text = given.textIfAny("formula");
        if (text.isEmpty()) {
            return Result.error("there is no formula");
        }
        Fields values = given.object("triggerValues");
        double ifNil = given.objectIfAny("fallback")
                .map(fallback -> fallback.count("replicas") * Double.parseDouble(given.text("scalingModifiersTarget")))
                .orElse(Double.NaN);
        try {
            Formula formula = Formula.compile(text.get(), values.names());
            double[] inputs = formula.triggers().stream()
                    .mapToDouble(name -> values.numberIfAny(name).orElse(Double.NaN))
                    .toArray();
            double value = formula.evaluate(inputs, ifNil);
            return Double.isNaN(value)
                    ? Result.error("the result is nil, and there is no fallback")
                    : Result.of("metricValue", new BigDecimal(MilliUnits.toText((long) (value * 1000))))
                            .notCompared("metricName");
        } catch (FormulaException | ArithmeticException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    private static Result cast(Fields given) {
        Cast cast = Cast.of(given.text("formula"));
        return Result.of("castApplied", cast.isApplied()).and("nilPreserving", cast.keepsNil());
    }

    /** A count of failures above the threshold means, with KEDA, that this reading failed and has a placeholder. */
    private static Result triggerValue(Fields given) {
        Fields raw = given.object("fallback");
        int failures = given.object("health").asObjects().values().stream()
                .mapToInt(health -> health.count("numberOfFailures"))
                .findFirst()
                .orElse(0);
        boolean leftToFormula = raw.text("behavior").equals("scalingModifiers");
        Fallback fallback = Fallback.replicas(raw.count("replicas")).afterFailures(raw.count("failureThreshold"));
        if (leftToFormula) {
            fallback = fallback.behavior(FallbackBehavior.FORMULA);
        }
        String trigger = given.text("metricName");
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < failures; i++) {
            readings.add(DOWN);
        }
        if (!leftToFormula || failures <= raw.count("failureThreshold")) {
            readings.add(Reading.of(given.number("metricValue")));
        }
        return Result.of("value", lastSeen(trigger, fallback, readings));
    }

    /** What a formula gets in the last of some turns; null for nil. */
    private static @Nullable Double lastSeen(String trigger, Fallback fallback, List<Reading> readings) {
        var seen = new ArrayList<Double>();
        var formula = new Composite.Formula() {
            @Override
            public List<String> triggers() {
                return List.of(trigger);
            }

            @Override
            public double evaluate(double[] values, double ifNil) {
                seen.add(values[0]);
                return Double.isNaN(values[0]) ? ifNil : values[0];
            }
        };
        ScalingPolicy policy = ScalingPolicy.builder()
                .composite(Composite.of(formula, averageValue(1)))
                .build();
        ScalingState state = ScalingState.initial();
        for (int turn = 0; turn < readings.size(); turn++) {
            seen.clear();
            Measurement measurement =
                    Measurement.of(trigger, averageValue(1), readings.get(turn)).fallback(fallback);
            Observation observation = Observation.of(
                    NOW.plusSeconds((long) turn * TURN_SECONDS), new Replicas(1, 1, 1), List.of(measurement));
            Decision decision = policy.decide(state, observation);
            state = decision.next(true);
        }
        return Double.isNaN(seen.get(0)) ? null : seen.get(0);
    }
}
