package io.scaler4j.external;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the parts of a server share.
 *
 * @param time now
 * @param scheduler the timer
 * @param executor where blocking work runs
 * @param freshness how long an answer serves other calls
 * @param maximumAge how long a value stands in after a failed read
 * @param readTimeout of a source
 * @param streamInterval how often a source with an open stream is read
 * @param reads counts the reads
 */
record ServerParts(
        InstantSource time,
        Scheduler scheduler,
        Executor executor,
        Duration freshness,
        Duration maximumAge,
        Duration readTimeout,
        Duration streamInterval,
        LongAdder reads) {}
