package io.scaler4j.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service level that a run meets or misses, written as a sentence: {@code wait p99 <= 2s}, {@code time under <= 1%}.
 *
 * <table>
 * <caption>What is measured</caption>
 * <tr><th>measure</th><th>of a run</th><th>limit</th></tr>
 * <tr><td>{@code wait mean}, {@code wait p99}, {@code wait p99.9}, {@code wait max}</td>
 *     <td>the mean, a percentile or the longest {@link QueueResult#delay delay} of the messages of a {@link Workload}</td>
 *     <td>a duration: {@code 250ms}, {@code 2s}, {@code 1.5m}</td></tr>
 * <tr><td>{@code time under}</td><td>{@link Scores#timeshareUnder}: the share of the time in which replicas are
 *     missing</td><td>{@code 1%}</td></tr>
 * <tr><td>{@code under}</td><td>{@link Scores#accuracyUnder}: how much is missing of what the load asks for</td>
 *     <td>{@code 1%}</td></tr>
 * </table>
 *
 * <p>Immutable.
 */
public final class Objective {

    private static final Pattern FORM =
            Pattern.compile("\\s*(wait\\s+(mean|max|p([1-9]\\d?(?:\\.\\d+)?))|time\\s+under|under)"
                    + "\\s*<=\\s*(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|%)\\s*");
    private static final Map<String, Double> SECONDS = Map.of("ms", 0.001, "s", 1.0, "m", 60.0);
    private static final double PERCENT = 100;

    private enum Measure {
        MEAN_WAIT,
        WAIT,
        TIME_UNDER,
        UNDER
    }

    private final Measure measure;
    private final double quantile;
    private final double limit;
    private final String text;

    private Objective(Measure measure, double quantile, double limit, String text) {
        this.measure = measure;
        this.quantile = quantile;
        this.limit = limit;
        this.text = text;
    }

    /**
     * Reads an objective.
     *
     * @param text a measure, {@code <=}, and a limit
     * @return the objective
     * @throws IllegalArgumentException for any other form, with an example
     */
    public static Objective parse(String text) {
        Matcher form = FORM.matcher(Shapes.given("objective", text));
        boolean wait = form.matches() && form.group(2) != null;
        if (!form.matches() || wait == form.group(5).equals("%")) {
            throw new IllegalArgumentException("an objective must be a measure and its limit, was \"" + text
                    + "\"; write it as \"wait p99 <= 2s\", \"wait mean <= 250ms\", \"time under <= 1%\" or"
                    + " \"under <= 1%\"");
        }
        double number = Double.parseDouble(form.group(4));
        String words = text.strip().replaceAll("\\s+", " ");
        if (!wait) {
            var measure = form.group(1).equals("under") ? Measure.UNDER : Measure.TIME_UNDER;
            return new Objective(measure, 0, number / PERCENT, words);
        }
        double seconds = number * SECONDS.getOrDefault(form.group(5), 1.0);
        return switch (form.group(2)) {
            case "mean" -> new Objective(Measure.MEAN_WAIT, 0, seconds, words);
            case "max" -> new Objective(Measure.WAIT, 1, seconds, words);
            default -> new Objective(Measure.WAIT, quantile(form.group(3)), seconds, words);
        };
    }

    /** Exactly, as 99.9 / 100 is not. */
    private static double quantile(String percent) {
        return new BigDecimal(percent).movePointLeft(2).doubleValue();
    }

    /** {@return whether runs need a {@link Workload}, because messages wait in no other} */
    public boolean needsWorkload() {
        return measure == Measure.WAIT || measure == Measure.MEAN_WAIT;
    }

    /** {@return what may be measured at most: seconds of a wait, otherwise a share between 0 and 1} */
    public double limit() {
        return limit;
    }

    /**
     * Measures a run.
     *
     * @param run one whose turns are all kept, unless messages wait
     * @return seconds of a wait, otherwise a share between 0 and 1. A message that waits at the end of the run counts
     *     with its time so far
     * @throws IllegalArgumentException if messages wait and the run has no workload
     */
    public double measure(Run run) {
        if (needsWorkload()) {
            return measure(run.queue(), new RunningScores());
        }
        Scores scores = Scores.of(run);
        return measure == Measure.UNDER ? scores.accuracyUnder() : scores.timeshareUnder();
    }

    /** The same of what is left of a run whose turns were not kept. */
    double measure(Optional<QueueResult> messages, RunningScores scores) {
        return switch (measure) {
            case UNDER -> scores.accuracyUnder();
            case TIME_UNDER -> scores.timeshareUnder();
            case MEAN_WAIT -> seconds(queue(messages).meanDelay());
            case WAIT -> seconds(queue(messages).delay(quantile));
        };
    }

    private QueueResult queue(Optional<QueueResult> messages) {
        return messages.orElseThrow(() -> new IllegalArgumentException(
                "the objective \"" + this + "\" needs messages that wait, and the run has none; give it a workload"));
    }

    private static double seconds(Duration delay) {
        return delay.toNanos() / 1e9;
    }

    /**
     * Returns whether a measured number meets this.
     *
     * @param measured as from {@link #measure}
     * @return true up to the limit
     */
    public boolean isMetBy(double measured) {
        return measured <= limit;
    }

    /**
     * Writes a measured number with its unit.
     *
     * @param measured as from {@link #measure}
     * @return such as {@code 1.25 s} or {@code 0.5 %}
     */
    public String text(double measured) {
        double shown = needsWorkload() ? measured : measured * PERCENT;
        return BigDecimal.valueOf(shown)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + (needsWorkload() ? " s" : " %");
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
