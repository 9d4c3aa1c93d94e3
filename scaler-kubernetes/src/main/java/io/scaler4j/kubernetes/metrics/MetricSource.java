package io.scaler4j.kubernetes.metrics;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a metric at most once per freshness, however many ask. A read that does not end is not followed by another: who
 * asks meanwhile waits for it, each until its own limit. Thread-safe.
 */
final class MetricSource {

    /** How long something is waited for, or counts. */
    record Limits(Duration freshness, Duration maximumAge, Duration readTimeout) {}

    /** What was read, and when. */
    record Timed(Reading reading, Instant at) {}

    private record Round(Instant started, CompletableFuture<Reading> reading) {}

    private final ExternalMetric metric;
    private final Limits limits;
    private final Executor executor;
    private @Nullable Round latest;

    MetricSource(ExternalMetric metric, Limits limits, Executor executor) {
        this.metric = metric;
        this.limits = limits;
        this.executor = executor;
    }

    ExternalMetric metric() {
        return metric;
    }

    /** Completes within the limit, never with an exception. */
    CompletionStage<Timed> read(Instant now) {
        Round round = round(now);
        return round.reading()
                .copy()
                .orTimeout(limits.readTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(thrown -> failure(FailureTable.unwrap(thrown)))
                .thenApply(reading -> timed(reading, round.started(), now));
    }

    private Round round(Instant now) {
        Round begun;
        synchronized (this) {
            if (latest != null && (!latest.reading().isDone() || isFresh(latest, now))) {
                return latest;
            }
            begun = new Round(now, new CompletableFuture<>());
            latest = begun;
        }
        start(begun);
        return begun;
    }

    private boolean isFresh(Round round, Instant now) {
        Duration age = Duration.between(round.started(), now); // below 0 if the clock was set back
        return !age.isNegative() && age.compareTo(limits.freshness()) < 0;
    }

    private void start(Round round) {
        try {
            metric.scaler()
                    .readAsync(ReadRequest.of(round.started(), limits.readTimeout()), executor)
                    .whenComplete((reading, thrown) -> {
                        if (thrown != null) {
                            round.reading().complete(failure(FailureTable.unwrap(thrown)));
                        } else {
                            round.reading().complete(orFailure(reading));
                        }
                    });
        } catch (RuntimeException | LinkageError e) {
            round.reading().complete(failure(e));
        }
    }

    private static Reading orFailure(@Nullable Reading reading) {
        return reading == null
                ? Reading.failure(Kind.UNAVAILABLE, "the scaler answered null instead of a reading")
                : reading;
    }

    /** Without what an exception says, which may be anything. */
    private Reading failure(Throwable thrown) {
        return thrown instanceof TimeoutException
                ? Reading.failure(Kind.TIMEOUT, "the source did not answer within " + limits.readTimeout())
                : Reading.failure(
                        Kind.UNAVAILABLE,
                        "the source failed (" + thrown.getClass().getSimpleName() + ")",
                        thrown);
    }

    /** A source may know that its number is older than the read. */
    private Timed timed(Reading reading, Instant started, Instant now) {
        if (!(reading instanceof Reading.Value value)) {
            return new Timed(reading, started);
        }
        Instant measured = value.measuredAt().orElse(started);
        Duration age = Duration.between(measured, now);
        return age.compareTo(limits.maximumAge()) <= 0
                ? new Timed(value, measured)
                : new Timed(
                        Reading.failure(
                                Kind.UNAVAILABLE,
                                "the value was measured " + age.toSeconds() + " s ago, more than " + limits.maximumAge()
                                        + "; check what measures it"),
                        started);
    }

    void close() {
        metric.close();
    }
}
