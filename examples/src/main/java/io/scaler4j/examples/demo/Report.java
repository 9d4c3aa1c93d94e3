package io.scaler4j.examples.demo;

import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.Step;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The demo's report: a page that needs nothing but itself, and what arrived and was decided for other programs. */
final class Report {

    static final String HTML = "report.html";
    static final String DECISIONS = "decisions.csv";
    static final String ARRIVALS = "arrivals.csv";

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final Story story;
    private final Timeline scaled;
    private final Timeline fixed;

    private Report(Story story) {
        this.story = story;
        scaled = story.scaled().timeline();
        fixed = story.fixed().timeline();
    }

    static Report of(Story story) {
        return new Report(story);
    }

    /** Makes the folder if it is missing, and replaces the files of an earlier run. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(HTML), html());
        write(folder.resolve(DECISIONS), DecisionsCsv.of(story.turns()));
        write(folder.resolve(ARRIVALS), ArrivalsCsv.of(scaled));
    }

    /** With a stream that an interrupt does not close, since Ctrl-C is when a report is wanted, too. */
    private static void write(Path file, String text) throws IOException {
        try (var out = new FileOutputStream(file.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    String html() {
        Map<String, String> parts = Map.of(
                "summary", Html.escape(story.lastLine()),
                "speed", number(story.options().speed()),
                "conditions", conditions(),
                "charts", charts(),
                "changes",
                        rows(story.turns().stream()
                                .filter(turn -> turn.decision().changes())
                                .toList()),
                "decisions", rows(story.turns()),
                "count", Integer.toString(story.turns().size()),
                "data", data());
        // In one pass, so that nothing within the parts is taken for a place to fill.
        return PLACE.matcher(Resources.text("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    private String conditions() {
        return story.conditions().stream()
                .map(condition -> "<li class=\"%s\">%s</li>%n"
                        .formatted(condition.holds() ? "holds" : "fails", Html.escape(condition.text())))
                .collect(Collectors.joining());
    }

    private String charts() {
        return chart("Lag, messages", Timeline::lag, false)
                + chart("Arrivals, messages per second", Timeline::arrivalRate, false)
                + chart("Replicas asked for", Timeline::replicas, true);
    }

    private String chart(String title, ToDoubleBiFunction<Timeline, Integer> value, boolean steps) {
        return new Chart(
                        title,
                        endSeconds(),
                        List.of(
                                new Chart.Line("fixed", fixed, value, steps),
                                new Chart.Line("scaled", scaled, value, steps)))
                .toHtml();
    }

    private double endSeconds() {
        return Math.max(1, Math.max(scaled.last().seconds(), fixed.last().seconds()));
    }

    private static String rows(List<Turn> turns) {
        return turns.stream().map(Report::row).collect(Collectors.joining());
    }

    private static String row(Turn turn) {
        Replicas replicas = turn.observation().replicas();
        String steps = turn.decision().explanation().steps().stream()
                .map(Step::toString)
                .map(step -> "<span>" + Html.escape(step) + "</span>")
                .collect(Collectors.joining(" "));
        return "<tr class=\"%s\"><td>%s<td>%s<td>%d<td>%d &rarr; %d<td>%s%n"
                .formatted(
                        direction(turn),
                        number(turn.seconds()),
                        turn.lag().isPresent() ? turn.lag().getAsLong() : "?",
                        replicas.ready(),
                        turn.decision().from(),
                        turn.decision().to(),
                        steps);
    }

    private static String direction(Turn turn) {
        int change = Integer.compare(turn.decision().to(), turn.decision().from());
        return change > 0 ? "up" : change < 0 ? "down" : "same";
    }

    /** What the page's script shows under the pointer. Numbers only, so there is nothing to escape. */
    private String data() {
        return "{\"end\":%s,\"scaled\":%s,\"fixed\":%s}".formatted(number(endSeconds()), data(scaled), data(fixed));
    }

    private static String data(Timeline timeline) {
        return IntStream.range(0, timeline.samples().size())
                .mapToObj(index -> "[%s,%s,%s,%s]"
                        .formatted(
                                number(timeline.samples().get(index).seconds()),
                                number(timeline.lag(index)),
                                number(timeline.arrivalRate(index)),
                                number(timeline.replicas(index))))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
