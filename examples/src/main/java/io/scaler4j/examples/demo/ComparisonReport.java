package io.scaler4j.examples.demo;

import io.scaler4j.simulation.report.Report;
import java.io.IOException;
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

/** The demo's report: a page that compares both runs, the library's report of the scaled run, and what arrived. */
final class ComparisonReport {

    static final String HTML = "report.html";
    static final String ARRIVALS = "arrivals.csv";

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final Story story;
    private final Timeline scaled;
    private final Timeline fixed;

    private ComparisonReport(Story story) {
        this.story = story;
        scaled = story.scaled().timeline();
        fixed = story.fixed().timeline();
    }

    static ComparisonReport of(Story story) {
        return new ComparisonReport(story);
    }

    /** Makes the folder if it is missing, and replaces the files of an earlier run. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String ending : List.of(".html", ".csv", ".json")) {
            Files.deleteIfExists(folder.resolve(ScaledRun.TOPIC + ending));
        }
        Files.writeString(folder.resolve(HTML), html());
        Files.writeString(folder.resolve(ARRIVALS), ArrivalsCsv.of(story.scaled()));
        story.replay().ifPresent(replay -> Report.write(replay.run(), folder, ScaledRun.TOPIC));
    }

    String html() {
        Map<String, String> parts = Map.of(
                "summary", escape(story.lastLine()),
                "speed", number(story.options().speed()),
                "conditions", conditions(),
                "charts", charts(),
                "decisions", decisions(),
                "data", data());
        // In one pass, so that nothing within the parts is taken for a place to fill.
        return PLACE.matcher(Resources.text("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    private String conditions() {
        return story.conditions().stream()
                .map(condition -> "<li class=\"%s\">%s</li>%n"
                        .formatted(condition.holds() ? "holds" : "fails", escape(condition.text())))
                .collect(Collectors.joining());
    }

    private String decisions() {
        return story.replay().isEmpty()
                ? "There was no decision."
                : "<a href=\"%s.html\">All %d decisions</a>, each with its explanation, and the replicas over time."
                        .formatted(ScaledRun.TOPIC, story.turns().size());
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

    /** Makes a text harmless between tags. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
