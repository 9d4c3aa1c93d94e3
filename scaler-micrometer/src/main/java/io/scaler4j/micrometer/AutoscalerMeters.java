package io.scaler4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.Stage;
import java.util.List;
import java.util.function.Consumer;

/**
 * The meters of one autoscaler from its beginning to its end: what it decides, whether it is carried out, how punctual
 * it is. What is told later, by an executor that was busy, does not touch the meters of another autoscaler that has the
 * name by then.
 */
final class AutoscalerMeters implements AutoscalerObserver {

    private static final String DIRECTION = "direction";
    private static final String STAGE = "stage";
    private static final String UP = "up";
    private static final String DOWN = "down";
    private static final String NONE = "none";

    private final MeterSet meters;
    private final TriggerMeters triggers;
    private final Consumer<AutoscalerMeters> release;
    private boolean begun;
    private boolean ended;

    /**
     * @param meters what it writes to, under its own lock
     * @param release is told when the meters are gone
     */
    AutoscalerMeters(MeterSet meters, Consumer<AutoscalerMeters> release) {
        this.meters = meters;
        this.release = release;
        triggers = new TriggerMeters(meters);
    }

    @Override
    public synchronized void turnEnded(Turn turn) {
        if (ended) {
            return;
        }
        if (!begun) {
            begun = true;
            begin();
        }
        triggers.turnEnded(turn);
        meters.set(Metric.LATENESS, Seconds.of(turn.lateness()));
        if (turn.observation().isPresent() && turn.decision().isPresent()) {
            Decision decision = turn.decision().get();
            decided(turn.observation().get(), decision);
            carriedOut(directionOf(decision), turn.outcome());
        } else {
            meters.increment(Metric.ERRORS);
        }
    }

    /** Counters begin at 0, so that their first step is seen. */
    private void begin() {
        meters.begin(Metric.ERRORS);
        for (String direction : List.of(UP, DOWN, NONE)) {
            meters.begin(Metric.DECISIONS, DIRECTION, direction);
        }
        for (String direction : List.of(UP, DOWN)) {
            meters.begin(Metric.SCALES, DIRECTION, direction);
            meters.begin(Metric.SCALE_ERRORS, DIRECTION, direction);
        }
        for (Stage stage : Stage.values()) {
            meters.begin(Metric.BINDING_STAGE, STAGE, stage.name());
        }
    }

    private void decided(Observation observation, Decision decision) {
        Replicas replicas = observation.replicas();
        meters.set(Metric.DESIRED_REPLICAS, decision.to());
        meters.set(Metric.CURRENT_REPLICAS, replicas.current());
        meters.set(Metric.READY_REPLICAS, replicas.ready());
        meters.set(Metric.PAUSED, isPaused(observation.control()));
        meters.set(Metric.LAST_DECISION, Seconds.of(decision.at()));
        meters.increment(Metric.DECISIONS, DIRECTION, directionOf(decision));
        meters.increment(
                Metric.BINDING_STAGE,
                STAGE,
                decision.explanation().binding().stage().name());
    }

    private void carriedOut(String direction, Turn.Outcome outcome) {
        if (outcome instanceof Turn.Scaled) {
            meters.increment(Metric.SCALES, DIRECTION, direction);
        } else if (outcome instanceof Turn.NotWritten not && isFailure(not.cause())) {
            meters.increment(Metric.SCALE_ERRORS, DIRECTION, direction);
        }
    }

    /** Nothing was tried in a dry run, nor where another process has the right to write. */
    private static boolean isFailure(Turn.Cause cause) {
        return cause == Turn.Cause.REFUSED || cause == Turn.Cause.TIMEOUT;
    }

    private static String directionOf(Decision decision) {
        return !decision.changes() ? NONE : decision.to() > decision.from() ? UP : DOWN;
    }

    private static boolean isPaused(Control control) {
        return control.isPaused() || control.isScaleInPaused() || control.isScaleOutPaused();
    }

    /** A registry came later than the autoscaler. */
    synchronized void showIn(MeterRegistry registry) {
        meters.showIn(registry);
    }

    /** The registries go, the autoscaler stays. */
    synchronized void hide() {
        meters.hide();
    }

    @Override
    public void closed(String autoscaler) {
        end();
    }

    @Override
    public void detached(String autoscaler) {
        end();
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            meters.clear();
            release.accept(this);
        }
    }

    @Override
    public String toString() {
        return MicrometerMetrics.NAME;
    }
}
