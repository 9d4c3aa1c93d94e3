package io.scaler4j.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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

    /** The last step that changed the count, else the last that held it, else the first. */
    Step decisive() {
        Step held = null;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.from() != step.to()) {
                return step;
            }
            if (held == null && step.reason() != Reason.UNHINDERED) {
                held = step;
            }
        }
        return held == null ? steps.get(0) : held;
    }
}
