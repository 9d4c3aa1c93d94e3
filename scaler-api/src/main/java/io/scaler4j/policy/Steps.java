package io.scaler4j.policy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The steps of one decision, from its input on: each starts where the last one ended. They are added while the decision
 * is made, by one thread, and only read afterwards.
 */
final class Steps {

    /** As many as most decisions have. */
    private static final int USUAL = 3;

    /** The count is not up to the metrics. */
    private static final int NO_FLOOR = -1;

    private final DecisionInput input;
    private Step[] steps;
    private int size;
    private int floor = NO_FLOOR;

    Steps(DecisionInput input) {
        this.input = input;
        steps = new Step[USUAL];
    }

    /** @param given all of them, at least one */
    Steps(DecisionInput input, List<Step> given) {
        this.input = input;
        steps = given.toArray(Step[]::new);
        size = steps.length;
    }

    DecisionInput input() {
        return input;
    }

    /** Where the last step ended. */
    int count() {
        return size == 0 ? input.current() : steps[size - 1].to();
    }

    /** Sets the least count of what follows, which is up to the metrics. */
    void setFloor(int count) {
        floor = count;
    }

    boolean hasFloor() {
        return floor != NO_FLOOR;
    }

    int floor() {
        return floor;
    }

    void add(Stage stage, int to, Reason reason, Function<Step, String> because) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
        }
        steps[size] = new Step(stage, count(), to, reason, because);
        size++;
    }

    /** A step that leaves the count as it is. */
    void hold(Stage stage, Reason reason, Function<Step, String> because) {
        add(stage, count(), reason, because);
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
