package io.scaler4j.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One plot over time as HTML: the lines in an SVG that is stretched to any width, the labels as text beside it, so that
 * they stay readable.
 *
 * @param title what is shown, with its unit; no markup
 * @param endSeconds where the time axis ends
 * @param lines one for each run
 */
record Chart(String title, double endSeconds, List<Line> lines) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final int MOST_Y_TICKS = 4;
    private static final int MOST_X_TICKS = 7;

    /**
     * A value over time.
     *
     * @param style a CSS class
     * @param timeline of a run
     * @param value of its sample with this index
     * @param steps whether the value stays until it changes, as a count does
     */
    record Line(String style, Timeline timeline, ToDoubleBiFunction<Timeline, Integer> value, boolean steps) {

        private double at(int index) {
            return value.applyAsDouble(timeline, index);
        }

        private double peak() {
            return IntStream.range(0, timeline.samples().size())
                    .mapToDouble(this::at)
                    .max()
                    .orElse(0);
        }
    }

    String toHtml() {
        double peak = lines.stream().mapToDouble(Line::peak).max().orElse(0);
        double step = niceStep(peak, MOST_Y_TICKS);
        int ticks = Math.max(1, (int) Math.ceil(peak / step));
        double top = step * ticks;
        var html = new StringBuilder();
        html.append("<figure><figcaption>").append(title).append("</figcaption>\n<div class=\"plot\">\n");
        html.append(
                "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s over time\">\n"
                        .formatted(WIDTH, HEIGHT, title));
        for (int i = 0; i <= ticks; i++) {
            html.append(gridLine((double) i / ticks));
        }
        lines.forEach(line -> html.append(polyline(line, top)));
        html.append("</svg>\n");
        for (int i = 0; i <= ticks; i++) {
            html.append(label("y", "bottom", 100.0 * i / ticks, number(step * i)));
        }
        xTicks().forEach(seconds -> html.append(label("x", "left", 100 * seconds / endSeconds, number(seconds))));
        return html.append("<i class=\"cursor\"></i>\n</div></figure>\n").toString();
    }

    private static String gridLine(double share) {
        return "<path class=\"grid\" d=\"M0 %s H%d\"/>\n".formatted(coordinate(HEIGHT * share), WIDTH);
    }

    private String polyline(Line line, double top) {
        var points = new ArrayList<String>();
        String before = "";
        for (int i = 0; i < line.timeline().samples().size(); i++) {
            String x = coordinate(WIDTH * line.timeline().samples().get(i).seconds() / endSeconds);
            String y = coordinate(HEIGHT - HEIGHT * line.at(i) / top);
            if (line.steps() && !before.isEmpty()) {
                points.add(x + "," + before);
            }
            points.add(x + "," + y);
            before = y;
        }
        return "<polyline class=\"%s\" points=\"%s\"/>\n".formatted(line.style(), String.join(" ", points));
    }

    private List<Double> xTicks() {
        double step = niceStep(endSeconds, MOST_X_TICKS);
        return IntStream.rangeClosed(0, MOST_X_TICKS)
                .mapToObj(i -> i * step)
                .filter(seconds -> seconds <= endSeconds)
                .collect(Collectors.toList());
    }

    private static String label(String axis, String side, double percent, String text) {
        return String.format(
                Locale.ROOT, "<span class=\"%s\" style=\"%s:%.2f%%\">%s</span>%n", axis, side, percent, text);
    }

    /** The smallest of 1, 2, 5, 10, 20, .. of which so many reach a maximum. */
    static double niceStep(double maximum, int steps) {
        double power = 1;
        while (true) {
            for (int factor : new int[] {1, 2, 5}) {
                if (factor * power * steps >= maximum) {
                    return factor * power;
                }
            }
            power *= 10;
        }
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
