package io.scaler4j.prometheus;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The times of an autoscaler's reads, as if each came some seconds after the one before. Thread-safe. */
final class Polls {

    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final AtomicLong count = new AtomicLong();

    /** The next read, later than any answer stays fresh. */
    ReadRequest next(Duration timeout) {
        return ReadRequest.of(BEGIN.plus(INTERVAL.multipliedBy(count.incrementAndGet())), timeout);
    }
}
