package io.scaler4j.simulation.report;

import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run as CSV (RFC 4180, but with line feeds): a line for each turn. Its columns are described with the package. */
final class CsvFile {

    private static final List<String> COLUMNS = List.of(
            "elapsed_seconds",
            "time",
            "replicas_before",
            "replicas",
            "replicas_ready",
            "recommended",
            "minimum",
            "maximum",
            "stage",
            "reason",
            "replicas_without",
            "held_by_window",
            "failed",
            "written",
            "before_gap");

    private CsvFile() {}

    static void write(Turns turns, Appendable out) throws IOException {
        Set<String> triggers = turns.targets().keySet();
        var head = new ArrayList<>(COLUMNS);
        for (String trigger : triggers) {
            head.addAll(List.of("value of " + trigger, "recommendation of " + trigger, "failure of " + trigger));
        }
        line(head, out);
        for (ReportedTurn turn : turns.all()) {
            line(cells(turn, triggers), out);
        }
    }

    private static List<String> cells(ReportedTurn turn, Set<String> triggers) {
        Replicas seen = turn.seen();
        Explanation.Binding binding = turn.decision().explanation().binding();
        ReplicaBounds bounds = turn.decision().bounds();
        var cells = new ArrayList<>(List.of(
                Numbers.seconds(turn.elapsed()),
                turn.decision().at().toString(),
                Integer.toString(turn.decision().from()),
                Integer.toString(turn.replicas()),
                Integer.toString(seen.ready()),
                turn.recommended().isPresent()
                        ? Integer.toString(turn.recommended().getAsInt())
                        : "",
                Integer.toString(bounds.min()),
                bounds.max() == Integer.MAX_VALUE ? "" : Integer.toString(bounds.max()),
                binding.stage().name(),
                binding.reason().name(),
                Integer.toString(binding.without()),
                Boolean.toString(turn.isHeldByWindow()),
                Boolean.toString(turn.isFailed()),
                Boolean.toString(!turn.isUnwritten()),
                Boolean.toString(turn.isBeforeGap())));
        for (String trigger : triggers) {
            cells.add(cell(turn, trigger, CsvFile::value));
            cells.add(cell(turn, trigger, CsvFile::replicas));
            cells.add(
                    cell(turn, trigger, recommendation -> recommendation.isFailed() ? recommendation.toString() : ""));
        }
        return cells;
    }

    private static String cell(ReportedTurn turn, String trigger, Function<Recommendation, String> of) {
        return turn.recommendation(trigger).map(of).orElse("");
    }

    private static String value(Recommendation recommendation) {
        return recommendation.reading() instanceof Reading.Value value ? MilliUnits.toText(value.milli()) : "";
    }

    private static String replicas(Recommendation recommendation) {
        return recommendation.isUsable()
                ? Integer.toString(recommendation.replicas().getAsInt())
                : "";
    }

    private static void line(List<String> cells, Appendable out) throws IOException {
        out.append(cells.stream().map(CsvFile::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
