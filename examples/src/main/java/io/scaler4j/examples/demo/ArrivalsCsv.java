package io.scaler4j.examples.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What arrived, as a simulation reads a trace; {@code ./demo --help} explains the columns. */
final class ArrivalsCsv {

    private static final String HEADER = "time,value\n";

    private ArrivalsCsv() {}

    /** A line for each sample but the last, with the rate until the next; nothing arrives before the first. */
    static String of(RunResult run) {
        List<Timeline.Sample> samples = run.timeline().samples();
        var csv = new StringBuilder(HEADER).append(line(run.began(), 0, 0));
        for (int i = 1; i < samples.size(); i++) {
            Timeline.Sample from = samples.get(i - 1);
            Timeline.Sample to = samples.get(i);
            csv.append(line(run.began(), from.seconds(), (to.sent() - from.sent()) / (to.seconds() - from.seconds())));
        }
        return csv.toString();
    }

    private static String line(Instant began, double seconds, double rate) {
        Instant time = began.plusNanos(Math.round(seconds * 1e9)).truncatedTo(ChronoUnit.MICROS);
        return String.format(Locale.ROOT, "%s,%.3f\n", time, rate);
    }
}
