package io.scaler4j.exporter;

import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.scaler4j.Turn;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of autoscalers: what they decide, whether it is carried out, how punctual they are. */
final class AutoscalerSeries {

    private static final String AUTOSCALER = "autoscaler";
    private static final String DIRECTION = "direction";

    /** Where a decision goes. */
    private enum Direction {
        UP,
        DOWN,
        NONE;

        static Direction of(Decision decision) {
            return !decision.changes() ? NONE : decision.to() > decision.from() ? UP : DOWN;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Gauge desiredReplicas;
    private final Gauge currentReplicas;
    private final Gauge readyReplicas;
    private final Gauge paused;
    private final Gauge lateness;
    private final Gauge lastDecision;
    private final Counter errors;
    private final Counter decisions;
    private final Counter bindingStages;
    private final Counter scales;
    private final Counter scaleErrors;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    AutoscalerSeries(Registration registration) {
        desiredReplicas = registration.gauge(
                "scaler4j_desired_replicas", "Replicas that the last decision asks for.", AUTOSCALER);
        currentReplicas = registration.gauge(
                "scaler4j_current_replicas", "Replicas that the target reported to the last decision.", AUTOSCALER);
        readyReplicas = registration.gauge(
                "scaler4j_ready_replicas", "Replicas that took work at the last decision.", AUTOSCALER);
        paused = registration.gauge(
                "scaler4j_autoscaler_paused",
                "1 if the last decision was made under a pause, of one direction or of both, else 0.",
                AUTOSCALER);
        lateness = registration.gauge(
                "scaler4j_internal_scale_loop_latency_seconds",
                "How late the last turn began, in seconds.",
                AUTOSCALER);
        lastDecision = registration.gauge(
                "scaler4j_last_decision_timestamp_seconds",
                "When the last decision was made, in seconds since the epoch.",
                AUTOSCALER);
        errors = registration.counter("scaler4j_autoscaler_errors_total", "Turns without a decision.", AUTOSCALER);
        decisions = registration.counter(
                "scaler4j_decisions_total", "Decisions, by the direction of the change.", AUTOSCALER, DIRECTION);
        bindingStages = registration.counter(
                "scaler4j_binding_stage_total", "Decisions, by the stage that decided.", AUTOSCALER, "stage");
        scales = registration.counter(
                "scaler4j_scales_total", "Changes that the target accepted.", AUTOSCALER, DIRECTION);
        scaleErrors = registration.counter(
                "scaler4j_scale_errors_total",
                "Changes that the target refused or did not confirm in time.",
                AUTOSCALER,
                DIRECTION);
    }

    void turnEnded(Turn turn) {
        String autoscaler = turn.autoscaler();
        appear(autoscaler);
        lateness.labels(autoscaler).set(Seconds.of(turn.lateness()));
        if (turn.observation().isPresent() && turn.decision().isPresent()) {
            Decision decision = turn.decision().get();
            decided(autoscaler, turn.observation().get(), decision);
            ended(autoscaler, Direction.of(decision).label(), turn.outcome());
        } else {
            errors.labels(autoscaler).inc();
        }
    }

    private void decided(String autoscaler, Observation observation, Decision decision) {
        Replicas replicas = observation.replicas();
        desiredReplicas.labels(autoscaler).set(decision.to());
        currentReplicas.labels(autoscaler).set(replicas.current());
        readyReplicas.labels(autoscaler).set(replicas.ready());
        paused.labels(autoscaler).set(isPaused(observation.control()) ? 1 : 0);
        lastDecision.labels(autoscaler).set(Seconds.of(decision.at()));
        decisions.labels(autoscaler, Direction.of(decision).label()).inc();
        bindingStages
                .labels(autoscaler, decision.explanation().binding().stage().name())
                .inc();
    }

    private void ended(String autoscaler, String direction, Turn.Outcome outcome) {
        if (outcome instanceof Turn.Scaled) {
            scales.labels(autoscaler, direction).inc();
        } else if (outcome instanceof Turn.NotWritten not && isFailure(not.cause())) {
            scaleErrors.labels(autoscaler, direction).inc();
        }
    }

    /** Nothing was tried in a dry run, nor where another process has the right to write. */
    private static boolean isFailure(Turn.Cause cause) {
        return cause == Turn.Cause.REFUSED || cause == Turn.Cause.TIMEOUT;
    }

    /** Counters begin at 0, so that their first step is seen. */
    private void appear(String autoscaler) {
        if (!known.add(autoscaler)) {
            return;
        }
        errors.labels(autoscaler);
        for (Direction direction : Direction.values()) {
            decisions.labels(autoscaler, direction.label());
        }
        for (Direction direction : List.of(Direction.UP, Direction.DOWN)) {
            scales.labels(autoscaler, direction.label());
            scaleErrors.labels(autoscaler, direction.label());
        }
        for (Stage stage : Stage.values()) {
            bindingStages.labels(autoscaler, stage.name());
        }
    }

    void remove(String autoscaler) {
        known.remove(autoscaler);
        for (var gauge : List.of(desiredReplicas, currentReplicas, readyReplicas, paused, lateness, lastDecision)) {
            gauge.remove(autoscaler);
        }
        errors.remove(autoscaler);
        for (Direction direction : Direction.values()) {
            for (var counter : List.of(decisions, scales, scaleErrors)) {
                counter.remove(autoscaler, direction.label());
            }
        }
        for (Stage stage : Stage.values()) {
            bindingStages.remove(autoscaler, stage.name());
        }
    }

    private static boolean isPaused(Control control) {
        return control.isPaused() || control.isScaleInPaused() || control.isScaleOutPaused();
    }
}
