package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything an observer is told. */
final class Recorder implements AutoscalerObserver {

    final List<Observation> observations = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Decision> scaled = new ArrayList<>();
    final List<ScaleTargetException> scaleFailures = new ArrayList<>();
    final List<RuntimeException> turnFailures = new ArrayList<>();

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
}
