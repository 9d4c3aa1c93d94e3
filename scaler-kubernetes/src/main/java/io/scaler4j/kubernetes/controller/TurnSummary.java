package io.scaler4j.kubernetes.controller;

import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.Recommendation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the status of an object tells of its latest turn. Turns with equal summaries leave the status as it is.
 *
 * @param problem why there was no decision; empty if there was one
 * @param activity of each trigger
 * @param failing the triggers that failed, each with whether its fallback is engaged
 * @param active whether the object is active
 * @param coolingDown whether it is inactive, and not scaled down yet
 */
record TurnSummary(
        Optional<String> problem,
        Map<String, Boolean> activity,
        Map<String, Boolean> failing,
        boolean active,
        boolean coolingDown) {

    static TurnSummary of(Turn turn) {
        if (turn.outcome() instanceof Turn.NoDecision none) {
            return new TurnSummary(
                    Optional.of(String.valueOf(none.problem().getMessage())), Map.of(), Map.of(), false, false);
        }
        var activity = new LinkedHashMap<String, Boolean>();
        var failing = new LinkedHashMap<String, Boolean>();
        Decision decision = turn.decision().orElseThrow();
        for (Recommendation each : decision.explanation().recommendations()) {
            activity.put(each.trigger(), each.isActive());
            if (each.isFailed()) {
                failing.put(each.trigger(), each.reason() == Reason.FALLBACK);
            }
        }
        boolean active =
                decision.explanation().composite().map(Recommendation::isActive).orElse(activity.containsValue(true));
        boolean cooling = decision.explanation().steps().stream().anyMatch(step -> step.reason() == Reason.COOLDOWN);
        return new TurnSummary(Optional.empty(), Map.copyOf(activity), Map.copyOf(failing), active, cooling);
    }

    /** Whether every trigger failed. */
    boolean allFail() {
        return !activity.isEmpty() && failing.size() == activity.size();
    }

    boolean fallsBack() {
        return failing.containsValue(true);
    }

    /** When the target was last active. */
    static @Nullable Instant lastActive(Turn turn) {
        return turn.next().lastActiveAt().orElse(null);
    }
}
