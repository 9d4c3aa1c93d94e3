package io.scaler4j.policy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The steps of one decision: each starts where the last one ended. They are added while the decision is made, by one
 * thread, and only read afterwards.
 */
final class Steps {

    /** As many as most decisions have. */
    private static final int USUAL = 3;

    private final int start;
    private Step[] steps;
    private int size;

    /** @param start the count before the first step */
    Steps(int start) {
        this.start = start;
        steps = new Step[USUAL];
    }

    /** The given steps, none of which may be missing. */
    Steps(List<Step> given) {
        steps = given.toArray(Step[]::new);
        size = steps.length;
        start = steps[0].from();
    }

    /** Where the last step ended. */
    int count() {
        return size == 0 ? start : steps[size - 1].to();
    }

    void add(Stage stage, int to, Reason reason, Function<Step, String> because) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
        }
        steps[size] = new Step(stage, count(), to, reason, because);
        size++;
    }

    int size() {
        return size;
    }

    Step get(int index) {
        return steps[index];
    }

    /** The first step that says what happens: a gap comes before it. */
    Step opening() {
        return steps[0].stage() == Stage.GAP && size > 1 ? steps[1] : steps[0];
    }

    List<Step> all() {
        return List.of(Arrays.copyOf(steps, size));
    }
}
