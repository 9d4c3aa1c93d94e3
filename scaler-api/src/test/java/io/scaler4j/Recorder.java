package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps everything an observer is told. */
final class Recorder implements AutoscalerObserver {

    final List<Duration> lateness = new ArrayList<>();
    final List<Map<String, Duration>> latencies = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final List<Observation> observations = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Decision> scaled = new ArrayList<>();
    final List<ScaleTargetException> scaleFailures = new ArrayList<>();
    final List<RuntimeException> turnFailures = new ArrayList<>();

    @Override
    public synchronized void plannedTurnBegan(String autoscaler, Duration lateness) {
        this.lateness.add(lateness);
    }

    @Override
    public synchronized void triggersRead(String autoscaler, Map<String, Duration> latencies) {
        this.latencies.add(latencies);
    }

    @Override
    public synchronized void decided(String autoscaler, Observation observation, Decision decision) {
        observations.add(observation);
        decisions.add(decision);
    }

    @Override
    public synchronized void scaled(String autoscaler, Decision decision) {
        scaled.add(decision);
    }

    @Override
    public synchronized void scaleFailed(String autoscaler, Decision decision, ScaleTargetException problem) {
        scaleFailures.add(problem);
    }

    @Override
    public synchronized void turnFailed(String autoscaler, RuntimeException problem) {
        turnFailures.add(problem);
    }

    @Override
    public synchronized void closed(String autoscaler) {
        closed.add(autoscaler);
    }
}
