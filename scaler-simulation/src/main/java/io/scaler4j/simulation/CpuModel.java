package io.scaler4j.simulation;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Replicas that share work, second by second. Times are nanoseconds since the beginning. Used by one run.
 *
 * <p>All ready replicas use the same at the same time, so one sum over time tells the usage of each: it is the
 * difference between two times. Before the beginning the work is what it is at the beginning.
 */
final class CpuModel {

    private static final long SECOND = 1_000_000_000;
    private static final long NEVER = Long.MAX_VALUE;
    /** Long enough for a replica that is there from the beginning to be past every start-up time. */
    private static final long LONG_AGO = -Duration.ofDays(1).toNanos();

    private final CpuLoad load;
    private final Instant beginning;
    private final long startupNanos;
    private final long reactionNanos;
    private final long windowNanos;

    /** The counts that were asked for and not acted on yet, each with the time at which it will be. */
    private final ArrayDeque<long[]> pendingCounts = new ArrayDeque<>();
    /** The youngest last; those that start are the last ones. */
    private final List<Replica> replicas = new ArrayList<>();
    /** What a ready replica had used in all, in milli-cores times nanoseconds, by the time. */
    private final NavigableMap<Long, Double> used = new TreeMap<>();

    private long made;
    private long now;
    private double workMilli;
    private double waiting;

    private record Replica(String name, long startedAt, long readyAt) {}

    CpuModel(CpuLoad load, Instant beginning, int ready, Duration startup, Duration reaction) {
        this.load = load;
        this.beginning = beginning;
        startupNanos = startup.toNanos();
        reactionNanos = reaction.toNanos();
        windowNanos = load.window().toNanos();
        for (int i = 0; i < ready; i++) {
            replicas.add(new Replica(nextName(), LONG_AGO, LONG_AGO));
        }
        look();
        long before = windowNanos + SECOND;
        double each = ready == 0 ? 0 : Math.min((double) load.limitMilli(), workMilli / ready);
        used.put(-before, -each * before);
        used.put(0L, 0.0);
    }

    private String nextName() {
        return "replica-" + made++;
    }

    void scaleTo(int count) {
        pendingCounts.add(new long[] {now + reactionNanos, count});
        actUntilNow();
    }

    void advanceTo(long time) {
        while (now < time) {
            long step = Math.min(Math.min(time, nextSecond()), Math.min(nextWish(), nextReady()));
            work(step - now);
            now = step;
            if (now % SECOND == 0) {
                look();
            }
            actUntilNow();
        }
        used.headMap(used.floorKey(now - windowNanos)).clear();
    }

    private long nextSecond() {
        return (Math.floorDiv(now, SECOND) + 1) * SECOND;
    }

    private long nextWish() {
        return pendingCounts.isEmpty() ? NEVER : pendingCounts.element()[0];
    }

    private long nextReady() {
        return replicas.stream()
                .mapToLong(Replica::readyAt)
                .filter(readyAt -> readyAt > now)
                .min()
                .orElse(NEVER);
    }

    private void look() {
        if (load.cores().at(Duration.ofNanos(now)) instanceof Reading.Value value) {
            workMilli = Math.max(0, value.activationValue()) * 1000;
        }
    }

    private void work(long nanos) {
        long ready = replicas.stream().filter(this::isReady).count();
        double wanted = waiting + workMilli * nanos;
        double most = ready == 0 ? 0 : (double) load.limitMilli() * nanos * ready;
        double done = Math.min(wanted, most);
        waiting = wanted - done;
        double each = ready == 0 ? 0 : done / ready;
        used.put(now + nanos, used.lastEntry().getValue() + each);
    }

    private boolean isReady(Replica replica) {
        return replica.readyAt() <= now;
    }

    private void actUntilNow() {
        while (!pendingCounts.isEmpty() && pendingCounts.element()[0] <= now) {
            long count = pendingCounts.remove()[1];
            while (replicas.size() > count) {
                replicas.remove(replicas.size() - 1);
            }
            while (replicas.size() < count) {
                replicas.add(new Replica(nextName(), now, now + startupNanos));
            }
        }
    }

    /** As a turn at this time reads it. */
    Reading read() {
        Reading work = load.cores().at(Duration.ofNanos(now));
        if (work instanceof Reading.Failure) {
            return work;
        }
        return Reading.samples(Resource.CPU, replicas.stream().map(this::sample).toList());
    }

    private ReplicaSample sample(Replica replica) {
        var sample = ReplicaSample.builder(replica.name())
                .requestMilli(load.requestMilli())
                .startedAt(at(replica.startedAt()));
        if (isReady(replica)) {
            sample.ready(true, at(replica.readyAt()));
        } else {
            sample.ready(false, at(replica.startedAt()));
        }
        long from = Math.max(now - windowNanos, replica.startedAt());
        if (from < now) { // a replica of this moment has nothing to tell
            sample.usage(usedMilli(replica, from), at(now), load.window());
        }
        return sample.build();
    }

    private long usedMilli(Replica replica, long from) {
        long readyAt = Math.min(now, Math.max(from, replica.readyAt()));
        double starting = (double) load.startingMilli() * (readyAt - from);
        return Math.round((starting + usedUntil(now) - usedUntil(readyAt)) / (now - from));
    }

    /** Even between two known times. */
    private double usedUntil(long time) {
        var before = used.floorEntry(time);
        if (before.getKey() == time) {
            return before.getValue();
        }
        var after = used.ceilingEntry(time);
        double share = (double) (time - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }

    private Instant at(long nanos) {
        return beginning.plusNanos(nanos);
    }
}
