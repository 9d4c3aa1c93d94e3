package io.scaler4j.policy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The steps of one decision while it is made. Keeps them contiguous: each starts where the last one ended. */
final class Walk {

    private final int start;
    private Step[] steps = new Step[4];
    private int size;

    Walk(int start) {
        this.start = start;
    }

    /** Where the walk stands. */
    int count() {
        return size == 0 ? start : steps[size - 1].to();
    }

    /** Adds a step whose text needs no more than itself. */
    void step(Stage stage, int to, Reason reason, Function<Step, String> because) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
        }
        steps[size] = new Step(stage, count(), to, reason, because);
        size++;
    }

    List<Step> steps() {
        return List.of(Arrays.copyOf(steps, size));
    }

    /**
     * The constraint that decided: the last step that changed the count or, with none of them after it, kept it from
     * being another; failing that, the last that had a say, or the first of all.
     *
     * @param without the count without a step
     */
    Explanation.Binding binding(ToIntFunction<Step> without) {
        Step say = null;
        for (int i = size - 1; i >= 0; i--) {
            Step step = steps[i];
            boolean changes = step.from() != step.to();
            if (changes || step.reason() != Reason.UNHINDERED) {
                int other = without.applyAsInt(step);
                if (changes || other != count()) {
                    return new Explanation.Binding(step.stage(), step.reason(), other);
                }
                say = say == null ? step : say;
            }
        }
        Step last = say == null ? steps[0] : say;
        return new Explanation.Binding(last.stage(), last.reason(), count());
    }
}
