package io.scaler4j.scaledobject.job;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import java.util.List;
import java.util.Objects;

/**
 * What one trigger asks for.
 *
 * @param trigger its name
 * @param state whether its number counts
 * @param queue the number that was read; 0 unless {@link State#ACTIVE} or {@link State#INACTIVE}
 * @param jobs how many jobs that number is worth, before any limit; not rounded
 * @param because what was read, for people; its wording may change
 */
public record JobRecommendation(String trigger, State state, double queue, double jobs, String because) {

    /** Whether the number of a trigger counts. */
    public enum State {
        /** It counts. */
        ACTIVE,
        /** The number is not above the activation threshold, or the trigger takes no part in activation. */
        INACTIVE,
        /** There is no number. That is never 0. */
        FAILED
    }

    /**
     * Checks the parts.
     *
     * @param trigger not null
     * @param state not null
     * @param queue at least 0
     * @param jobs at least 0
     * @param because not null
     */
    public JobRecommendation {
        Objects.requireNonNull(trigger, "trigger must not be null; it is the trigger's name");
        Objects.requireNonNull(state, "state must not be null; it says whether the number counts");
        Objects.requireNonNull(because, "because must not be null; it says what was read");
    }

    static JobRecommendation of(Measurement measurement) {
        String trigger = measurement.trigger();
        if (!(measurement.reading() instanceof Reading.Value value)) {
            String why = measurement.reading() instanceof Reading.Failure failure
                    ? failure.toString()
                    : "samples of replicas, and a job needs the length of a queue";
            return new JobRecommendation(trigger, State.FAILED, 0, 0, why);
        }
        double queue = Math.max(0, MilliUnits.toDouble(value.milli()));
        boolean active = !measurement.isAbstaining() && value.activationValue() > measurement.activationThreshold();
        double target = targetAverage(List.of(measurement.target()));
        double jobs = target == 0 ? 0 : Math.min(queue / target, value.limits().usefulMaximum());
        String because = target == 0
                ? value + ", which gives no number of jobs without an AverageValue target"
                : value + " of " + MilliUnits.toText(MilliUnits.of(target)) + " per job";
        return new JobRecommendation(trigger, active ? State.ACTIVE : State.INACTIVE, queue, jobs, because);
    }

    /** The mean of the AverageValue targets of a trigger, where any other target counts as 0. */
    static double targetAverage(List<MetricTarget> targets) {
        return targets.stream()
                .mapToDouble(target -> target instanceof MetricTarget.AverageValue average ? average.perReplica() : 0)
                .average()
                .orElse(0);
    }

    boolean isActive() {
        return state == State.ACTIVE;
    }

    boolean isFailed() {
        return state == State.FAILED;
    }

    @Override
    public String toString() {
        return trigger + " " + state + " " + because;
    }
}
