package io.scaler4j.connect;

import io.scaler4j.ReadRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When callers are expected, and how long before that a batch has to be sent so that its answers are there when they
 * come. Requests tell the time; what passes between them is measured. Guarded by the batcher's lock.
 */
final class Rhythm {

    /** For the moments by which timers and threads are late. */
    private static final long MARGIN_MICROS = 10_000;

    private static final long SHORTEST_LEAD_MICROS = 20_000;
    /** Alarms farther away are not set: until then somebody asks. */
    private static final long FARTHEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final long longestLead;
    private @Nullable ReadRequest last;
    private long lastNanos;
    private boolean heardSinceBatch;
    private long typicalMicros = -1;

    /** @param freshness in microseconds; half of it is left for callers that are late */
    Rhythm(long freshness) {
        longestLead = freshness / 2;
    }

    /** Notes what time it is for a caller. */
    void heard(ReadRequest request, long nanos) {
        last = request;
        lastNanos = nanos;
        heardSinceBatch = true;
    }

    /**
     * The same for a caller who is served: the first after a batch is enough. A look at the clock for each would be a
     * third of the asking.
     */
    void heardAfterBatch(ReadRequest request, LongSupplier nanoTime) {
        if (!heardSinceBatch) {
            heard(request, nanoTime.getAsLong());
        }
    }

    /** Notes that a batch is sent. */
    void sent() {
        heardSinceBatch = false;
    }

    /** Notes how long a batch took that brought the answers of a round. */
    void took(long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        typicalMicros = typicalMicros < 0 ? micros : typicalMicros + (micros - typicalMicros) / 4;
    }

    /** How long before the callers a batch is sent: twice what it takes, in microseconds. */
    long lead() {
        long needed = 2 * Math.max(0, typicalMicros) + MARGIN_MICROS;
        return Math.min(Math.max(needed, SHORTEST_LEAD_MICROS), longestLead);
    }

    /** After how many nanoseconds a batch is to be sent for callers that come then; negative if it is not worth it. */
    long untilBatchFor(long expectedMicros, long nanos) {
        if (last == null) {
            return -1;
        }
        long present = Micros.of(last.now()) + TimeUnit.NANOSECONDS.toMicros(nanos - lastNanos);
        long left = expectedMicros - lead() - present;
        return left > FARTHEST_MICROS ? -1 : TimeUnit.MICROSECONDS.toNanos(left);
    }

    /** The request of a batch that is sent now without a caller: it has the time that the last caller gave. */
    @Nullable
    ReadRequest request(long nanos) {
        return last == null ? null : ReadRequest.of(last.now().plusNanos(nanos - lastNanos), last.timeout());
    }
}
