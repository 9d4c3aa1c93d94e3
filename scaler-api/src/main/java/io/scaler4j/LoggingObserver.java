package io.scaler4j;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Proposal;
import io.scaler4j.policy.Reason;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log what an operator needs: changes at INFO, problems at WARN when they begin and at INFO when they
 * end, everything at DEBUG. Belongs to one autoscaler.
 */
final class LoggingObserver implements AutoscalerObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);

    private final Set<String> failing = new HashSet<>();
    private final Set<String> covered = new HashSet<>();
    private boolean turnFailing;
    private boolean scaleFailing;

    @Override
    public void decided(String autoscaler, Observation observation, Decision decision) {
        if (turnFailing) {
            LOG.info("{}: decides again", autoscaler);
        }
        turnFailing = false;
        scaleFailing &= decision.changes();
        for (Proposal proposal : decision.explanation().proposals()) {
            logReading(autoscaler, proposal);
        }
        if (decision.changes()) {
            LOG.info("{}: {} -> {}: {}", autoscaler, decision.from(), decision.to(), decision);
        } else {
            LOG.debug("{}: stays at {}: {}", autoscaler, decision.from(), decision);
        }
    }

    private void logReading(String autoscaler, Proposal proposal) {
        String trigger = proposal.trigger();
        if (!proposal.isFailed()) {
            if (failing.remove(trigger)) {
                covered.remove(trigger);
                LOG.info("{}: trigger {} is read again: {}", autoscaler, trigger, proposal.reading());
            }
        } else if (proposal.reason() == Reason.FALLBACK) {
            failing.add(trigger);
            if (covered.add(trigger)) {
                LOG.warn("{}: trigger {}", autoscaler, proposal);
            }
        } else if (!isNotYet(proposal.reading()) && failing.add(trigger)) {
            LOG.warn("{}: trigger {}", autoscaler, proposal);
        }
    }

    private static boolean isNotYet(Reading reading) {
        return reading instanceof Reading.Failure failure && failure.kind() == Reading.Failure.Kind.NOT_YET;
    }

    @Override
    public void scaled(String autoscaler, Decision decision) {
        if (scaleFailing) {
            LOG.info("{}: scaled again, to {}", autoscaler, decision.to());
        }
        scaleFailing = false;
    }

    @Override
    public void scaleFailed(String autoscaler, Decision decision, ScaleTargetException problem) {
        warn(scaleFailing, autoscaler, "not scaled", problem);
        scaleFailing = true;
    }

    @Override
    public void turnFailed(String autoscaler, RuntimeException problem) {
        warn(turnFailing, autoscaler, "no decision", problem);
        turnFailing = true;
    }

    private static void warn(boolean again, String autoscaler, String what, RuntimeException problem) {
        if (again) {
            LOG.debug("{}: {} again: {}", autoscaler, what, problem.getMessage());
        } else {
            LOG.warn("{}: {}: {}; the next turn tries again", autoscaler, what, problem.getMessage(), problem);
        }
    }

    @Override
    public String toString() {
        return "log";
    }
}
