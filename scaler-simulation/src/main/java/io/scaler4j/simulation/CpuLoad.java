package io.scaler4j.simulation;

import java.time.Duration;

/**
 * Processor time that the replicas of a run really use, so that the loop is closed: the work is shared by the replicas
 * that are ready, and each tells its usage, its request and since when it is ready, as a pod does to the HPA.
 *
 * <pre>{@code
 * Simulation.of(policy)
 *         .cpu("cpu", utilization(70), CpuLoad.cores(Load.diurnal(0.2, 4, 1)).requestMilli(500).limitMilli(1000))
 *         .readyAfter(ofSeconds(40))
 *         .lasting(ofHours(24));
 * }</pre>
 *
 * <p>Ready replicas share the work evenly, and none uses more than its limit. Work beyond that waits, and is done as
 * soon as there is room; so usage stays at the limit until the replicas have caught up. A replica that starts does no
 * work, but uses processor time. Only ready replicas keep working when the count goes down: those that start go first,
 * and of the ready the youngest. Immutable.
 */
public final class CpuLoad implements Traffic {

    private final Load cores;
    private final long requestMilli;
    private final long limitMilli;
    private final long startingMilli;
    private final Duration window;

    private CpuLoad(Load cores, long requestMilli, long limitMilli, long startingMilli, Duration window) {
        this.cores = cores;
        this.requestMilli = requestMilli;
        this.limitMilli = limitMilli;
        this.startingMilli = startingMilli;
        this.window = window;
    }

    /**
     * Work for replicas that request one core each and have no limit.
     *
     * @param work the cores that the work of a second needs, looked at once a second; less than 0 counts as 0. While it
     *     fails, the trigger's reading is that failure, and the work is what it was before
     * @return a load that starts replicas without usage, with samples over 15 s
     */
    public static CpuLoad cores(Load work) {
        return new CpuLoad(Shapes.given("work of a CPU load", work), 1000, Long.MAX_VALUE, 0, Duration.ofSeconds(15));
    }

    /**
     * Sets what each replica requests: 100 % of a utilization.
     *
     * @param milli thousandths of a core, at least 1. Default 1000
     * @return a copy
     */
    public CpuLoad requestMilli(long milli) {
        checkAtLeast(1, "request of a replica", milli);
        return new CpuLoad(cores, milli, limitMilli, startingMilli, window);
    }

    /**
     * Sets how much a replica uses at most.
     *
     * @param milli thousandths of a core, at least 1. Default: no limit
     * @return a copy
     */
    public CpuLoad limitMilli(long milli) {
        checkAtLeast(1, "limit of a replica", milli);
        return new CpuLoad(cores, requestMilli, milli, startingMilli, window);
    }

    /**
     * Sets what a replica uses while it starts, as a JVM that compiles. How long it starts is
     * {@link Simulation#readyAfter}.
     *
     * @param milli thousandths of a core, at least 0; no more than the limit is used. Default 0
     * @return a copy
     */
    public CpuLoad startingMilli(long milli) {
        checkAtLeast(0, "usage of a starting replica", milli);
        return new CpuLoad(cores, requestMilli, limitMilli, milli, window);
    }

    /**
     * Sets the time that a sample averages over. A sample is of the turn's time.
     *
     * @param window more than 0. Default 15 s, as the metrics server has it
     * @return a copy
     */
    public CpuLoad window(Duration window) {
        Shapes.checkPositive("window of a sample", window);
        return new CpuLoad(cores, requestMilli, limitMilli, startingMilli, window);
    }

    private static void checkAtLeast(long least, String what, long milli) {
        if (milli < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + " m, was " + milli + " m");
        }
    }

    /** The same from a later time on. */
    CpuLoad shifted(Duration by) {
        return new CpuLoad(Shifted.load(by, cores), requestMilli, limitMilli, startingMilli, window);
    }

    Load cores() {
        return cores;
    }

    long requestMilli() {
        return requestMilli;
    }

    long limitMilli() {
        return limitMilli;
    }

    long startingMilli() {
        return Math.min(startingMilli, limitMilli);
    }

    Duration window() {
        return window;
    }
}
