package io.scaler4j.cli.text;

import io.scaler4j.simulation.Objective;
import io.scaler4j.simulation.SearchResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of a search for people. */
public final class TuneText {

    private static final int MOST_OF_FRONT = 12;

    private final Objective objective;
    private final int columns;
    private final Appendable out;

    /**
     * Begins.
     *
     * @param objective of the search
     * @param columns of the screen
     * @param out gets the text
     */
    public TuneText(Objective objective, int columns, Appendable out) {
        this.objective = objective;
        this.columns = columns;
        this.out = out;
    }

    /**
     * Prints.
     *
     * @param found by the search
     * @param yaml of the tuned object
     * @throws IOException if it cannot be written
     */
    public void print(SearchResult found, String yaml) throws IOException {
        out.append("objective '" + objective + "', " + found.tried() + " policies tried\n\n");
        outcomes(found);
        changes(found);
        front(found);
        for (String note : found.notes()) {
            Wrapping.append("note: " + note, "", columns, out);
        }
        out.append(found.notes().isEmpty() ? "" : "\n").append(yaml);
    }

    private void outcomes(SearchResult found) throws IOException {
        var table = new Table(List.of("", "replica hours", "measured", "objective"));
        table.add(row("present policy, searched", found.searched().before()));
        table.add(row("tuned policy, searched", found.searched().after()));
        table.add(row("present policy, held back", found.heldBack().before()));
        table.add(row("tuned policy, held back", found.heldBack().after()));
        out.append(table.text(columns)).append('\n');
    }

    private List<String> row(String name, SearchResult.Outcome outcome) {
        return List.of(
                name,
                hours(outcome.replicaHours()),
                objective.text(outcome.measured()),
                outcome.met() ? "met" : "missed");
    }

    private static String hours(double hours) {
        return String.format(Locale.ROOT, "%.1f", hours);
    }

    private void changes(SearchResult found) throws IOException {
        if (found.changes().isEmpty()) {
            out.append("no change is worth making\n\n");
            return;
        }
        out.append("what each change buys, as the tuned policy without it:\n");
        for (SearchResult.Change change : found.changes()) {
            SearchResult.Outcome without = change.without();
            Wrapping.append(
                    change.field() + " " + change.from() + " -> " + change.to() + ": without it "
                            + hours(without.replicaHours()) + " replica hours, " + objective.text(without.measured())
                            + (without.met() ? "" : " (missed)"),
                    "  ",
                    columns,
                    out);
        }
        out.append('\n');
    }

    /** Some of them, evenly chosen, with both ends. */
    private void front(SearchResult found) throws IOException {
        List<SearchResult.Candidate> front = found.front();
        out.append("cost against the objective, " + front.size() + " policies that no other beats in both:\n");
        int shown = Math.min(front.size(), MOST_OF_FRONT);
        for (int i = 0; i < shown; i++) {
            int index = shown == 1 ? 0 : (int) ((long) i * (front.size() - 1) / (shown - 1));
            SearchResult.Candidate candidate = front.get(index);
            Wrapping.append(
                    hours(candidate.outcome().replicaHours()) + " replica hours, "
                            + objective.text(candidate.outcome().measured()) + ": " + text(candidate.changes()),
                    "  ",
                    columns,
                    out);
        }
        out.append('\n');
    }

    private static String text(Map<String, String> changes) {
        return changes.isEmpty()
                ? "the present policy"
                : changes.entrySet().stream()
                        .map(change -> change.getKey() + " " + change.getValue())
                        .collect(Collectors.joining(", "));
    }
}
