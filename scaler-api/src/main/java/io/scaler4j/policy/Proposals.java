package io.scaler4j.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all triggers of one observation ask for, and how long each has failed; it says so in the steps they cause. */
final class Proposals implements Function<Step, String> {

    private final Proposal[] all;
    private final List<FailureRun> failures;

    private Proposals(Proposal[] all, List<FailureRun> failures) {
        this.all = all;
        this.failures = failures;
    }

    /**
     * A failure is counted where a fallback waits for it; a run without a fallback stays as it is.
     *
     * @param unread the time since the last turn
     */
    static Proposals of(Observation observation, List<FailureRun> before, Tolerance tolerance, long at, long unread) {
        Replicas replicas = observation.replicas();
        Instant now = instant(observation, at);
        List<Measurement> measurements = observation.measurements();
        var all = new Proposal[measurements.size()];
        List<FailureRun> after = List.of();
        for (int i = 0; i < all.length; i++) {
            Measurement measurement = measurements.get(i);
            Proposal proposal = Proposer.propose(measurement, replicas, tolerance, now);
            FailureRun run = FailureRun.of(measurement.trigger(), before);
            Fallback fallback = measurement.fallbackOrNull();
            if (fallback == null) {
                all[i] = proposal;
                after = FailureRun.plus(after, run);
            } else {
                FailureRun next = FailureRun.after(proposal, run, at, unread);
                if (next != null && fallback.isEngagedBy(next, at)) {
                    proposal = proposal.coveredBy(fallback, next, replicas);
                }
                all[i] = proposal;
                after = FailureRun.plus(after, next);
            }
        }
        return new Proposals(all, after);
    }

    /** Usually that of the observation, to the microsecond. */
    private static Instant instant(Observation observation, long at) {
        return Micros.of(observation.at()) == at
                ? observation.at().truncatedTo(ChronoUnit.MICROS)
                : Micros.toInstant(at);
    }

    List<Proposal> all() {
        return Collections.unmodifiableList(Arrays.asList(all));
    }

    List<FailureRun> failures() {
        return failures;
    }

    Activity activity() {
        return Activity.of(Arrays.asList(all));
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

    /** Whether every reading is there and whole, or covered by a fallback. */
    boolean allowShrinking() {
        for (Proposal proposal : all) {
            if (!proposal.allowsShrinking()) {
                return false;
            }
        }
        return true;
    }

    String whoIsActive(Control control) {
        return Arrays.stream(all)
                .filter(Proposal::isActive)
                .map(Proposal::activity)
                .findFirst()
                .orElse(control.isActivationForced() ? "activation is forced" : "every trigger abstains");
    }

    /** Why a step led to what the largest proposal asks for, or held without it. */
    @Override
    public String apply(Step step) {
        Proposal best = best();
        boolean held = step.reason() == Reason.FAILED_READING || step.reason() == Reason.UNKNOWN;
        return held || best == null ? whoFailed() : best.because();
    }

    private String whoFailed() {
        if (all.length == 0) {
            return "nothing was measured, holding";
        }
        return Arrays.stream(all)
                .filter(proposal -> !proposal.allowsShrinking())
                .map(Proposal::because)
                .collect(Collectors.joining(", ", "", ", holding"));
    }
}
