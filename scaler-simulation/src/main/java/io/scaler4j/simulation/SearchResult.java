package io.scaler4j.simulation;

import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import java.util.List;
import java.util.Map;

/**
 * What a {@link PolicySearch} found.
 *
 * @param policy the best policy; that of the specification if nothing better was found
 * @param metrics what is wanted of each trigger under it, in the order of the specification
 * @param changes what differs from the specification, and what each difference buys
 * @param searched outcomes on the part that was searched
 * @param heldBack outcomes on the part that was held back: nothing was chosen by it
 * @param front the candidates that no other beats in both cost and measure, the cheapest first
 * @param tried how many policies were simulated
 * @param notes what limits the answer: traffic that is too short, an optimum at a bound, an objective that is missed
 */
public record SearchResult(
        ScalingPolicy policy,
        List<MetricSpec> metrics,
        List<Change> changes,
        Pair searched,
        Pair heldBack,
        List<Candidate> front,
        int tried,
        List<String> notes) {

    /**
     * Copies the lists.
     *
     * @param policy not null
     * @param metrics not null
     * @param changes not null
     * @param searched not null
     * @param heldBack not null
     * @param front not null
     * @param tried at least 1
     * @param notes not null
     */
    public SearchResult {
        metrics = List.copyOf(metrics);
        changes = List.copyOf(changes);
        front = List.copyOf(front);
        notes = List.copyOf(notes);
    }

    /**
     * What a policy costs and how good it is.
     *
     * @param replicaHours the cost
     * @param measured by the objective: seconds, or a share
     * @param met whether the objective is met
     */
    public record Outcome(double replicaHours, double measured, boolean met) {}

    /**
     * The policy of the specification beside the best one.
     *
     * @param before under the specification
     * @param after under the best policy
     */
    public record Pair(Outcome before, Outcome after) {}

    /**
     * One difference.
     *
     * @param field as the object has it
     * @param from its value in the specification
     * @param to its value in the best policy
     * @param without the outcome of the best policy without this difference, on the part that was searched
     */
    public record Change(String field, String from, String to, Outcome without) {}

    /**
     * A policy that was tried.
     *
     * @param changes what differs from the specification: its values by field
     * @param outcome on the part that was searched
     */
    public record Candidate(Map<String, String> changes, Outcome outcome) {}
}
