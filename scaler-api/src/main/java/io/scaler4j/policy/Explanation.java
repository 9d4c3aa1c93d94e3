package io.scaler4j.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Why a decision is what it is: a walk through the stages, and each trigger's own proposal beside it.
 *
 * <p>The walk is contiguous: every step starts where the last one ended, the first starts at the current count, the
 * last ends at the decided one. Data first; text is made only when it is asked for. Immutable.
 */
public final class Explanation {

    private final Evaluation evaluation;

    /** @param evaluation complete; what was decided is all in there, and is brought into this form when asked for */
    Explanation(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * The constraint that decided.
     *
     * @param stage the last stage that set or changed the count; a stage that ended the walk without a change, if none
     *     did
     * @param reason why
     * @param without what the count would have been without that constraint, all others applied: without the window,
     *     the rate, the bound, the tolerance, the pause. Where nothing constrains, as for a plain ratio, the count
     *     before the stage
     */
    public record Binding(Stage stage, Reason reason, int without) {}

    /**
     * The walk.
     *
     * @return at least one step, in the order of the stages
     */
    public List<Step> steps() {
        return evaluation.walk().steps();
    }

    /**
     * What each trigger asked for by itself.
     *
     * @return one proposal per measurement, in their order
     */
    public List<Proposal> proposals() {
        return evaluation.proposals().all();
    }

    /**
     * The constraint that decided, and the count without it.
     *
     * @return never null
     */
    public Binding binding() {
        return evaluation.binding();
    }

    /**
     * The walk on one line, stages separated by {@code " · "}.
     *
     * @return text for people; its wording may change
     */
    public String toLine() {
        return steps().stream().map(Step::toString).collect(Collectors.joining(" · "));
    }

    /**
     * The walk, a line a stage, in columns.
     *
     * @return text for people; its wording may change
     */
    @Override
    public String toString() {
        return steps().stream()
                .map(step ->
                        String.format("%-10s %4d -> %-4d %s", step.stage(), step.from(), step.to(), step.because()))
                .collect(Collectors.joining("\n"));
    }

    /** Adds the binding step, the walk and the proposals as plain values. */
    void putInto(Map<String, Object> map) {
        Binding binding = binding();
        map.put("stage", binding.stage().name());
        map.put("reason", binding.reason().name());
        map.put("without", binding.without());
        map.put("steps", steps().stream().map(Step::toMap).toList());
        map.put("triggers", proposals().stream().map(Proposal::toMap).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Explanation that
                && steps().equals(that.steps())
                && proposals().equals(that.proposals())
                && binding().equals(that.binding());
    }

    @Override
    public int hashCode() {
        return Objects.hash(steps(), binding());
    }
}
