package io.scaler4j.cli.text;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Timeline;
import io.scaler4j.simulation.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A run beside the replicas that there were. */
public final class BacktestText {

    private static final double NANOS_PER_HOUR = 3.6e12;

    private BacktestText() {}

    /**
     * Prints the cost of both, how long they differ, and where they differ first, with the reason of the run's count.
     *
     * @param run of the policy
     * @param recorded the replicas, from the same beginning
     * @param columns of the screen
     * @param out gets the lines
     * @throws UncheckedIOException if it cannot be written
     */
    public static void print(Run run, Trace recorded, int columns, Appendable out) {
        try {
            write(run, recorded, columns, out);
        } catch (IOException e) {
            throw new UncheckedIOException("the recorded replicas cannot be printed: " + e, e);
        }
    }

    private static void write(Run run, Trace recorded, int columns, Appendable out) throws IOException {
        double known = 0;
        double hours = 0;
        double recordedHours = 0;
        double differing = 0;
        Turn first = null;
        long firstRecorded = 0;
        List<Turn> turns = run.turns();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            Duration at = run.elapsed(turn);
            Duration end = i + 1 < turns.size() ? run.elapsed(turns.get(i + 1)) : run.length();
            double span = end.minus(at).toNanos() / NANOS_PER_HOUR;
            if (recorded.at(at) instanceof Reading.Value value) {
                long there = Math.round(value.activationValue());
                int count = turn.replicas().orElse(0);
                known += span;
                hours += count * span;
                recordedHours += there * span;
                differing += count == there ? 0 : span;
                if (first == null && count != there) {
                    first = turn;
                    firstRecorded = there;
                }
            }
        }
        out.append(String.format(
                Locale.ROOT,
                "%nrecorded: %.1f replica hours in the %.1f h that are known, this policy %.1f; they differ for %.1f h%n",
                recordedHours,
                known,
                hours,
                differing));
        if (first != null) {
            out.append("first difference at " + Timeline.text(run.elapsed(first)) + ", recorded " + firstRecorded
                    + ", here:\n");
            DecisionText.print(first.decision().orElseThrow(), columns, out);
        }
    }
}
