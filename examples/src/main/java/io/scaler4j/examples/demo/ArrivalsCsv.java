package io.scaler4j.examples.demo;

import java.util.List;
import java.util.Locale;

/** What arrived, as the test kit reads a trace; {@code ./demo --help} explains the columns. */
final class ArrivalsCsv {

    static final String HEADER = "time,value\n";

    private ArrivalsCsv() {}

    /** A line for each sample but the last, with the rate until the next; nothing arrives before the first. */
    static String of(Timeline timeline) {
        List<Timeline.Sample> samples = timeline.samples();
        var csv = new StringBuilder(HEADER).append(line(0, 0));
        for (int i = 1; i < samples.size(); i++) {
            Timeline.Sample from = samples.get(i - 1);
            Timeline.Sample to = samples.get(i);
            csv.append(line(from.seconds(), (to.sent() - from.sent()) / (to.seconds() - from.seconds())));
        }
        return csv.toString();
    }

    private static String line(double seconds, double rate) {
        return String.format(Locale.ROOT, "%.3f,%.3f\n", seconds, rate);
    }
}
