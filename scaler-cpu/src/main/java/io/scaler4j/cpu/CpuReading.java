package io.scaler4j.cpu;

/**
 * Counters of processor time at one moment.
 *
 * @param atNanos when, on a monotonic clock
 * @param cpuNanos processor time of all threads so far
 * @param periods periods of the limit so far in which something ran; 0 without a limit
 * @param throttledPeriods those in which the limit was hit
 */
record CpuReading(long atNanos, long cpuNanos, long periods, long throttledPeriods) {

    static CpuReading of(long atNanos, long cpuNanos) {
        return new CpuReading(atNanos, cpuNanos, 0, 0);
    }

    /** Whether a counter has restarted since. */
    boolean isBefore(CpuReading other) {
        return cpuNanos < other.cpuNanos || periods < other.periods || throttledPeriods < other.throttledPeriods;
    }
}
