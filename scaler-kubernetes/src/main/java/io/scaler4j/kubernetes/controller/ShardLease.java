package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.api.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a Lease, or waits for it. At no time do two processes believe that they hold it, whatever becomes of requests,
 * connections and wall clocks:
 *
 * <ul>
 *   <li>The holder counts from the moment at which it <em>sent</em> the renewal that succeeded, and stops before the
 *       lease is over by as much as a write may still take.
 *   <li>Others count from the moment at which they <em>received</em> a record that has not changed since.
 *   <li>Both count on their own monotonic clock; the times in the record are for people.
 *   <li>A record is replaced with the resource version that was read.
 *   <li>A holder whose renewal is refused writes nothing until it has read the record again. If the record still names
 *       the holder, an earlier renewal had come through without an answer, and the term goes on.
 * </ul>
 *
 * <p>What is not covered: processes whose clocks run at speeds that differ by more than the third of the lease that is
 * kept for writes, a process that stops between {@link #isHeld} and the write for longer than that, and a Lease that
 * somebody deletes: until the holder's next renewal another process may create it.
 *
 * <p>Thread-safe. Callbacks run on the thread that completes a request, or on the scheduler's, one at a time.
 */
final class ShardLease {

    private final String name;
    private final String identity;
    private final LeaseTiming timing;
    private final LeaseRequests requests;
    private final Scheduler scheduler;
    private final LongSupplier nanos;
    private final InstantSource time;
    private final Listener listener;

    private volatile boolean leading;
    private volatile boolean disputed;
    private volatile long heldUntil;
    private CompletionStage<?> underWay = CompletableFuture.completedFuture(null);
    private @Nullable ObjectNode record;
    /** The record of another process. */
    private @Nullable JsonNode other;

    private boolean asks;
    private long term;
    private boolean leaving;
    private long takesFrom;
    private String seen = "";
    private long seenSince;
    private boolean closed;

    /** Is told what this process may do. */
    interface Listener {
        void gained();

        /** Nothing is written any more; what is open is to be closed. */
        void lost();

        /**
         * Another process asks for the lease, which may be lost by now. Whether it gets it is the holder's to say.
         *
         * @param term to be given to {@link ShardLease#handOver}
         */
        void wanted(long term);
    }

    ShardLease(
            String name,
            String identity,
            LeaseTiming timing,
            LeaseRequests requests,
            Scheduler scheduler,
            LongSupplier nanos,
            InstantSource time,
            Listener listener) {
        this.name = name;
        this.identity = identity;
        this.timing = timing;
        this.requests = requests;
        this.scheduler = scheduler;
        this.nanos = nanos;
        this.time = time;
        this.listener = listener;
        takesFrom = nanos.getAsLong();
    }

    void start() {
        turn();
    }

    /** Whether this process may write now. */
    boolean isHeld() {
        return leading && !disputed && isInTime();
    }

    private boolean isInTime() {
        return nanos.getAsLong() - heldUntil < 0;
    }

    private void turn() {
        CompletionStage<?> done;
        synchronized (this) {
            if (closed) {
                return;
            }
            giveUpIfLate();
            if (leaving) {
                done = nothing();
            } else {
                done = leading && !disputed && record != null ? take(renewed(record), false) : look();
            }
            underWay = done;
        }
        done.handle((ended, thrown) -> scheduler.schedule(this::turn, timing.retry()));
    }

    /** Reads the record, and takes it if it is free or has not changed for as long as it says. */
    private CompletionStage<?> look() {
        return requests.get().handle(this::seen).thenCompose(next -> next);
    }

    private synchronized CompletionStage<?> seen(@Nullable JsonNode lease, @Nullable Throwable thrown) {
        if (closed || leaving) {
            return nothing();
        }
        if (lease != null) {
            boolean free = isFree(lease) && nanos.getAsLong() - takesFrom >= 0;
            if (leading && LeaseRecord.holder(lease).equals(identity)) {
                String by = LeaseRecord.wantedBy(lease);
                long asked = term;
                CompletionStage<?> renewal = take(renewed(lease), false);
                return by.isEmpty() || by.equals(identity) ? renewal : renewal.thenRun(() -> listener.wanted(asked));
            }
            giveUp();
            other = lease;
            return free ? take(taken(lease), false) : ask(lease);
        }
        if (thrown != null && FailureTable.unwrap(thrown) instanceof ApiException refused && refused.isNotFound()) {
            giveUp();
            return take(taken(LeaseRecord.named(name)), true);
        }
        return nothing();
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    private synchronized boolean isFree(JsonNode lease) {
        String now = LeaseRecord.version(lease);
        if (!now.equals(seen)) {
            seen = now;
            seenSince = nanos.getAsLong();
        }
        Duration most = LeaseRecord.duration(lease);
        return LeaseRecord.holder(lease).isEmpty()
                || nanos.getAsLong() - seenSince >= Math.max(timing.lease().toNanos(), most.toNanos());
    }

    private ObjectNode renewed(JsonNode lease) {
        return LeaseRecord.renewed(lease, time.instant());
    }

    private ObjectNode taken(JsonNode lease) {
        return LeaseRecord.taken(lease, identity, timing.lease(), time.instant());
    }

    /** The clock runs from here on: the server cannot have the record earlier. */
    private CompletionStage<?> take(ObjectNode lease, boolean create) {
        long sentAt = nanos.getAsLong();
        CompletionStage<JsonNode> answer = create ? requests.create(lease) : requests.replace(lease);
        return answer.handle((stored, thrown) -> {
            if (thrown == null) {
                held(stored.deepCopy(), sentAt);
            } else if (FailureTable.unwrap(thrown) instanceof ApiException refused
                    && (refused.isConflict() || refused.isNotFound())) {
                dispute();
            }
            return null;
        });
    }

    private synchronized void held(ObjectNode stored, long sentAt) {
        record = stored;
        if (closed || leaving) {
            return; // it is given back
        }
        other = null;
        asks = false;
        disputed = false;
        heldUntil = sentAt + timing.held().toNanos();
        if (!isInTime()) {
            giveUp(); // the answer came too late to be of use
            return;
        }
        if (!leading) {
            leading = true;
            term++;
            listener.gained();
        }
        scheduler.schedule(this::giveUpIfLate, timing.held());
    }

    /** Somebody else has changed or deleted the record, or an earlier request of ours came through: look again. */
    private synchronized void dispute() {
        disputed = leading;
        record = null;
    }

    private synchronized void giveUpIfLate() {
        if (leading && !isInTime()) {
            giveUp();
        }
    }

    private synchronized void giveUp() {
        record = null;
        disputed = false;
        if (leading) {
            leading = false;
            listener.lost();
        }
    }

    /** {@return who had the lease when another process had it last; empty while this process has it, or nobody} */
    synchronized String otherHolder() {
        return other == null || leading ? "" : LeaseRecord.holder(other);
    }

    /** Asks the holder for the lease, when its record is read next. */
    synchronized void want() {
        asks = true;
    }

    /** Nobody changes a record with a question but its holder: that of a dead one must run out. */
    private CompletionStage<?> ask(JsonNode lease) {
        if (!asks || !LeaseRecord.wantedBy(lease).isEmpty()) {
            return nothing();
        }
        asks = false;
        return requests.replace(LeaseRecord.asked(lease, identity)).exceptionally(refused -> null);
    }

    /**
     * Lets another process have the lease, and looks for it again after a while. Only to be called when nothing is
     * written any more.
     *
     * @param of the term that ends; a later one goes on
     * @param atOnce whether another process may begin at once; else it waits until the lease is over
     */
    synchronized void handOver(long of, boolean atOnce) {
        if (closed || !leading || term != of) {
            return;
        }
        leading = false;
        disputed = false;
        leaving = true;
        takesFrom = nanos.getAsLong() + timing.lease().toNanos();
        underWay.handle((done, thrown) -> atOnce ? giveBack() : nothing())
                .thenCompose(given -> given)
                .thenRun(this::left);
    }

    private synchronized void left() {
        leaving = false;
        record = null;
    }

    /**
     * Stops, and lets the next process have the lease at once. Only to be called when nothing is written any more.
     *
     * @return completes, always normally, when the server knows, or cannot be told
     */
    synchronized CompletionStage<Void> release() {
        stop();
        return underWay.handle((done, thrown) -> giveBack()).thenCompose(given -> given);
    }

    /** Stops, without a word to anybody: the lease is over when its time is. */
    synchronized void stop() {
        closed = true;
        leading = false;
    }

    /** A question may have changed the record meanwhile: then it is read once more. */
    private synchronized CompletionStage<Void> giveBack() {
        ObjectNode last = record;
        record = null;
        return last == null
                ? nothing()
                : free(last)
                        .exceptionallyCompose(refused -> requests.get().thenCompose(this::free))
                        .exceptionally(refused -> null);
    }

    private CompletionStage<Void> free(JsonNode lease) {
        return LeaseRecord.holder(lease).equals(identity)
                ? requests.replace(LeaseRecord.free(lease)).thenApply(stored -> null)
                : nothing();
    }

    /** The name of the Lease. */
    @Override
    public String toString() {
        return name;
    }
}
