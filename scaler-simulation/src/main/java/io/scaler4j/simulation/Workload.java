package io.scaler4j.simulation;

import java.time.Duration;
import java.util.function.Consumer;

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
 * <p>Messages arrive one by one and are worked on in their order, one at a time by each replica that is ready; of those
 * that are free, the one that is ready for longest takes the next. What is read is the number of messages that wait or
 * are worked on, as the lag of consumers that commit what they have done. When there are too many replicas, those that
 * still start go first, and of the ready the youngest, whether they work or not; one that works finishes its message,
 * unless {@link #shutdownDrain} says otherwise. No message is lost. Immutable.
 */
public final class Workload implements Traffic {

    private static final long EVENLY = Long.MIN_VALUE;
    private static final Duration UNLIMITED = Duration.ofDays(100 * 365);

    private final Settings settings;

    private Workload(Settings settings) {
        this.settings = settings;
    }

    /** Changed before it is given to a workload, and never later. */
    private static final class Settings {
        final Load arrivals;
        final Duration serviceTime;
        long arrivalSeed = EVENLY;
        long serviceSeed = EVENLY;
        int partitions = Integer.MAX_VALUE;
        Duration metricDelay = Duration.ZERO;
        Duration warmUp = Duration.ZERO;
        double coldFactor = 1;
        Duration drain = UNLIMITED;

        Settings(Load arrivals, Duration serviceTime) {
            this.arrivals = arrivals;
            this.serviceTime = serviceTime;
        }

        Settings(Settings from) {
            this(from, from.arrivals);
        }

        Settings(Settings from, Load arrivals) {
            this(arrivals, from.serviceTime);
            arrivalSeed = from.arrivalSeed;
            serviceSeed = from.serviceSeed;
            partitions = from.partitions;
            metricDelay = from.metricDelay;
            warmUp = from.warmUp;
            coldFactor = from.coldFactor;
            drain = from.drain;
        }
    }

    private Workload with(Consumer<Settings> change) {
        var copy = new Settings(settings);
        change.accept(copy);
        return new Workload(copy);
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
        return new Workload(new Settings(Shapes.given("arrivals of a queue", arrivals), serviceTime));
    }

    /**
     * The same with messages that arrive by chance, independently of each other: a Poisson process.
     *
     * @param seed the same seed gives the same arrivals
     * @return a copy
     */
    public Workload withPoissonArrivals(long seed) {
        return with(copy -> copy.arrivalSeed = notEvenly(seed));
    }

    /**
     * The same with service times by chance, exponentially distributed around the mean.
     *
     * @param seed the same seed gives the same times
     * @return a copy
     */
    public Workload withExponentialService(long seed) {
        return with(copy -> copy.serviceSeed = notEvenly(seed));
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
        return with(copy -> copy.partitions = partitions);
    }

    /**
     * The same with a metric that tells how the queue was a while ago.
     *
     * @param delay at least 0
     * @return a copy
     */
    public Workload metricDelay(Duration delay) {
        Shapes.checkNotNegative("delay of a metric", delay);
        return with(copy -> copy.metricDelay = delay);
    }

    /**
     * The same where replicas are slow at first, as with cold caches or code that is not compiled yet. A message on
     * which a replica begins within this time after it became ready takes so many times as long, all of it, even if the
     * time is over before it is done; every other message takes what it always takes. Replicas that are there when the
     * run begins are warm.
     *
     * @param time after a replica became ready, at least 0; how long it takes until then is
     *     {@link Simulation#readyAfter}
     * @param factor at least 1; 3 for a third of the speed
     * @return a copy
     */
    public Workload warmUp(Duration time, double factor) {
        Shapes.checkNotNegative("time to warm up", time);
        if (!(factor >= 1 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                    "replicas that are not warm must need a factor of at least 1 as long, was " + factor);
        }
        return with(copy -> {
            copy.warmUp = time;
            copy.coldFactor = factor;
        });
    }

    /**
     * The same where a replica that is told to go has so much time to finish its message, and takes no other. What is
     * not finished then goes back to the head of the queue, and another replica works on it from the beginning, for the
     * whole of its service time again. Nothing is lost, and {@link QueueResult#repeated} tells how often it happened.
     *
     * @param most at least 0; unless set, as long as the message takes
     * @return a copy
     */
    public Workload shutdownDrain(Duration most) {
        Shapes.checkNotNegative("time to drain", most);
        return with(copy -> copy.drain = most);
    }

    /** The same from a later time on. */
    Workload shifted(Duration by) {
        return new Workload(new Settings(settings, Shifted.load(by, settings.arrivals)));
    }

    Arrivals newArrivals() {
        return new Arrivals(settings.arrivals, newGaps(settings.arrivalSeed));
    }

    /** Multiples of the mean service time. */
    Gaps newServiceTimes() {
        return newGaps(settings.serviceSeed);
    }

    Duration serviceTime() {
        return settings.serviceTime;
    }

    int partitions() {
        return settings.partitions;
    }

    Duration metricDelay() {
        return settings.metricDelay;
    }

    Duration warmUp() {
        return settings.warmUp;
    }

    /** How many times as long a message takes on a replica that is not warm. */
    double coldFactor() {
        return settings.coldFactor;
    }

    /** How long a replica may take to finish its message once it is told to go. */
    Duration drain() {
        return settings.drain;
    }

    private static Gaps newGaps(long seed) {
        return seed == EVENLY ? Gaps.even() : Gaps.exponential(seed);
    }

    private static long notEvenly(long seed) {
        return seed == EVENLY ? EVENLY + 1 : seed;
    }
}
