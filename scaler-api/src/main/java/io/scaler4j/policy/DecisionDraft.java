package io.scaler4j.policy;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A decision while it is made: what it starts from, and its steps so far. Used by one thread, once. */
final class DecisionDraft {

    private final DecisionInput input;
    private final BiFunction<ScalingState, Observation, Decision> policy;
    private final Steps steps;
    private @Nullable Normalization normalization;

    /** @param policy decides again where it is asked what would have been */
    DecisionDraft(DecisionInput input, BiFunction<ScalingState, Observation, Decision> policy) {
        this.input = input;
        this.policy = policy;
        steps = new Steps(input.current());
    }

    DecisionInput input() {
        return input;
    }

    void add(Stage stage, int to, Reason reason, Function<Step, String> because) {
        steps.add(stage, to, reason, because);
    }

    /** A step that leaves the count as it is. */
    void hold(Stage stage, Reason reason, Function<Step, String> because) {
        steps.add(stage, steps.count(), reason, because);
    }

    /** Windows, a schedule's maximum, rates and bounds. */
    void normalize(Normalization by) {
        normalization = by;
        by.stabilize(steps);
        by.keepToSchedule(steps);
        by.limitRate(steps);
    }

    /** A schedule's maximum, rates and bounds hold whatever can be read, and also where windows do not apply. */
    void limit(Normalization by) {
        normalization = by;
        by.keepToSchedule(steps);
        by.limitRate(steps);
    }

    /** Keeps the count, as normalization would do without a recommendation. */
    void leave(Normalization by) {
        normalization = by;
    }

    Decision done() {
        return new Decision(input, steps, new Alternatives(input, normalization, policy));
    }
}
