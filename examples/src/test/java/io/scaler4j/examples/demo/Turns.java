package io.scaler4j.examples.demo;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import io.scaler4j.simulation.Replay;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns as an autoscaler would have made them on a target that obeys at once: one a second, with given readings. */
final class Turns {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private Turns() {}

    static List<Turn> of(ScalingPolicy policy, Reading... readings) {
        return startingAt(0, policy, readings);
    }

    static List<Turn> startingAt(int start, ScalingPolicy policy, Reading... readings) {
        var turns = new ArrayList<Turn>();
        ScalingState state = ScalingState.initial();
        int replicas = start;
        for (int second = 0; second < readings.length; second++) {
            Instant now = START.plusSeconds(second);
            Observation observation = Observation.of(
                    now,
                    Replicas.of(replicas),
                    Measurement.of("lag", averageValue(ScaledRun.LAG_THRESHOLD), readings[second]));
            Decision decision = policy.decide(state, observation);
            Turn.Outcome outcome = decision.changes() ? new Turn.Scaled(now) : new Turn.Unchanged();
            var turn = Turn.of(ScaledRun.TOPIC, now, observation, decision, outcome);
            turns.add(turn);
            state = turn.next();
            replicas = decision.to();
        }
        return turns;
    }

    /** Silence, a trickle, a burst, a tail of 20 s, silence of 10 s. */
    static List<Turn> upAndDown(ScalingPolicy policy) {
        IntStream burst = IntStream.of(0, 0, 3, 20, 60, 90, 90, 90, 40);
        IntStream tail = IntStream.range(0, 20).map(second -> 1);
        IntStream silence = IntStream.range(0, 10).map(second -> 0);
        return of(policy, lags(IntStream.concat(burst, IntStream.concat(tail, silence))));
    }

    static Reading[] lags(IntStream messages) {
        return messages.mapToObj(Reading::of).toArray(Reading[]::new);
    }

    /** Records turns, and decides on the recording again. */
    static Optional<Replay> replay(List<Turn> turns, ScalingPolicy policy, Path folder) {
        try (var recorder =
                Recorder.builder(folder, ScaledRun.TOPIC).maxFiles(0).build()) {
            turns.forEach(recorder::turnEnded);
        }
        return Optional.of(Replay.of(Recording.of(folder, ScaledRun.TOPIC), policy));
    }
}
