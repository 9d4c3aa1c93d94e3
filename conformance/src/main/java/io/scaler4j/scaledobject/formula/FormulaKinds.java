package io.scaler4j.scaledobject.formula;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MilliUnits;
import java.math.BigDecimal;
import java.util.Optional;

/** Formulas: their results, and the cast around them. */
public final class FormulaKinds {

    private FormulaKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("formula_eval", FormulaKinds::eval).evaluate("formula_cast", FormulaKinds::cast);
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
}
