package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A target with three triggers and the default rules, decided on every 15 s without end.
 *
 * <p>Every 45 minutes a rush comes and then fades by one replica a turn. So each recommendation is lower than all
 * before it, none can be forgotten before its time, and the window of 300 s is as full as it can be; the count follows
 * five minutes behind, which also makes a change, hence an event, in almost every turn. Two more triggers ask for less.
 */
final class SteadyRun {

    static final ScalingPolicy POLICY = ScalingPolicy.builder().replicas(0, 200).build();
    static final int TURNS_PER_DAY = 5760;
    static final int TURNS_PER_RUSH = 180;

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int TURNS_UNTIL_STEADY = 2 * TURNS_PER_RUSH;

    private final List<List<Measurement>> rush =
            IntStream.range(0, TURNS_PER_RUSH).mapToObj(SteadyRun::measurements).toList();

    private ScalingState state = ScalingState.initial();
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private int replicas = 1;
    private int turn;

    SteadyRun() {
        for (int i = 0; i < TURNS_UNTIL_STEADY; i++) {
            next();
        }
    }

    private static List<Measurement> measurements(int turn) {
        int wanted = TURNS_PER_RUSH - turn;
        return List.of(
                Measurement.of("lag", averageValue(50), Reading.of(wanted * 50)),
                Measurement.of("rate", averageValue(12.5), Reading.of(wanted * 10 + turn % 7)),
                Measurement.of("latency", value(200), Reading.of(5 + turn * 37 % 10)));
    }

    /** What the next turn sees. */
    Observation observation() {
        return Observation.of(now, Replicas.of(replicas), rush.get(turn % TURNS_PER_RUSH));
    }

    ScalingState state() {
        return state;
    }

    /** One turn, confirmed. */
    Decision next() {
        Decision decision = POLICY.decide(state, observation());
        state = decision.next(true);
        replicas = decision.to();
        now = now.plus(INTERVAL);
        turn++;
        return decision;
    }
}
