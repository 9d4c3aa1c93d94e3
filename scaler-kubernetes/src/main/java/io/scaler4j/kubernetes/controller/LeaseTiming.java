package io.scaler4j.kubernetes.controller;

import java.time.Duration;

/**
 * The times of an elector.
 *
 * @param lease after which others may take the lease over
 * @param retry the pause between two requests
 * @param write how long a write that began in time may still be under way; the holder gives up by so much earlier
 */
record LeaseTiming(Duration lease, Duration retry, Duration write) {

    /** A third of the lease for writes under way, and a request about every eighth. */
    static LeaseTiming of(Duration lease) {
        return new LeaseTiming(lease, lease.dividedBy(8), lease.dividedBy(3));
    }

    /** How long the holder may write after it sent the renewal that succeeded. */
    Duration held() {
        return lease.minus(write);
    }
}
