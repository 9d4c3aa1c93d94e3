package io.scaler4j.testkit;

import java.time.Duration;

/**
 * A queue that the replicas of a run really work off, so that the loop is closed: too few replicas let it grow, and
 * what it looks like at the next turn depends on what was decided at the last.
 *
 * <pre>{@code
 * Simulation.of(policy)
 *         .workload("lag", averageValue(50), Workload.queue(Load.flashCrowd(5, 60, ofMinutes(1), ofMinutes(5)), ofMillis(100)))
 *         .readyAfter(ofSeconds(20))
 *         .lasting(ofHours(1));
 * }</pre>
 *
 * <p>Messages arrive one by one and are worked on in their order, one at a time by each replica that is ready. What is
 * read is the number of messages that wait or are worked on, as the lag of consumers that commit what they have done. A
 * replica that is to go finishes its message first. Immutable.
 */
public final class Workload {

    private static final long EVENLY = Long.MIN_VALUE;

    private final Load arrivals;
    private final Duration serviceTime;
    private final long arrivalSeed;
    private final long serviceSeed;
    private final int partitions;
    private final Duration metricDelay;

    private Workload(
            Load arrivals,
            Duration serviceTime,
            long arrivalSeed,
            long serviceSeed,
            int partitions,
            Duration metricDelay) {
        this.arrivals = arrivals;
        this.serviceTime = serviceTime;
        this.arrivalSeed = arrivalSeed;
        this.serviceSeed = serviceSeed;
        this.partitions = partitions;
        this.metricDelay = metricDelay;
    }

    /**
     * Messages at even distances, each of which takes the same time.
     *
     * @param arrivals messages per second, looked at once a second; nothing arrives while it fails or is negative
     * @param serviceTime what one replica needs for one message, more than 0
     * @return a workload
     */
    public static Workload queue(Load arrivals, Duration serviceTime) {
        Shapes.checkPositive("service time", serviceTime);
        return new Workload(arrivals, serviceTime, EVENLY, EVENLY, Integer.MAX_VALUE, Duration.ZERO);
    }

    /**
     * The same with messages that arrive by chance, independently of each other: a Poisson process.
     *
     * @param seed the same seed gives the same arrivals
     * @return a copy
     */
    public Workload withPoissonArrivals(long seed) {
        return new Workload(arrivals, serviceTime, notEvenly(seed), serviceSeed, partitions, metricDelay);
    }

    /**
     * The same with service times by chance, exponentially distributed around the mean.
     *
     * @param seed the same seed gives the same times
     * @return a copy
     */
    public Workload withExponentialService(long seed) {
        return new Workload(arrivals, serviceTime, arrivalSeed, notEvenly(seed), partitions, metricDelay);
    }

    /**
     * The same where no more replicas than this work at the same time, as the consumers of a topic's partitions. Which
     * message is in which partition is not modelled.
     *
     * @param partitions at least 1
     * @return a copy
     */
    public Workload partitions(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("a queue needs at least 1 partition, was " + partitions);
        }
        return new Workload(arrivals, serviceTime, arrivalSeed, serviceSeed, partitions, metricDelay);
    }

    /**
     * The same with a metric that tells how the queue was a while ago.
     *
     * @param delay at least 0
     * @return a copy
     */
    public Workload metricDelay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("the delay of a metric must be at least 0 s, was " + delay);
        }
        return new Workload(arrivals, serviceTime, arrivalSeed, serviceSeed, partitions, delay);
    }

    Arrivals newArrivals() {
        return new Arrivals(arrivals, newGaps(arrivalSeed));
    }

    /** Multiples of the mean service time. */
    Gaps newServiceTimes() {
        return newGaps(serviceSeed);
    }

    long serviceNanos() {
        return serviceTime.toNanos();
    }

    int partitions() {
        return partitions;
    }

    long metricDelayNanos() {
        return metricDelay.toNanos();
    }

    private static Gaps newGaps(long seed) {
        return seed == EVENLY ? Gaps.even() : Gaps.exponential(seed);
    }

    private static long notEvenly(long seed) {
        return seed == EVENLY ? EVENLY + 1 : seed;
    }
}
