package io.scaler4j.http;

import java.util.ArrayList;
import java.util.List;

/** A rate window over a list of all that was ever recorded, in whole buckets: it shares nothing with the ring. */
final class NaiveWindow {

    private record Entry(long bucket, long count) {}

    private final int size;
    private final List<Entry> entries = new ArrayList<>();
    private long first;
    private long last;

    NaiveWindow(int size) {
        this.size = size;
    }

    void record(long bucket, long count) {
        if (entries.isEmpty() || bucket >= last + size) {
            entries.clear();
            first = bucket;
            last = bucket;
        } else if (bucket <= last - size) {
            return;
        }
        first = Math.min(first, bucket);
        last = Math.max(last, bucket);
        entries.add(new Entry(bucket, count));
    }

    double perBucket(long now) {
        if (entries.isEmpty() || now >= last + size) {
            return 0;
        }
        long from = Math.max(now, last) - size;
        long sum = entries.stream()
                .filter(entry -> entry.bucket > from)
                .mapToLong(Entry::count)
                .sum();
        return (double) sum / Math.min(last - first + 1, size);
    }
}
