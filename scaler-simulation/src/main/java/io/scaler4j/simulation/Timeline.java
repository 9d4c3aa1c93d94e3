package io.scaler4j.simulation;

import io.scaler4j.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns of a run as text, for messages. Stateless. */
public final class Timeline {

    private static final int AROUND = 4;

    private Timeline() {}

    /**
     * Returns a time as text.
     *
     * @param elapsed since the beginning of the run
     * @return hours, minutes and seconds as in {@code 1:02:15}, with milliseconds unless they are 0
     */
    public static String text(Duration elapsed) {
        String millis = elapsed.toMillisPart() == 0 ? "" : String.format(Locale.ROOT, ".%03d", elapsed.toMillisPart());
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d%s",
                elapsed.toHours(),
                elapsed.toMinutesPart(),
                elapsed.toSecondsPart(),
                millis);
    }

    /**
     * Returns a turn as a line: the time, the count, what was read, and the walk.
     *
     * @param run to which the turn belongs
     * @param turn of the run
     * @return without a line break
     */
    public static String line(Run run, Turn turn) {
        return line(run.elapsed(turn), turn);
    }

    static String line(Duration elapsed, Turn turn) {
        String read = turn.observation().stream()
                .flatMap(observation -> observation.measurements().stream())
                .map(measurement -> measurement.trigger() + " " + measurement.reading())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%9s  %4d  %s%s  %s",
                text(elapsed),
                Run.replicas(turn),
                read,
                turn.outcome() instanceof Turn.NotWritten ? "  WRITE FAILED" : "",
                turn.decision().orElseThrow());
    }

    /**
     * Returns the turns around one of them, which is marked.
     *
     * @param run to which the turn belongs
     * @param turn in the middle
     * @return a line for each of up to nine turns
     */
    public static String around(Run run, Turn turn) {
        List<Turn> turns = run.turns();
        int index = turns.indexOf(turn);
        var text = new StringBuilder();
        for (int i = Math.max(0, index - AROUND); i <= Math.min(turns.size() - 1, index + AROUND); i++) {
            text.append(i == index ? "> " : "  ")
                    .append(line(run, turns.get(i)))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Returns several turns.
     *
     * @param run to which the turns belong
     * @param turns some of its turns
     * @return a line for each
     */
    public static String of(Run run, List<Turn> turns) {
        return turns.stream().map(turn -> line(run, turn)).collect(Collectors.joining("\n"));
    }
}
