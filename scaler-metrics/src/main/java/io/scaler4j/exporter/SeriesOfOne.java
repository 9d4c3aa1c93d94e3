package io.scaler4j.exporter;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The metrics of one autoscaler from its beginning to its end. What is told later, by an executor that was busy, does
 * not touch the series of another autoscaler that has the name since.
 */
final class SeriesOfOne implements AutoscalerObserver {

    private final PrometheusMetrics all;
    private final Consumer<SeriesOfOne> release;
    private boolean ended;

    SeriesOfOne(PrometheusMetrics all, Consumer<SeriesOfOne> release) {
        this.all = all;
        this.release = release;
    }

    @Override
    public synchronized void plannedTurnBegan(String autoscaler, Duration lateness) {
        if (!ended) {
            all.plannedTurnBegan(autoscaler, lateness);
        }
    }

    @Override
    public synchronized void triggersRead(String autoscaler, Map<String, Duration> latencies) {
        if (!ended) {
            all.triggersRead(autoscaler, latencies);
        }
    }

    @Override
    public synchronized void decided(String autoscaler, Observation observation, Decision decision) {
        if (!ended) {
            all.decided(autoscaler, observation, decision);
        }
    }

    @Override
    public synchronized void scaled(String autoscaler, Decision decision) {
        if (!ended) {
            all.scaled(autoscaler, decision);
        }
    }

    @Override
    public synchronized void scaleFailed(String autoscaler, Decision decision, ScaleTargetException problem) {
        if (!ended) {
            all.scaleFailed(autoscaler, decision, problem);
        }
    }

    @Override
    public synchronized void turnFailed(String autoscaler, RuntimeException problem) {
        if (!ended) {
            all.turnFailed(autoscaler, problem);
        }
    }

    @Override
    public void closed(String autoscaler) {
        end(autoscaler);
    }

    @Override
    public void detached(String autoscaler) {
        end(autoscaler);
    }

    private synchronized void end(String autoscaler) {
        if (!ended) {
            ended = true;
            all.closed(autoscaler);
            release.accept(this);
        }
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
