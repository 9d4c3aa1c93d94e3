package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.metric.MetricTarget;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formula of a case about scaling modifiers, as far as such cases need one: a trigger, or two of them with an
 * operator in between. The language of formulas is not the decision core's.
 */
record GivenFormula(String operator, List<String> triggers) implements Composite.Formula {

    private static final Pattern TWO_TRIGGERS = Pattern.compile("(\\w+) (\\+|-|\\?\\?) (\\w+)");

    /** The value of a trigger. */
    static GivenFormula of(String trigger) {
        return new GivenFormula("", List.of(trigger));
    }

    /** The formula of {@code scalingModifiers}. */
    static GivenFormula in(Fields modifiers) {
        Matcher two = TWO_TRIGGERS.matcher(modifiers.text("formula"));
        if (!two.matches()) {
            throw modifiers.malformed("formula", "two triggers with +, - or ?? in between");
        }
        return new GivenFormula(two.group(2), List.of(two.group(1), two.group(3)));
    }

    /** The target of {@code scalingModifiers}. */
    static MetricTarget target(Fields modifiers) {
        double target = Double.parseDouble(modifiers.text("target"));
        return modifiers.textIfAny("metricType").filter("Value"::equals).isPresent()
                ? MetricTarget.value(target)
                : MetricTarget.averageValue(target);
    }

    @Override
    public double evaluate(double[] values, double ifNil) {
        if (operator.equals("+")) {
            return values[0] + values[1];
        }
        if (operator.equals("-")) {
            return values[0] - values[1];
        }
        for (double value : values) {
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return ifNil;
    }
}
