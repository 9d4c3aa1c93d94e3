package io.scaler4j.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One step of a decision: a stage, the count before and after it, and why. A stage that held the number back has a step
 * even if it changed nothing. Immutable.
 */
public final class Step {

    private final Stage stage;
    private final int from;
    private final int to;
    private final Reason reason;
    private final Function<Step, String> text;

    /**
     * Returns a step of a custom policy, for {@link Decision#of}.
     *
     * @param stage what the step does; {@link Stage#RECOMMEND} where no other fits
     * @param from the count before it
     * @param to the count after it
     * @param reason why; {@link Reason#CUSTOM} where no other fits
     * @param because the same for people, as a short clause
     * @return the step
     */
    public static Step of(Stage stage, int from, int to, Reason reason, String because) {
        if (stage == null || reason == null || because == null || from < 0 || to < 0) {
            throw new IllegalArgumentException("a step needs a stage, a reason, a text and counts of at least 0, was "
                    + stage + " " + from + " -> " + to + " " + reason + " " + because);
        }
        return new Step(stage, from, to, reason, step -> because);
    }

    /**
     * @param text makes the clause when it is asked for; the rules and the recommendations can, so no step needs its
     *     own
     */
    Step(Stage stage, int from, int to, Reason reason, Function<Step, String> text) {
        this.stage = stage;
        this.from = from;
        this.to = to;
        this.reason = reason;
        this.text = text;
    }

    /**
     * The stage.
     *
     * @return the stage that made this step
     */
    public Stage stage() {
        return stage;
    }

    /**
     * The count before the stage.
     *
     * @return where the step before ended
     */
    public int from() {
        return from;
    }

    /**
     * The count after the stage.
     *
     * @return where the next step starts
     */
    public int to() {
        return to;
    }

    /**
     * Why, as a name that does not change.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Why, for people, with the numbers that mattered. The text is made when it is asked for; its wording may change.
     *
     * @return a short clause such as {@code lag 0 of 50 per replica}
     */
    public String because() {
        return text.apply(this);
    }

    boolean changes() {
        return from != to;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("stage", stage.name());
        map.put("from", from);
        map.put("to", to);
        map.put("reason", reason.name());
        map.put("because", because());
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Step that
                && stage == that.stage
                && from == that.from
                && to == that.to
                && reason == that.reason
                && because().equals(that.because());
    }

    @Override
    public int hashCode() {
        return Objects.hash(stage, from, to, reason);
    }

    @Override
    public String toString() {
        return stage + " " + from + " -> " + to + " " + because();
    }
}
