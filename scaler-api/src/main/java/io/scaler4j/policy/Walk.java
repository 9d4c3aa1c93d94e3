package io.scaler4j.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The steps of one decision while it is made. Keeps them contiguous: each starts where the last one ended. */
final class Walk {

    private final int start;
    private final List<Step> steps = new ArrayList<>(4);

    Walk(int start) {
        this.start = start;
    }

    /** Where the walk stands. */
    int count() {
        return steps.isEmpty() ? start : steps.get(steps.size() - 1).to();
    }

    void step(Stage stage, int to, Reason reason, Supplier<String> because) {
        steps.add(new Step(stage, count(), to, reason, because));
    }

    List<Step> steps() {
        return steps;
    }

    /**
     * The constraint that decided: the last step that changed the count or, with none of them after it, kept it from
     * being another; failing that, the last that had a say, or the first of all.
     *
     * @param without the count without a step
     */
    Explanation.Binding binding(ToIntFunction<Step> without) {
        Step say = null;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            boolean changes = step.from() != step.to();
            if (changes || step.reason() != Reason.UNHINDERED) {
                int other = without.applyAsInt(step);
                if (changes || other != count()) {
                    return new Explanation.Binding(step.stage(), step.reason(), other);
                }
                say = say == null ? step : say;
            }
        }
        Step last = say == null ? steps.get(0) : say;
        return new Explanation.Binding(last.stage(), last.reason(), count());
    }
}
