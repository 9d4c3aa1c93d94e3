package io.scaler4j.http;

import io.scaler4j.metric.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of counts, and remembers what the last one saw. The count of arrivals that it is given only grows; a
 * smaller one means that the counting began again. Thread-safe.
 */
abstract class RequestMeter {

    private static final long UNKNOWN = -1;

    private long seen;

    private RequestMeter(long seen) {
        this.seen = seen;
    }

    /** Of requests in flight, for a scaler that begins with what its first read sees. */
    static RequestMeter concurrency() {
        return new Concurrency(UNKNOWN);
    }

    /** Of requests per second, for a scaler that begins with what its first read sees. */
    static RequestMeter rate(RateWindow window) {
        return new Rate(window, UNKNOWN);
    }

    /** Of requests in flight. */
    static RequestMeter concurrency(long seen) {
        return new Concurrency(seen);
    }

    /** Of requests per second. */
    static RequestMeter rate(RateWindow window, long seen) {
        return new Rate(window, seen);
    }

    /**
     * What is known about a route.
     *
     * @param counts the counts
     * @param isLowerBound whether some instances are unknown
     * @param details side values besides those of the counts
     */
    record Known(RequestCounts counts, boolean isLowerBound, Map<String, Double> details) {}

    synchronized Reading reading(Known known, Instant now) {
        RequestCounts counts = known.counts();
        long arrived = seen == UNKNOWN ? 0 : counts.arrived() - (counts.arrived() < seen ? 0 : seen);
        seen = counts.arrived();
        Reading.Value.Builder reading = value(counts, arrived, now).details(details(known, arrived));
        return known.isLowerBound() ? reading.lowerBound().build() : reading.build();
    }

    /** The counting has begun again at 0, though the count may be larger than the last one. */
    synchronized void beginAgain() {
        seen = 0;
    }

    abstract Reading.Value.Builder value(RequestCounts counts, long arrived, Instant now);

    private static Map<String, Double> details(Known known, long arrived) {
        Map<String, Double> details = new TreeMap<>(known.details());
        details.put("inFlight", (double) known.counts().inFlight());
        details.put("arrived", (double) arrived);
        details.put("held", (double) known.counts().held());
        details.put("peak", (double) known.counts().peak());
        return details;
    }

    private static final class Concurrency extends RequestMeter {

        Concurrency(long seen) {
            super(seen);
        }

        @Override
        Reading.Value.Builder value(RequestCounts counts, long arrived, Instant now) {
            double inFlight = counts.inFlight();
            return Reading.value(inFlight).activatingOn(Math.max(inFlight, arrived > 0 ? 1 : 0));
        }
    }

    private static final class Rate extends RequestMeter {

        private final RateWindow window;
        private RateBuckets buckets;
        /** When it was read last; null before the first read. */
        private @Nullable Instant last;

        Rate(RateWindow window, long seen) {
            super(seen);
            this.window = window;
            buckets = new RateBuckets(window);
        }

        @Override
        Reading.Value.Builder value(RequestCounts counts, long arrived, Instant now) {
            if (buckets.isBefore(now)) {
                buckets = new RateBuckets(window); // the clock was set back
            }
            if (last == null) {
                buckets.record(now, 0); // nobody knows when those arrived, so they activate and make no rate
            } else {
                buckets.spread(last, now, arrived);
            }
            last = now;
            double rate = buckets.perSecond(now);
            double least = arrived / (window.length().toNanos() / 1e9);
            return Reading.value(rate).activatingOn(Math.max(rate, least));
        }
    }
}
