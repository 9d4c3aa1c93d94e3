package io.scaler4j.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Requests by the time of their arrival, in a ring of buckets. Time is an argument and may go back a little: what
 * arrives late goes to its bucket as long as that is in the window. Not thread-safe.
 */
final class RateBuckets {

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] buckets;
    private final long granularity;
    /** How many buckets fit into the window; one less than the ring has if they do not fit evenly. */
    private final long wholeBuckets;

    private long total;
    /** Numbers of buckets since the epoch. */
    private long first = NEVER;

    private long last = NEVER;

    RateBuckets(RateWindow window) {
        buckets = new long[window.buckets()];
        granularity = window.granularity().toNanos();
        wholeBuckets = window.length().dividedBy(window.granularity());
    }

    /** Adds requests at their time; what is older than the window is dropped. */
    void record(Instant time, long count) {
        add(bucketOf(time), count);
    }

    /**
     * Adds requests of which only is known that they arrived between two times: evenly. All at the end would make a
     * burst of them, and a rate that is too high once the times are further apart than the window is long.
     */
    void spread(Instant begin, Instant end, long count) {
        long from = bucketOf(begin) + 1;
        long to = bucketOf(end);
        if (from >= to) {
            add(to, count); // the same bucket or the next; or the clock was set back
            return;
        }
        long parts = to - from + 1;
        long rest = 0;
        for (long bucket = Math.max(from, to - buckets.length + 1); bucket <= to; bucket++) {
            rest += count % parts;
            add(bucket, count / parts + (rest >= parts ? 1 : 0));
            rest -= rest >= parts ? parts : 0;
        }
    }

    private void add(long bucket, long count) {
        if (last == NEVER) {
            begin(bucket);
        } else if (bucket > last) {
            proceed(bucket);
        } else if (last - bucket >= buckets.length) {
            return;
        }
        first = Math.min(first, bucket);
        buckets[index(bucket)] += count;
        total += count;
    }

    private void begin(long bucket) {
        Arrays.fill(buckets, 0);
        total = 0;
        first = bucket;
        last = bucket;
    }

    private void proceed(long bucket) {
        if (bucket - last >= buckets.length) {
            begin(bucket);
            return;
        }
        for (long skipped = last + 1; skipped <= bucket; skipped++) {
            total -= buckets[index(skipped)];
            buckets[index(skipped)] = 0;
        }
        last = bucket;
    }

    /** How many requests a bucket has on average; 0 after a window of silence. */
    double perBucket(Instant now) {
        long bucket = bucketOf(now);
        if (last == NEVER || bucket - last >= buckets.length) {
            return 0;
        }
        long sum = total;
        for (long silent = last + 1; silent <= bucket; silent++) {
            sum -= buckets[index(silent)];
        }
        return (double) sum / Math.min(last - first + 1, buckets.length);
    }

    double perSecond(Instant now) {
        return perBucket(now) / (granularity / 1e9);
    }

    /** Whether nothing was recorded for longer than a window. */
    boolean isEmpty(Instant now) {
        long bucket = bucketOf(now);
        return last == NEVER || bucket - last > wholeBuckets;
    }

    /** Whether a time is so far back that what happens then would be dropped: the clock was set. */
    boolean isBefore(Instant time) {
        long bucket = bucketOf(time);
        return last != NEVER && last - bucket >= buckets.length;
    }

    /** The ring, by the number of the bucket since the epoch, modulo the size. */
    long[] ring() {
        return buckets.clone();
    }

    private int index(long bucket) {
        return (int) Math.floorMod(bucket, (long) buckets.length);
    }

    private long bucketOf(Instant time) {
        Duration since = Duration.between(Instant.EPOCH, time);
        if (granularity % 1_000_000_000L == 0) {
            return Math.floorDiv(since.toSeconds(), granularity / 1_000_000_000L);
        }
        return Math.floorDiv(since.toNanos(), granularity);
    }
}
