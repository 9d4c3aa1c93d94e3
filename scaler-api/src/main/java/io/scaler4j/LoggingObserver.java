package io.scaler4j;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log what an operator needs: recommended and written changes at INFO, problems at WARN when they begin
 * or become others, and at INFO when they end. What repeats itself is written at DEBUG. Belongs to one autoscaler and
 * runs on the thread of the turn, so that nothing is lost with an executor.
 */
final class LoggingObserver implements AutoscalerObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);

    private final boolean dryRun;

    /** What is wrong with each trigger, as last told; a new map with each change, since most triggers never fail. */
    private Map<String, String> failing = Map.of();

    private boolean formulaFails;
    private @Nullable String turnFailing;
    private @Nullable String scaleFailing;
    private int failedWrites;

    /** The last recommended change that was logged and is not confirmed. */
    private @Nullable String recommended;

    LoggingObserver(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public void decided(String autoscaler, Observation observation, Decision decision) {
        if (turnFailing != null) {
            LOG.info("{}: decides again", autoscaler);
            turnFailing = null;
        }
        Explanation explanation = decision.explanation();
        boolean anyFailed = false;
        for (Recommendation recommendation : explanation.recommendations()) {
            logReading(autoscaler, recommendation);
            anyFailed |= recommendation.isFailed();
        }
        if (!anyFailed) {
            explanation.composite().ifPresent(composite -> logFormula(autoscaler, composite));
        }
        if (decision.changes()) {
            logWish(autoscaler, decision);
        } else {
            if (LOG.isDebugEnabled()) {
                LOG.debug("{}: stays at {}: {}", autoscaler, decision.from(), walk(decision));
            }
            if (scaleFailing != null) {
                LOG.info("{}: stays at {}, so nothing is left to write", autoscaler, decision.from());
            }
            recommended = null;
            scaleFailing = null;
            failedWrites = 0;
        }
    }

    private void logWish(String autoscaler, Decision decision) {
        String change = change(decision);
        String dry = dryRun ? " (dry run, not written)" : "";
        if (change.equals(recommended)) {
            LOG.debug("{}: still wants {}{}: {}", autoscaler, change, dry, walk(decision));
        } else {
            LOG.info("{}: wants {}{}: {}", autoscaler, change, dry, walk(decision));
        }
        recommended = change;
    }

    private static String change(Decision decision) {
        return decision.from() + " -> " + decision.to();
    }

    /** The walk on one line; a clause that was said in a stage before is not said again. */
    private static Object walk(Decision decision) {
        return new Object() {
            @Override
            public String toString() {
                var said = new HashSet<String>();
                var line = new StringBuilder();
                for (Step step : decision.explanation().steps()) {
                    line.append(line.length() == 0 ? "" : " · ")
                            .append(step.stage())
                            .append(' ')
                            .append(step.from())
                            .append(" -> ")
                            .append(step.to());
                    String because = step.because();
                    line.append(said.add(because) ? " " + because : " likewise");
                }
                return line.toString();
            }
        };
    }

    private void logReading(String autoscaler, Recommendation recommendation) {
        String trigger = recommendation.trigger();
        if (!recommendation.isFailed()) {
            if (failing.containsKey(trigger)) {
                failing = new HashMap<>(failing);
                failing.remove(trigger);
                LOG.info("{}: trigger {} is read again: {}", autoscaler, trigger, recommendation.reading());
            }
            return;
        }
        boolean covered = recommendation.reason() == Reason.FALLBACK;
        if (!covered && isNotYet(recommendation.reading())) {
            return;
        }
        String problem = kind(recommendation.reading()) + (covered ? ", covered" : "");
        if (problem.equals(failing.get(trigger))) {
            LOG.debug("{}: trigger {}", autoscaler, recommendation);
        } else {
            failing = new HashMap<>(failing);
            failing.put(trigger, problem);
            LOG.warn("{}: trigger {}", autoscaler, recommendation);
        }
    }

    /** What is wrong with the formula itself, not with what it is given. */
    private void logFormula(String autoscaler, Recommendation composite) {
        boolean failed = composite.isFailed();
        if (failed && !formulaFails) {
            LOG.warn("{}: {}", autoscaler, composite);
        } else if (failed) {
            LOG.debug("{}: {}", autoscaler, composite);
        } else if (formulaFails) {
            LOG.info("{}: the formula gives a value again: {}", autoscaler, composite.reading());
        }
        formulaFails = failed;
    }

    /** A read that has not ended yet goes on with being late. */
    private static String kind(Reading reading) {
        if (reading instanceof Reading.Failure failure) {
            return (failure.kind() == Reading.Failure.Kind.STILL_RUNNING
                            ? Reading.Failure.Kind.TIMEOUT
                            : failure.kind())
                    .name();
        }
        return "UNUSABLE";
    }

    private static boolean isNotYet(Reading reading) {
        return reading instanceof Reading.Failure failure && failure.kind() == Reading.Failure.Kind.NOT_YET;
    }

    @Override
    public void turnEnded(Turn turn) {
        if (turn.outcome() instanceof Turn.Scaled) {
            turn.decision().ifPresent(decision -> logScaled(turn.autoscaler(), decision));
        } else if (turn.outcome() instanceof Turn.NotWritten failed) {
            failed.problem().ifPresent(problem -> {
                failedWrites++;
                scaleFailing = warn(scaleFailing, turn.autoscaler(), "not scaled", problem);
            });
        } else if (turn.outcome() instanceof Turn.NoDecision failed) {
            turnFailing = warn(turnFailing, turn.autoscaler(), "no decision", failed.problem());
        }
    }

    private void logScaled(String autoscaler, Decision decision) {
        if (failedWrites == 0) {
            LOG.info("{}: scaled {}", autoscaler, change(decision));
        } else {
            LOG.info("{}: scaled {}, after {} failed writes", autoscaler, change(decision), failedWrites);
        }
        recommended = null;
        scaleFailing = null;
        failedWrites = 0;
    }

    /** Returns what is wrong now. The trace is that of the reason, since the sentence has been said. */
    private static String warn(@Nullable String before, String autoscaler, String what, RuntimeException problem) {
        boolean isTold = problem instanceof ScaleTargetException || problem instanceof RejectedExecutionException;
        String sentence = isTold ? String.valueOf(problem.getMessage()) : Readings.describe(problem);
        String kind = kind(problem, sentence);
        if (kind.equals(before)) {
            LOG.debug("{}: {} again: {}", autoscaler, what, sentence);
        } else {
            LOG.warn(
                    "{}: {}: {}; the next turn tries again",
                    autoscaler,
                    what,
                    sentence,
                    isTold ? traceOf(problem.getCause()) : problem);
        }
        return kind;
    }

    /** What says all in its sentence needs no trace. */
    private static @Nullable Throwable traceOf(@Nullable Throwable cause) {
        boolean isTold = cause instanceof TimeoutException
                || cause instanceof RejectedExecutionException
                || cause instanceof ScaleTargetException;
        return isTold ? null : cause;
    }

    /** Problems that differ in numbers only are of one kind; a call that has not ended yet goes on with being late. */
    private static String kind(RuntimeException problem, String sentence) {
        if (problem instanceof ScaleTargetException
                && (problem.getCause() == null || problem.getCause() instanceof TimeoutException)) {
            return "late";
        }
        return sentence.replaceAll("@[0-9a-f]+|[0-9]+", "#");
    }

    @Override
    public String toString() {
        return "log";
    }
}
