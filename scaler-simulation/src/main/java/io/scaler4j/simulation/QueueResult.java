package io.scaler4j.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What became of the messages of a {@link Workload}. Immutable. */
public final class QueueResult {

    private final long arrived;
    private final long done;
    private final long waiting;
    private final long underWay;
    private final long repeated;
    private final double utilization;
    private final long[] delayNanos;

    QueueResult(
            long arrived,
            long done,
            long waiting,
            long underWay,
            long repeated,
            double utilization,
            long[] sortedDelayNanos) {
        this.arrived = arrived;
        this.done = done;
        this.waiting = waiting;
        this.underWay = underWay;
        this.repeated = repeated;
        this.utilization = utilization;
        this.delayNanos = sortedDelayNanos;
    }

    /**
     * How many messages arrived.
     *
     * @return the sum of those done, waiting and under way
     */
    public long arrived() {
        return arrived;
    }

    /**
     * How many messages were worked on to the end.
     *
     * @return at least 0
     */
    public long done() {
        return done;
    }

    /**
     * How many messages wait at the end of the run.
     *
     * @return at least 0
     */
    public long waiting() {
        return waiting;
    }

    /**
     * How many messages are worked on at the end of the run.
     *
     * @return at least 0
     */
    public long underWay() {
        return underWay;
    }

    /**
     * How often work on a message was cut short, since its replica had to go, and had to begin again.
     *
     * @return at least 0; 0 without {@link Workload#shutdownDrain}
     */
    public long repeated() {
        return repeated;
    }

    /**
     * The share of the time of replicas in which they worked: of those that are ready, and of those that were told to
     * go and still finish their message.
     *
     * @return 0 to 1; 0 if none was ever ready
     */
    public double utilization() {
        return utilization;
    }

    /**
     * How long messages waited before work on them began, on average. Where it began again, the last beginning counts;
     * a message that waits at the end of the run counts with its time so far.
     *
     * @return zero if none arrived
     */
    public Duration meanDelay() {
        return Duration.ofNanos(
                Math.round(Arrays.stream(delayNanos).asDoubleStream().average().orElse(0)));
    }

    /**
     * How long messages waited at most, as in {@link #meanDelay}, of a share of them: 0.95 for the 95th percentile.
     *
     * @param share more than 0, at most 1
     * @return the delay of the message at that rank (nearest rank); zero if none arrived
     */
    public Duration delay(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share of the messages must be more than 0 and at most 1, was " + share);
        }
        return delayNanos.length == 0 ? Duration.ZERO : Duration.ofNanos(delayNanos[rank(share) - 1]);
    }

    /** In decimals, as the share is written: in binary, 0.55 of 100 is a little more than 55. */
    private int rank(double share) {
        return BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(delayNanos.length))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }

    /**
     * The share of the messages that waited for longer, as in {@link #meanDelay}: those that breach a service level.
     *
     * @param limit what is still good
     * @return 0 to 1; 0 if none arrived
     */
    public double shareAbove(Duration limit) {
        long above = Arrays.stream(delayNanos)
                .filter(delay -> Duration.ofNanos(delay).compareTo(limit) > 0)
                .count();
        return delayNanos.length == 0 ? 0 : (double) above / delayNanos.length;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d arrived, %d done, %d waiting, %d under way; waited %d ms on average, %d ms at p50, %d ms at p95, %d ms"
                        + " at p99, %d ms at most",
                arrived,
                done,
                waiting,
                underWay,
                meanDelay().toMillis(),
                delay(0.5).toMillis(),
                delay(0.95).toMillis(),
                delay(0.99).toMillis(),
                delay(1).toMillis());
    }
}
