package io.scaler4j.benchmarks;

import io.scaler4j.policy.ScalingState;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** {@code decide}: one decision in the steady state, a day of them, and the state they carry. */
final class DecideSuite implements Suite {

    @Override
    public List<Metric> measure(boolean quick) {
        var jmh = new Jmh(DecideBenchmark.class, quick);
        Jmh.Cost decision = jmh.costOf("decide");
        Jmh.Cost day = jmh.costOf("day");
        Jmh.Cost baseline = jmh.costOf("baseline");
        return List.of(
                metric("time", decision.time(), "ns/op"),
                metric("ratio-to-formula", decision.time() / baseline.time(), "1"),
                metric("garbage", decision.garbageBytes(), "B/op"),
                metric("day-loop", day.time(), "ms"),
                metric("state-bytes", (double) largestState(1), "B"),
                metric("state-text-bytes", new SteadyRun().state().toText().length(), "B"),
                metric("baseline-time", baseline.time(), "ns/op"),
                metric("baseline-garbage", baseline.garbageBytes(), "B/op"));
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("decide", name, value, unit);
    }

    /** The largest size of the state on the heap, with everything it refers to, in a rush after so many days. */
    static long largestState(int days) {
        var run = new SteadyRun();
        for (int turn = 0; turn < days * SteadyRun.TURNS_PER_DAY; turn++) {
            run.next();
        }
        long largest = 0;
        for (int turn = 0; turn < SteadyRun.TURNS_PER_RUSH; turn++) {
            ScalingState state = run.next().next(true);
            largest = Math.max(largest, GraphLayout.parseInstance(state).totalSize());
        }
        return largest;
    }
}
