package io.scaler4j.simulation.report;

import io.scaler4j.Turn;
import io.scaler4j.simulation.Run;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run in a few sentences, for readers without the plot and for readers in a hurry. */
final class Summary {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Summary() {}

    /** What was run: how long, from when, how many turns, on which triggers. */
    static String conditions(Turns turns) {
        String from =
                turns.beginning().map(begin -> " from " + DATE.format(begin)).orElse("");
        String triggers = turns.targets().entrySet().stream()
                .map(trigger -> trigger.getKey() + " at " + trigger.getValue())
                .collect(Collectors.joining(", "));
        return Numbers.elapsed(turns.run().length()) + from + " · "
                + Numbers.of(turns.all().size(), "turn") + (triggers.isEmpty() ? "" : " · " + triggers);
    }

    /** What came of it. */
    static String outcome(Turns turns) {
        Run run = turns.run();
        if (run.turns().isEmpty()) {
            return "There was no turn.";
        }
        List<Turn> changes = run.changes();
        long up = changes.stream()
                .map(change -> change.decision().orElseThrow())
                .filter(decision -> decision.to() > decision.from())
                .count();
        IntSummaryStatistics counts =
                turns.all().stream().mapToInt(ReportedTurn::replicas).summaryStatistics();
        int least = counts.getMin();
        int most = counts.getMax();
        int last = run.replicasAt(run.length());
        var sentences = new ArrayList<String>();
        sentences.add("It began with " + Numbers.of(turns.start(), "replica") + ", had "
                + (least == most ? most : least + " to " + most) + ", and ended with " + last + ".");
        sentences.add(
                changes.isEmpty()
                        ? "The count never changed."
                        : "The count changed " + Numbers.of(changes.size(), "time") + ", " + Numbers.whole(up)
                                + " up and " + Numbers.whole(changes.size() - up) + " down.");
        Duration held = turns.time(ReportedTurn::isHeldByWindow);
        if (!held.isZero()) {
            sentences.add("A stabilization window held it for " + Numbers.elapsed(held) + ".");
        }
        add(sentences, turns.count(ReportedTurn::isFailed), "turn", "had a reading that failed");
        add(sentences, turns.count(ReportedTurn::isUnwritten), "write", "failed");
        add(sentences, turns.count(ReportedTurn::isBeforeGap), "gap", "without turns");
        return String.join(" ", sentences);
    }

    private static void add(List<String> sentences, long count, String one, String what) {
        if (count > 0) {
            sentences.add(Numbers.of(count, one) + " " + what + ".");
        }
    }

    /** What a reader must know about the plot, and the scores. */
    static List<String> notes(Turns turns, List<ReportedTurn> sample) {
        var notes = new ArrayList<String>();
        int all = turns.all().size();
        if (sample.size() < all) {
            notes.add(
                    "The plot and the JSON file show " + Numbers.whole(sample.size()) + " of " + Numbers.of(all, "turn")
                            + ": of every stretch of time the first, the last, those with the fewest and the most replicas and"
                            + " the lowest and the highest values, and the first that failed. The CSV file has all of them.");
        }
        turns.all().stream()
                .findFirst()
                .filter(first -> !first.elapsed().isZero())
                .ifPresent(first -> notes.add("The first turn that was kept is that of "
                        + Numbers.elapsed(first.elapsed()) + "; everything here begins there."));
        return notes;
    }
}
