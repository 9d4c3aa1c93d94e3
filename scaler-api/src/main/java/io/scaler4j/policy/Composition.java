package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a composite was made of.
 *
 * @param inputs what is known of the formula's triggers, in its order
 * @param fallback the input whose fallback asks for the count; null if the formula does
 * @param ready how many replicas can share a total
 */
record Composition(List<Recommendation> inputs, @Nullable Recommendation fallback, int ready) implements Detail {

    /** In thousandths: capped where the source cannot keep more replicas busy, as KEDA caps the lag of a topic. */
    static long milli(Measurement input, Reading.Value value) {
        if (input.target() instanceof MetricTarget.AverageValue target) {
            return capped(value, target.milli());
        }
        return input.target() instanceof MetricTarget.Value target ? capped(value, target.milli()) : value.milli();
    }

    private static long capped(Reading.Value value, long targetMilli) {
        int wanted = ReplicaCalculator.perReplica(Math.max(0, value.milli()), targetMilli);
        int useful = value.limits().apply(wanted);
        return useful == wanted ? value.milli() : Saturating.times(targetMilli, useful);
    }

    @Override
    public boolean isUnsure() {
        for (Recommendation input : inputs) {
            boolean missing = input.isFailed() && !input.isCovered();
            if (missing || (input.reading() instanceof Reading.Value value && value.isLowerBound())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public OptionalLong servedMilli(MetricTarget target, int count) {
        if (fallback == null) {
            return OptionalLong.empty();
        }
        return isLeftToFormula(fallback)
                ? OptionalLong.of(MilliUnits.of(ifNil(target, count)))
                : Fallback.servedMilli(target, count, ready);
    }

    /** Whether the fallback of this input leaves the decision to the formula. */
    static boolean isLeftToFormula(Recommendation covered) {
        Fallback fallback = covered.measurement().fallbackOrNull();
        return fallback != null && fallback.behavior() == FallbackBehavior.FORMULA;
    }

    /** The value of a composite for which KEDA takes a nil. */
    static double ifNil(MetricTarget target, int replicas) {
        return replicas
                * (target instanceof MetricTarget.AverageValue average
                        ? average.perReplica()
                        : ((MetricTarget.Value) target).total());
    }

    @Override
    public String fallbackTrigger() {
        return fallback == null ? "" : fallback.trigger();
    }

    @Override
    public String inputsText() {
        return inputs.stream().map(Composition::text).collect(Collectors.joining(", "));
    }

    private static String text(Recommendation input) {
        return input.trigger() + "=" + valueText(input);
    }

    private static String valueText(Recommendation input) {
        if (input.reading() instanceof Reading.Value value) {
            long milli = milli(input.measurement(), value);
            return (value.isLowerBound() ? "at least " : "")
                    + MilliUnits.toText(milli)
                    + (milli == value.milli() ? "" : " of " + MilliUnits.toText(value.milli()));
        }
        return input.isCovered() && isLeftToFormula(input) ? "nil" : "failed";
    }
}
