package io.scaler4j.policy;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/** Formulas for tests; those with the same text are equal. */
final class Formulas implements Composite.Formula {

    /** What a formula calculates. */
    interface Calculation {

        double of(double[] values, double ifNil);
    }

    private final String text;
    private final List<String> triggers;
    private final Calculation calculation;

    Formulas(String text, List<String> triggers, Calculation calculation) {
        this.text = text;
        this.triggers = triggers;
        this.calculation = calculation;
    }

    /** Nil in a sum is a failure, as in KEDA. */
    static Formulas sum(String... triggers) {
        return folded(" + ", Double::sum, triggers);
    }

    static Formulas largest(String... triggers) {
        return folded(" max ", Math::max, triggers);
    }

    private static Formulas folded(String operator, DoubleBinaryOperator fold, String... triggers) {
        return new Formulas(String.join(operator, triggers), List.of(triggers), (values, ifNil) -> {
            if (DoubleStream.of(values).anyMatch(Double::isNaN)) {
                throw new ArithmeticException("nil cannot be calculated with");
            }
            return DoubleStream.of(values).reduce(fold).orElseThrow();
        });
    }

    /** KEDA's {@code a ?? b ?? ..}: the first that is not nil. */
    static Formulas first(String... triggers) {
        return new Formulas(
                String.join(" ?? ", triggers),
                List.of(triggers),
                (values, ifNil) -> DoubleStream.of(values)
                        .filter(value -> !Double.isNaN(value))
                        .findFirst()
                        .orElse(ifNil));
    }

    @Override
    public List<String> triggers() {
        return triggers;
    }

    @Override
    public double evaluate(double[] values, double ifNil) {
        return calculation.of(values, ifNil);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formulas that && text.equals(that.text) && triggers.equals(that.triggers);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
