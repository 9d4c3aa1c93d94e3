package io.scaler4j.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all triggers of one observation ask for, and how long each has failed. */
final class Proposals {

    private final List<Proposal> all;
    private final List<FailureRun> failures;

    private Proposals(List<Proposal> all, List<FailureRun> failures) {
        this.all = all;
        this.failures = failures;
    }

    /** A failure is counted where a fallback waits for it; a run without a fallback stays as it is. */
    static Proposals of(Observation observation, List<FailureRun> before, Tolerance tolerance, long at) {
        Replicas replicas = observation.replicas();
        var proposer = new Proposer(replicas, Micros.toInstant(at), tolerance);
        List<Measurement> measurements = observation.measurements();
        var all = new ArrayList<Proposal>(measurements.size());
        List<FailureRun> after = List.of();
        for (int i = 0; i < measurements.size(); i++) {
            Measurement measurement = measurements.get(i);
            Proposal proposal = proposer.propose(measurement);
            FailureRun run = FailureRun.of(measurement.trigger(), before);
            Fallback fallback = measurement.fallbackOrNull();
            if (fallback == null) {
                all.add(proposal);
                after = FailureRun.plus(after, run);
            } else {
                FailureRun next = FailureRun.after(proposal, run, at);
                if (next != null && fallback.isEngagedBy(next, at)) {
                    proposal = proposal.coveredBy(fallback, next, replicas);
                }
                all.add(proposal);
                after = FailureRun.plus(after, next);
            }
        }
        return new Proposals(all, after);
    }

    List<Proposal> all() {
        return all;
    }

    List<FailureRun> failures() {
        return failures;
    }

    Activity activity() {
        return Activity.of(all);
    }

    /** The largest; the first of equals; null if no reading could be used. */
    @Nullable
    Proposal best() {
        Proposal best = null;
        for (int i = 0; i < all.size(); i++) {
            Proposal proposal = all.get(i);
            if (proposal.isUsable() && (best == null || proposal.count() > best.count())) {
                best = proposal;
            }
        }
        return best;
    }

    /** Whether every reading is there and whole, or covered by a fallback. */
    boolean allowShrinking() {
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).allowsShrinking()) {
                return false;
            }
        }
        return true;
    }

    String whoIsActive(Control control) {
        return all.stream()
                .filter(Proposal::isActive)
                .map(Proposal::activity)
                .findFirst()
                .orElse(control.isActivationForced() ? "activation is forced" : "every trigger abstains");
    }

    String whoFailed() {
        if (all.isEmpty()) {
            return "nothing was measured, holding";
        }
        return all.stream()
                .filter(proposal -> !proposal.allowsShrinking())
                .map(Proposal::because)
                .collect(Collectors.joining(", ", "", ", holding"));
    }
}
