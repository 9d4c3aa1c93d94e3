package io.scaler4j.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One line of a decision's walk: a stage, the count before and after it, and why. A stage that held the number back has
 * a step even if it changed nothing. Immutable.
 */
public final class Step {

    private final Stage stage;
    private final int from;
    private final int to;
    private final Reason reason;
    private final Function<Step, String> text;

    /**
     * @param text makes the clause when it is asked for, so that steps cost no text; it had better not be made for one
     *     step
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
