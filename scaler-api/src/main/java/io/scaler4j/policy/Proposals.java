package io.scaler4j.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all triggers of one observation ask for. */
final class Proposals {

    private final List<Proposal> all;

    private Proposals(List<Proposal> all) {
        this.all = all;
    }

    static Proposals of(Observation observation, Tolerance tolerance, Instant at) {
        var proposer = new Proposer(observation.replicas(), at, tolerance);
        var all = new ArrayList<Proposal>(observation.measurements().size());
        for (Measurement measurement : observation.measurements()) {
            all.add(proposer.propose(measurement));
        }
        return new Proposals(all);
    }

    List<Proposal> all() {
        return all;
    }

    Activity activity() {
        return Activity.of(all);
    }

    /** The largest; the first of equals; null if no reading could be used. */
    @Nullable
    Proposal best() {
        Proposal best = null;
        for (Proposal proposal : all) {
            if (proposal.isUsable() && (best == null || proposal.count() > best.count())) {
                best = proposal;
            }
        }
        return best;
    }

    /** Whether every reading is there and whole. */
    boolean allowShrinking() {
        for (Proposal proposal : all) {
            if (!proposal.allowsShrinking()) {
                return false;
            }
        }
        return true;
    }

    String whoIsActive() {
        return all.stream()
                .filter(Proposal::isActive)
                .map(Proposal::activity)
                .findFirst()
                .orElse("every trigger abstains");
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
