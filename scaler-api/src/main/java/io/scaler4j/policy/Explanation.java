package io.scaler4j.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a decision is what it is: its steps through the stages, and each trigger's own recommendation beside them.
 *
 * <p>Every step starts where the last one ended, the first starts at the current count, the last ends at the decided
 * one. Data first; text is made only when it is asked for. Immutable.
 */
public final class Explanation {

    private final Steps steps;

    Explanation(Steps steps) {
        this.steps = steps;
    }

    /**
     * The constraint that decided.
     *
     * @param stage the last stage that set or changed the count; a stage that ended the decision without a change, if
     *     none did
     * @param reason why
     * @param without what the count would have been without that constraint, all others applied: without the window,
     *     the rate, the bound, the tolerance, the pause. Where nothing constrains, as for a plain ratio, the count
     *     before the stage
     */
    public record Binding(Stage stage, Reason reason, int without) {}

    /**
     * The steps.
     *
     * @return at least one step, in the order of the stages
     */
    public List<Step> steps() {
        return steps.all();
    }

    /**
     * What each trigger asked for by itself.
     *
     * @return one recommendation per measurement, in their order
     */
    public List<Recommendation> recommendations() {
        return steps.input().recommendations().ofTriggers();
    }

    /**
     * What the policy's {@link Composite} asked for, in place of the triggers that it replaces; those have
     * {@link Reason#COMPOSITE} and no count.
     *
     * @return empty for a policy without a composite
     */
    public Optional<Recommendation> composite() {
        return Optional.ofNullable(steps.input().recommendations().composite());
    }

    /**
     * The constraint that decided, and the count without it: the last step that changed the count or, with none of them
     * after it, kept it from being another; failing that, the last that constrains, or the first of all.
     *
     * @return never null
     */
    public Binding binding() {
        Step held = null;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.changes() || step.reason() != Reason.NO_CONSTRAINT) {
                int other = Alternatives.without(step, steps);
                if (step.changes() || other != steps.count()) {
                    return new Binding(step.stage(), step.reason(), other);
                }
                held = held == null ? step : held;
            }
        }
        Step last = held == null ? steps.get(0) : held;
        return new Binding(last.stage(), last.reason(), steps.count());
    }

    /**
     * The steps on one line, stages separated by {@code " · "}.
     *
     * @return text for people; its wording may change
     */
    public String toLine() {
        return steps().stream().map(Step::toString).collect(Collectors.joining(" · "));
    }

    /**
     * The steps, a line a stage, in columns.
     *
     * @return text for people; its wording may change
     */
    @Override
    public String toString() {
        return steps().stream()
                .map(step -> String.format(
                        Locale.ROOT, "%-10s %4d -> %-4d %s", step.stage(), step.from(), step.to(), step.because()))
                .collect(Collectors.joining("\n"));
    }

    /** Adds the binding step, the steps and the recommendations as plain values. */
    void putInto(Map<String, Object> map) {
        Binding binding = binding();
        map.put("stage", binding.stage().name());
        map.put("reason", binding.reason().name());
        map.put("without", binding.without());
        map.put("steps", steps().stream().map(Step::toMap).toList());
        map.put(
                "triggers",
                recommendations().stream().map(Recommendation::toMap).toList());
        composite().ifPresent(composite -> map.put("composite", composite.toMap()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Explanation that
                && steps().equals(that.steps())
                && recommendations().equals(that.recommendations())
                && composite().equals(that.composite())
                && binding().equals(that.binding());
    }

    @Override
    public int hashCode() {
        return Objects.hash(steps(), binding());
    }
}
