package io.scaler4j.benchmarks;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a decision costs. The budget: at most 500 ns and 768 B of garbage for one decision in the steady state, at most
 * 5 ms for a day of them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {

    /** A rush of a {@link SteadyRun}, recorded: each observation with the state that its decision starts from. */
    @State(Scope.Thread)
    public static class RecordedRush {

        private final Observation[] observations = new Observation[SteadyRun.TURNS_PER_RUSH];
        private ScalingState before = ScalingState.initial();
        private ScalingState state = ScalingState.initial();
        private int turn;

        /** Records the rush. */
        @Setup
        public void record() {
            var run = new SteadyRun();
            before = run.state();
            for (int i = 0; i < observations.length; i++) {
                observations[i] = run.observation();
                run.next();
            }
        }

        private Observation next() {
            if (turn == observations.length) {
                turn = 0;
            }
            if (turn == 0) {
                state = before;
            }
            return observations[turn++];
        }
    }

    /** A {@link SteadyRun} that goes on. */
    @State(Scope.Thread)
    public static class Days {

        private SteadyRun run = new SteadyRun();

        /** Starts over, so that the calendar does not run away. */
        @Setup(Level.Iteration)
        public void start() {
            run = new SteadyRun();
        }
    }

    /**
     * One decision in the steady state, with the state carried on.
     *
     * @param rush what to decide on
     * @return the decision
     */
    @Benchmark
    public Decision decide(RecordedRush rush) {
        Observation observation = rush.next();
        Decision decision = SteadyRun.POLICY.decide(rush.state, observation);
        rush.state = decision.next(true);
        return decision;
    }

    /**
     * A day at 15 s, observations included: each turn sees the count that the last one decided.
     *
     * @param days what goes on
     * @return the last count
     */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public int day(Days days) {
        int replicas = 0;
        for (int turn = 0; turn < SteadyRun.TURNS_PER_DAY; turn++) {
            replicas = days.run.next().to();
        }
        return replicas;
    }

    /**
     * The bare formula on the same observations: no state, window, rate limit or explanation.
     *
     * @param rush what to calculate on
     * @return the largest proposal within the bounds
     */
    @Benchmark
    public int baseline(RecordedRush rush) {
        Observation observation = rush.next();
        int largest = 0;
        for (Measurement measurement : observation.measurements()) {
            largest = Math.max(largest, formula(measurement, observation.replicas()));
        }
        return Math.max(1, Math.min(200, largest));
    }

    private static int formula(Measurement measurement, Replicas replicas) {
        double measured = MilliUnits.toDouble(((Reading.Value) measurement.reading()).milli());
        if (measurement.target() instanceof MetricTarget.AverageValue target) {
            double ratio = measured / (target.perReplica() * replicas.current());
            return isNearOne(ratio) ? replicas.current() : (int) Math.ceil(measured / target.perReplica());
        }
        double ratio = measured / ((MetricTarget.Value) measurement.target()).total();
        return isNearOne(ratio) ? replicas.desired() : (int) Math.ceil(ratio * replicas.ready());
    }

    private static boolean isNearOne(double ratio) {
        return ratio >= 0.9 && ratio <= 1.1;
    }
}
