package io.scaler4j.cpu;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The processor time used between two readings of a counter.
 *
 * @param cpuNanos processor time
 * @param elapsedNanos time that passed, more than 0
 * @param periods periods of the limit in which something ran
 * @param throttledPeriods those in which the limit was hit
 */
record CpuUsage(long cpuNanos, long elapsedNanos, long periods, long throttledPeriods) {

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Empty if no time passed, or if the counter restarted. */
    static Optional<CpuUsage> between(CpuReading first, CpuReading second) {
        long elapsed = second.atNanos() - first.atNanos();
        return elapsed <= 0 || second.isBefore(first)
                ? Optional.empty()
                : Optional.of(new CpuUsage(
                        second.cpuNanos() - first.cpuNanos(),
                        elapsed,
                        second.periods() - first.periods(),
                        second.throttledPeriods() - first.throttledPeriods()));
    }

    /** In milli-cores, rounded up as every reading of the HPA's. */
    long milli() {
        BigInteger[] quotient = product(1000, cpuNanos).divideAndRemainder(BigInteger.valueOf(elapsedNanos));
        boolean exact = quotient[1].signum() == 0;
        return saturated(exact ? quotient[0] : quotient[0].add(BigInteger.ONE));
    }

    /** In whole percent of a request, rounded down. */
    long percentOfMilli(long requestMilli) {
        return saturated(product(100_000, cpuNanos).divide(product(elapsedNanos, requestMilli)));
    }

    /** In whole percent of a limit, rounded down. */
    long percentOf(CpuLimit limit) {
        return saturated(product(100, cpuNanos)
                .multiply(BigInteger.valueOf(limit.periodMicros()))
                .divide(product(elapsedNanos, limit.quotaMicros())));
    }

    /** Which share of so many processors it is, 0 to 1. */
    double loadOf(int processors) {
        return (double) cpuNanos / elapsedNanos / processors;
    }

    /** The share of periods that hit the limit; empty if there was none. */
    OptionalDouble throttledShare() {
        return periods == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) throttledPeriods / periods);
    }

    Duration elapsed() {
        return Duration.ofNanos(elapsedNanos);
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    private static long saturated(BigInteger number) {
        return number.min(LARGEST).longValueExact();
    }
}
