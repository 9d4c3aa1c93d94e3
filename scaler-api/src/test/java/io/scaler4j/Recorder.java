package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps everything an observer is told. */
final class Recorder implements AutoscalerObserver {

    final List<String> closed = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Turn> turns = new ArrayList<>();

    @Override
    public synchronized void decided(String autoscaler, Observation observation, Decision decision) {
        decisions.add(decision);
    }

    @Override
    public synchronized void turnEnded(Turn turn) {
        turns.add(turn);
    }

    @Override
    public synchronized void closed(String autoscaler) {
        closed.add(autoscaler);
    }

    synchronized List<Duration> lateness() {
        return turns.stream().map(Turn::lateness).toList();
    }

    synchronized List<Map<String, Duration>> latencies() {
        return turns.stream().map(Turn::latencies).toList();
    }

    synchronized List<Decision> scaled() {
        return turns.stream()
                .filter(turn -> turn.outcome() instanceof Turn.Scaled)
                .map(Turn::decision)
                .flatMap(Optional::stream)
                .toList();
    }

    synchronized List<ScaleTargetException> scaleFailures() {
        return turns.stream()
                .map(Turn::outcome)
                .filter(Turn.NotWritten.class::isInstance)
                .flatMap(outcome -> ((Turn.NotWritten) outcome).problem().stream())
                .toList();
    }

    synchronized List<RuntimeException> turnFailures() {
        return turns.stream()
                .map(Turn::outcome)
                .filter(Turn.NoDecision.class::isInstance)
                .map(outcome -> ((Turn.NoDecision) outcome).problem())
                .toList();
    }
}
