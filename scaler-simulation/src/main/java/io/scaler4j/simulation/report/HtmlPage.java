package io.scaler4j.simulation.report;

import io.scaler4j.Turn;
import io.scaler4j.simulation.QueueResult;
import io.scaler4j.simulation.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run as a page that needs nothing but a browser: template, style and script stand beside this class. */
final class HtmlPage {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int MOST_CHANGES = 200;

    private HtmlPage() {}

    /** @param name of the other files of this run, without their extension */
    static String of(String title, String name, Turns turns, List<ReportedTurn> sample, Map<String, Scores> scores)
            throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("title", Html.text(title));
        parts.put("conditions", Html.text(Summary.conditions(turns)));
        parts.put("outcome", Html.text(Summary.outcome(turns)));
        parts.put("legend", legend(turns));
        parts.put("notes", notes(Summary.notes(turns, sample)));
        parts.put("scores", Ratings.table(scores));
        parts.put("queue", turns.run().queue().map(HtmlPage::queue).orElse(""));
        parts.put("changes", changes(turns));
        parts.put("file", Html.text(name));
        parts.put("data", PageData.of(turns, sample));
        parts.put("style", resource("report.css"));
        parts.put("script", resource("report.js"));
        return filled(resource("report.html"), parts);
    }

    /** In one pass, so that what is filled in is not looked at again. */
    private static String filled(String template, Map<String, String> parts) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)))));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of what is there to be seen. */
    private static String legend(Turns turns) {
        var entries = new LinkedHashMap<String, String>();
        entries.put("replicas", "replicas");
        if (turns.areUnready()) {
            entries.put("ready", "ready replicas");
        }
        if (turns.isRecorded()) {
            entries.put("recorded", "replicas that were recorded");
        }
        entries.put("recommended", "recommended, before windows and rates");
        entries.put("bounds", "minimum and maximum");
        entries.put("value", "value read");
        entries.put("capacity", "target for all replicas");
        if (turns.any(ReportedTurn::isHeldByWindow)) {
            entries.put("held", "held by a stabilization window");
        }
        if (turns.any(ReportedTurn::isFailed)) {
            entries.put("failed", "reading failed");
        }
        if (turns.any(ReportedTurn::isUnwritten)) {
            entries.put("unwritten", "write failed");
        }
        if (turns.any(ReportedTurn::isBeforeGap)) {
            entries.put("gap", "no turns");
        }
        var html = new StringBuilder();
        entries.forEach((type, text) -> html.append("<li><i class=\"key ")
                .append(type)
                .append("\"></i>")
                .append(Html.text(text))
                .append("</li>\n"));
        return html.toString();
    }

    private static String notes(List<String> notes) {
        var html = new StringBuilder();
        notes.forEach(note -> html.append(Html.element("p", "note", note)).append('\n'));
        return html.toString();
    }

    private static String queue(QueueResult queue) {
        var cells = new LinkedHashMap<String, String>();
        cells.put("", "this run");
        cells.put("arrived", Numbers.whole(queue.arrived()));
        cells.put("done", Numbers.whole(queue.done()));
        cells.put("waiting", Numbers.whole(queue.waiting()));
        cells.put("under way", Numbers.whole(queue.underWay()));
        cells.put("worked on again", Numbers.whole(queue.repeated()));
        cells.put("utilization %", Numbers.fixed(100 * queue.utilization(), 1));
        Delays.of(queue)
                .forEach((name, delay) -> cells.put("delay " + name + " s", Numbers.fixed(delay.toNanos() / 1e9, 3)));
        return Html.table("Messages", List.copyOf(cells.keySet()), List.of(List.copyOf(cells.values())));
    }

    private static String changes(Turns turns) {
        List<ReportedTurn> changes = turns.all().stream()
                .filter(turn -> turn.turn().outcome() instanceof Turn.Scaled)
                .toList();
        String caption = changes.size() <= MOST_CHANGES
                ? "Changes of the count"
                : "The first " + MOST_CHANGES + " of " + Numbers.whole(changes.size()) + " changes of the count";
        List<List<String>> rows = changes.stream()
                .limit(MOST_CHANGES)
                .map(change -> List.of(
                        Numbers.elapsed(change.elapsed()),
                        change.decision().from() + " → " + change.decision().to(),
                        change.decision().toString()))
                .toList();
        return Html.table(caption, List.of("time", "replicas", "walk"), rows);
    }
}
