package io.scaler4j.cli.text;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import io.scaler4j.simulation.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run for people: what changed and why, what came of the messages, and scores. */
public final class RunText {

    private static final double PERCENT = 100;

    private final int columns;
    private final Appendable out;

    /**
     * Begins.
     *
     * @param columns of the screen
     * @param out gets the text
     */
    public RunText(int columns, Appendable out) {
        this.columns = columns;
        this.out = out;
    }

    /**
     * Prints a run.
     *
     * @param name of the autoscaler
     * @param run what happened
     * @param most how many changes are shown
     * @param scores by name
     * @throws UncheckedIOException if it cannot be written
     */
    public void print(String name, Run run, int most, Map<String, Scores> scores) {
        try {
            out.append(summary(name, run)).append("\n\n");
            changes(run, most);
            queue(run);
            out.append(table(scores).text(columns));
        } catch (IOException e) {
            throw new UncheckedIOException("the run cannot be printed: " + e, e);
        }
    }

    private static String summary(String name, Run run) {
        int least = run.series().stream().mapToInt(count -> count).min().orElse(run.start());
        int largest = run.series().stream().mapToInt(count -> count).max().orElse(run.start());
        long failed = run.turns().stream().filter(RunText::hasFailure).count();
        return name + ": " + Timeline.text(run.length()) + ", " + run.turns().size() + " turns, "
                + run.changes().size() + " changes, " + least + " to " + largest + " replicas"
                + (failed == 0 ? "" : ", a read failed in " + failed + " turns");
    }

    private static boolean hasFailure(Turn turn) {
        return turn.observation().orElseThrow().measurements().stream()
                .anyMatch(measurement -> measurement.reading() instanceof Reading.Failure);
    }

    private void changes(Run run, int most) throws IOException {
        List<Turn> changes = run.changes();
        for (Turn turn : changes.subList(0, Math.min(most, changes.size()))) {
            var decision = turn.decision().orElseThrow();
            out.append(String.format(
                    Locale.ROOT,
                    "%10s  %3d -> %d%n",
                    Timeline.text(run.elapsed(turn)),
                    decision.from(),
                    decision.to()));
            Wrapping.append(decision.toString(), "            ", columns, out);
        }
        if (changes.size() > most) {
            out.append("            and " + (changes.size() - most)
                    + " more changes; --changes shows more, --format csv every turn\n");
        }
        out.append(changes.isEmpty() ? "" : "\n");
    }

    private void queue(Run run) throws IOException {
        if (run.queue().isPresent()) {
            Wrapping.append("messages: " + run.queue().get(), "", columns, out);
            out.append('\n');
        }
    }

    /**
     * Makes a table of scores.
     *
     * @param scores by name
     * @return a row for each
     */
    public static Table table(Map<String, Scores> scores) {
        var table =
                new Table(List.of("", "under %", "over %", "t under %", "t over %", "jitter/h", "repl. h", "changes"));
        scores.forEach((name, each) -> table.add(List.of(
                name,
                decimals(1, PERCENT * each.accuracyUnder()),
                decimals(1, PERCENT * each.accuracyOver()),
                decimals(1, PERCENT * each.timeshareUnder()),
                decimals(1, PERCENT * each.timeshareOver()),
                decimals(2, each.jitterPerHour()),
                decimals(1, each.replicaHours()),
                Integer.toString(each.actions()))));
        return table;
    }

    private static String decimals(int places, double number) {
        return String.format(Locale.ROOT, "%." + places + "f", number);
    }
}
